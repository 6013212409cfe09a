"""The data of the page: what its program shows, as one compact JSON text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from graphkit.model.drawing import POSSIBLE_TAKE
from graphkit.model.imports import CALL_TIME, IMPORT_TIME, TYPE_CHECKING, ImportGraph
from graphkit.model.page import Exploration, MapLayout
from graphkit.report.diagram_parts import parts_of
from graphkit.report.html_page_flow import flow_data, take_rows
from graphkit.report.html_page_style import DARK
from graphkit.report.palette import EDGES, NODES

Data = dict[str, Any]

WHENS = (IMPORT_TIME, CALL_TIME, TYPE_CHECKING)
# added to the number of a time in WHENS
GUARDED = 4
_SOURCE, _PACKAGE = 0, 1
# what every result says again: the page has it once
_ONCE = ("problems", "files", "already_broken")


def page_data(exploration: Exploration) -> str:
    """Return the data as JSON text that can stand inside a `script` element: it holds no `<`.

    Everything is found by number: a module by its place in the graph. Of a name that was left out (a module
    that is not in the graph) nothing is shown.
    """
    packed = msgspec.json.encode(_document(exploration)).decode()
    return packed.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _document(exploration: Exploration) -> Data:
    trace, ranking, imports = exploration.trace, exploration.ranking, exploration.imports
    number = {module: index for index, module in enumerate(imports.modules)}
    parts = parts_of(trace)
    return {
        "target": str(trace.target),
        "name": trace.target.name or trace.target.module,
        "files": trace.files._asdict(),
        "looks": {state: NODES[state].meaning for state in DARK},
        "times": {time: EDGES[time].meaning for time in (*WHENS, POSSIBLE_TAKE)},
        "modules": _modules(exploration, number),
        "imports": _imports(imports, number),
        "layout": _layout(exploration.layout),
        "states": [[number[name], part.state, part.detail] for name, part in parts.items() if name in number],
        "takes": take_rows(trace, number),
        "flow": flow_data(trace, number),
        "definitions": [_plain(row) for row in trace.definitions],
        "reexports": [_plain(row) for row in trace.reexports],
        "exports": [_plain(row) for row in trace.exports],
        "dangling": [_plain(row) for row in trace.dangling],
        "consumers": [
            {
                "module": consumer.module,
                "file": consumer.file,
                "facades": consumer.facades,
                "uses": [_plain(use) for use in consumer.uses],
            }
            for consumer in trace.consumers
        ],
        "ranking": [_plain(row) for row in ranking.modules],
        "notes": ranking.notes,
        "what_ifs": [_plain(row) for row in exploration.what_ifs],
        "code": _code(exploration),
        "problems": [_plain(row) for row in ranking.problems],
        "drawn": bool(exploration.drawing),
    }


def _modules(exploration: Exploration, number: Mapping[str, int]) -> Data:
    packages = exploration.layout.packages
    radii = {radius.module: radius for radius in exploration.radii}
    names: list[str] = []
    files: list[int | str] = []
    figures: list[int] = []
    for module, package in zip(exploration.imports.modules, exploration.layout.package_of, strict=True):
        holder = packages[package].name
        names.append(module[len(holder) + 1 :] if holder else module)
        radius = radii[module]
        files.append(_file(module, radius.file))
        figures += (
            radius.direct,
            radius.transitive,
            radius.import_time_direct,
            radius.import_time,
            radius.production,
            radius.tests,
        )
    return {
        "names": names,
        "packages": exploration.layout.package_of,
        "files": files,
        "figures": figures,
        "tests": [number[module] for module in exploration.tests if module in number],
    }


def _file(module: str, file: str) -> int | str:
    """Return a number for the usual file of a module, else its path."""
    usual = module.replace(".", "/")
    if file == f"{usual}.py":
        return _SOURCE
    return _PACKAGE if file == f"{usual}/__init__.py" else file


def _imports(imports: ImportGraph, number: Mapping[str, int]) -> Data:
    """Return the imports by column; names as they are written, each text once."""
    texts: dict[str, int] = {}
    columns: tuple[list[int], ...] = ([], [], [], [], [])
    for edge in imports.edges:
        row = (
            number[edge.importer],
            number[edge.imported],
            edge.line,
            WHENS.index(edge.when) + GUARDED * edge.guarded,
            texts.setdefault(", ".join(edge.names), len(texts)),
        )
        for column, value in zip(columns, row, strict=True):
            column.append(value)
    importers, *rest = columns
    # most values repeat the one before, or follow it
    return {
        "importer": _steps(importers),
        "imported": rest[0],
        "line": rest[1],
        "flags": rest[2],
        "names": rest[3],
        "texts": list(texts),
    }


def _steps(values: Iterable[int]) -> list[int]:
    steps, before = [], 0
    for value in values:
        steps.append(value - before)
        before = value
    return steps


def _layout(layout: MapLayout) -> Data:
    return {
        "packages": [
            [package.name, package.parent, *package.box, package.modules, package.strip]
            for package in layout.packages
        ],
        "boxes": [side for box in layout.boxes for side in box],
    }


def _code(exploration: Exploration) -> Data:
    """Return file → [first line, text, text, …] for every run of lines."""
    runs: dict[str, list[list[int | str]]] = {}
    before = ("", -1)
    for row in exploration.code:
        found = runs.setdefault(row.file, [])
        if before == (row.file, row.line - 1):
            found[-1].append(row.text)
        else:
            found.append([row.line, row.text])
        before = (row.file, row.line)
    return runs


def _plain(value: Any) -> Any:
    """Turn values into JSON's; fields that say nothing ("", 0, False, None, ()) are left out."""
    if hasattr(value, "_asdict"):
        return {key: _plain(part) for key, part in value._asdict().items() if part}
    if hasattr(value, "__dataclass_fields__"):
        return {key: _plain(getattr(value, key)) for key in value.__dataclass_fields__ if key not in _ONCE}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(part) for part in value]
    return value
