"""What the results in a directory say together: a title, a paragraph and a few figures, from their JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from graphkit.model.gallery import Figure, OutputFile
from graphkit.report.text_layout import count

_Document = Mapping[str, Any]


def schema_of(file: OutputFile) -> str:
    """Return the command whose JSON document a file is, "" for any other file."""
    document = _document(file)
    schema = str(document.get("schema", "")) if document else ""
    return schema.split("/")[1] if schema.count("/") == 2 and schema.startswith("graphkit/") else ""


def story_of(files: Sequence[OutputFile]) -> tuple[str, tuple[str, ...], tuple[Figure, ...]]:
    """Return the title, the sentences and the figures; all are empty where no trace is among the files.

    The first trace by name says what the matter is; the other results are about the same symbol, or not told.
    """
    documents = {file.name: (schema_of(file), _document(file)) for file in files}
    traced = next((found for kind, found in documents.values() if kind == "trace" and found), None)
    if traced is None:
        return "", (), ()
    target = str(traced.get("target", ""))
    told: dict[str, _Document] = {"trace": traced}
    for kind, found in documents.values():
        if found and kind not in told and _about(kind, found, target):
            told[kind] = found
    parts = [list(part(told)) for part in (_trace, _chains, _whatif, _rank, _compliance)]
    story = tuple(line for part in parts for line in part if isinstance(line, str))
    figures = tuple(line for part in parts for line in part if isinstance(line, Figure))
    return f"Retiring {_name(target)}", story, figures


def _name(target: str) -> str:
    return target.rpartition(":")[2] or target


def _document(file: OutputFile) -> _Document | None:
    if not file.name.lower().endswith(".json") or '"graphkit/' not in file.text:
        return None
    try:
        found = msgspec.json.decode(file.text)
    except msgspec.DecodeError:
        return None
    return found if isinstance(found, dict) else None


def _about(kind: str, found: _Document, target: str) -> bool:
    if kind == "compliance":
        return any(target in row.get("targets", ()) for row in _rows(found.get("symbols", {}).values()))
    if kind == "whatif":
        return any(_name(str(removed)) == _name(target) for removed in found.get("removed", ()))
    return bool(found.get("target") == target)


def _rows(value: Iterable[Any] | None) -> list[Mapping[str, Any]]:
    return [row for row in value or () if isinstance(row, dict)]


def _trace(told: Mapping[str, _Document]) -> Iterator[str | Figure]:
    found = told["trace"]
    consumers = _rows(found.get("consumers"))
    tests = sum(bool(row.get("is_test")) for row in consumers)
    uses = [use for row in consumers for use in _rows(row.get("uses"))]
    possible = sum(use.get("certainty") == "possible" for use in uses)
    defined = [f"{row.get('file')}, line {row.get('line')}" for row in _rows(found.get("definitions"))]
    where = f" is defined in {defined[0]}" if defined else " is defined outside the tree"
    split = f"{len(consumers) - tests} of production, {tests} of tests" if tests else "all of production"
    yield f"{_name(str(found.get('target')))}{where}, and used by {count(len(consumers), 'module')}: {split}."
    offers = sorted(_rows(found.get("reexports")), key=lambda row: (-row.get("used_by", 0), str(row)))
    if offers:
        most, places = offers[0], len({row.get("module") for row in offers})
        taken = count(most.get("used_by", 0), "module")
        yield (
            f"{count(places, 'module')} {'hand' if places > 1 else 'hands'} it on; "
            f"{most.get('file')}, line {most.get('line')}, hands it to {taken}."
        )
    yield Figure(f"{len(consumers):,}", "modules use it" if len(consumers) != 1 else "module uses it")
    yield Figure(f"{len(uses) - possible:,}", f"certain uses, {possible:,} possible")


def _chains(told: Mapping[str, _Document]) -> Iterator[str | Figure]:
    if "chains" in told:
        found = told["chains"]
        through = f" through {str(found['via']).rpartition('.')[2]}" if found.get("via") else ""
        yield Figure(f"{found.get('count', 0):,}", f"chains of imports{through}")


def _whatif(told: Mapping[str, _Document]) -> Iterator[str | Figure]:
    if "whatif" in told:
        found = told["whatif"]
        removed = ", ".join(map(str, found.get("removed", ())))
        summary = str(found.get("summary", "")).removeprefix(f"{found.get('verdict')}: ")
        yield f"If {removed} went today: {summary}."
        certain = [row for row in _rows(found.get("import_time")) if row.get("certainty") != "possible"]
        failing = len({row.get("module") for row in certain})
        yield Figure(f"{failing:,}", "modules would fail at import if it went today")


def _rank(told: Mapping[str, _Document]) -> Iterator[str | Figure]:
    if "rank" in told:
        rows = _rows(told["rank"].get("modules"))
        waves = max((row.get("wave", 0) for row in rows), default=0)
        order = f"{count(len(rows), 'module')} can move in {count(waves, 'wave')}"
        yield f"{order}, none of which breaks anything."
        yield Figure(f"{waves:,}", "waves that break nothing" if waves != 1 else "wave that breaks nothing")


def _compliance(told: Mapping[str, _Document]) -> Iterator[str | Figure]:
    for row in _rows(told.get("compliance", {}).get("symbols", {}).values()):
        if told["trace"].get("target") in row.get("targets", ()):
            share = next((row for row in _rows(row.get("shares")) if row.get("name") == "all"), {})
            moved = share.get("migrated", 0)
            files = moved + share.get("deprecated", 0) + share.get("mixed", 0)
            have = "have" if files != 1 else "has"
            yield f"{moved:,} of {count(files, 'file')} {have} moved to the replacement."
            yield Figure(f"{share.get('percent_files') or 0:.1f} %", "of the files have moved")
            return
