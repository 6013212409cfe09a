"""Read back what `graphkit trace --format json` wrote."""

from __future__ import annotations

import os
from typing import Any, TypeVar

import msgspec

from graphkit.errors import BadResult
from graphkit.model.names import parse_symbol
from graphkit.model.problems import FilesSeen, Problem
from graphkit.model.uses import Consumer, Dangling, Definition, FlowEdge, Mention, Reexport, Trace, Use

SCHEMA = "graphkit/trace/1"

T = TypeVar("T")
_Row = dict[str, Any]


def read_trace(path: str) -> Trace:
    """Return the trace in the JSON file `path`. Raises BadResult: no such file, not JSON, another result."""
    try:
        with open(path, "rb") as handle:
            data = msgspec.json.decode(handle.read())
    except OSError as error:
        raise BadResult(path, "trace", (error.strerror or str(error)).lower()) from error
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise BadResult(path, "trace", f"not JSON: {error}") from error
    schema = data.get("schema") if isinstance(data, dict) else None
    if schema != SCHEMA:
        raise BadResult(path, "trace", f"its schema is {schema!r}, not {SCHEMA!r}")
    try:
        return _trace(data)
    except (KeyError, TypeError, AttributeError, msgspec.ValidationError) as error:
        raise BadResult(path, "trace", f"it has other fields than a trace ({error})") from error


def is_file(path: str) -> bool:
    """Whether `path` names a file, and so no revision."""
    return os.path.isfile(path)


def _trace(data: _Row) -> Trace:
    return Trace(
        target=parse_symbol(data["target"]),
        definitions=_rows(Definition, data["definitions"]),
        reexports=_rows(Reexport, data["reexports"]),
        consumers=tuple(_consumer(row) for row in data["consumers"]),
        exports=_rows(Use, data["exports"]),
        dangling=_rows(Dangling, data["dangling"]),
        flow=_rows(FlowEdge, [_with_symbols(row) for row in data["flow"]]),
        mentions=_rows(Mention, data["mentions"]) if "mentions" in data else None,
        problems=_rows(Problem, data["problems"]),
        files=_row(FilesSeen, data["files"]),
    )


def _consumer(data: _Row) -> Consumer:
    uses = [_row(Use, use) for use in data["uses"]]
    return msgspec.convert({**data, "uses": uses}, Consumer)


def _with_symbols(row: _Row) -> _Row:
    return {**row, "taker": parse_symbol(row["taker"]), "giver": parse_symbol(row["giver"])}


def _rows(kind: type[T], rows: list[_Row]) -> tuple[T, ...]:
    return tuple(_row(kind, row) for row in rows)


def _row(kind: Any, row: _Row) -> Any:
    """Make a named tuple of an object; what is missing takes its default, where it has one."""
    values = [row[name] if name in row else kind._field_defaults[name] for name in kind._fields]
    return msgspec.convert(values, kind)
