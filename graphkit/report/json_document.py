"""A result as the JSON document that other programs rely on: keys sorted, the same bytes on every run."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import msgspec

from graphkit.model.breakage import WhatIf
from graphkit.model.chains import Chain, Chains
from graphkit.model.charts import DrawnChart
from graphkit.model.compliance import Compliance
from graphkit.model.drawing import Drawing
from graphkit.model.exports import Export
from graphkit.model.gallery import Gallery
from graphkit.model.names import Symbol
from graphkit.model.page import Page
from graphkit.model.plan import GateCheck, OrderCheck, Plan
from graphkit.model.problems import FilesSeen, Problem
from graphkit.model.ranking import Blast, NextStep, Ranking
from graphkit.model.scan import Scan
from graphkit.model.testing import SelectedTests
from graphkit.model.uses import Bindings, Consumer, FlowEdge, Trace

Document = dict[str, Any]
# the other control characters are escapes in JSON already
_ODD = re.compile(r"[^\x00-\x7e]+")


def json_document(result: object) -> str:
    """Return `result` as JSON text of the schema `graphkit/<command>/1`, ending in a newline.

    Takes what any workflow returns; TypeError for anything else.
    """
    if type(result) not in _BUILDERS:
        raise TypeError(f"no JSON document for {type(result).__name__}")
    command, build = _BUILDERS[type(result)]
    document = {"schema": f"graphkit/{command}/1", **build(result)}
    packed = msgspec.json.encode(document, order="sorted")
    return visible_json(msgspec.json.format(packed, indent=2).decode()) + "\n"


def visible_json(text: str) -> str:
    r"""Return the same JSON with what a terminal would act upon and nobody see as escapes.

    >>> visible_json('"\x9b31m \u202e \u00e9"')
    '"\\u009b31m \\u202e é"'
    """
    return text if text.isascii() and "\x7f" not in text else _ODD.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    if match[0].isprintable():
        return match[0]
    return "".join(c if c.isprintable() else _units(c) for c in match[0])


def _units(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))


def _trace(trace: Trace) -> Document:
    document: Document = {
        "target": str(trace.target),
        "definitions": [row._asdict() for row in trace.definitions],
        "reexports": [row._asdict() for row in trace.reexports],
        "consumers": [_consumer(row) for row in trace.consumers],
        "exports": [row._asdict() for row in trace.exports],
        "dangling": [row._asdict() for row in trace.dangling],
        "flow": [_flow_edge(row) for row in trace.flow],
        **_reading(trace.problems, trace.files),
    }
    if trace.mentions is not None:
        document["mentions"] = [row._asdict() for row in trace.mentions]
    return document


def _consumer(consumer: Consumer) -> Document:
    return {
        "module": consumer.module,
        "file": consumer.file,
        "is_test": consumer.is_test,
        "facades": consumer.facades,
        "uses": [use._asdict() for use in consumer.uses],
    }


def _flow_edge(edge: FlowEdge) -> Document:
    return {**edge._asdict(), "taker": str(edge.taker), "giver": str(edge.giver)}


def _bindings(bindings: Bindings) -> Document:
    modules = {module: dict(names) for module, names in bindings.modules}
    return {"bindings": modules, **_reading(bindings.problems, bindings.files)}


def _chains(chains: Chains) -> Document:
    document: Document = {
        "target": chains.target,
        "via": chains.via,
        "from": chains.origin,
        "level": chains.level,
        "count": chains.count,
        "listed": chains.listed,
        "truncated": chains.truncated,
        "chains": [_chain(chain) for chain in chains.chains],
        "condensed": chains.condensed,
        **_reading(chains.problems, chains.files),
    }
    if chains.cuts is not None:
        dominated = [{"module": module, "consumers": names} for module, names in chains.cuts.dominated]
        document["cuts"] = {**chains.cuts._asdict(), "dominated": dominated}
    return document


def _chain(chain: Chain) -> Document:
    return {"modules": chain.modules, "imports": [link._asdict() for link in chain.imports]}


def _blast(blast: Blast) -> Document:
    modules = [row._asdict() for row in blast.modules]
    return {
        "modules": modules,
        "edges": blast.edges,
        **blast.counting._asdict(),
        **_reading(blast.problems, blast.files),
    }


def _ranking(ranking: Ranking) -> Document:
    modules = [row._asdict() for row in ranking.modules]
    return {"target": ranking.target, "modules": modules, **_reading(ranking.problems, ranking.files)}


def _drawing(drawing: Drawing) -> Document:
    return {
        "target": drawing.target,
        "path": drawing.path,
        "format": drawing.format,
        "view": drawing.view,
        "nodes": drawing.nodes,
        "edges": drawing.edges,
        "caption": drawing.caption,
        **_reading(drawing.problems, drawing.files),
    }


def _compliance(compliance: Compliance) -> Document:
    return {**plain(compliance), "symbols": {row.name: plain(row) for row in compliance.symbols}}


def _drawn_chart(drawn: DrawnChart) -> Document:
    """The chart's own figures, so that it can be drawn anew elsewhere; the bytes are in the file."""
    return {
        "target": drawn.target,
        "name": drawn.name,
        "theme": drawn.theme,
        "path": drawn.path,
        "format": drawn.format,
        "chart": plain(drawn.chart),
        **_reading(drawn.problems, drawn.files),
    }


def _export(exported: Export) -> Document:
    graph = exported.graph
    return {
        "target": exported.target,
        "nodes": [{"node": node.name, **dict(node.attributes)} for node in graph.nodes],
        "edges": [
            {"importer": edge.importer, "imported": edge.imported, **dict(edge.attributes)}
            for edge in graph.edges
        ],
        **_reading(exported.problems, exported.files),
    }


def _page(page: Page) -> Document:
    return {
        "target": page.target,
        "path": page.path,
        "caption": page.caption,
        "bytes": len(page.content.encode()),
        **_reading(page.problems, page.files),
    }


def _gallery(gallery: Gallery) -> Document:
    return {name: value for name, value in plain(gallery).items() if name != "content"}


def plain(value: object) -> Any:
    """Return a frozen value as JSON-ready data: fields become keys, symbols their text."""
    if isinstance(value, Symbol):
        return str(value)
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return {name: plain(item) for name, item in zip(value._fields, value, strict=True)}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value


def _reading(problems: tuple[Problem, ...], files: FilesSeen) -> Document:
    """How much was read, and what was not: on every document."""
    return {"problems": [row._asdict() for row in problems], "files": files._asdict()}


_BUILDERS: Mapping[type, tuple[str, Callable[[Any], Document]]] = {
    Trace: ("trace", _trace),
    Bindings: ("bindings", _bindings),
    Chains: ("chains", _chains),
    Blast: ("blast", _blast),
    Ranking: ("rank", plain),
    NextStep: ("next", plain),
    Drawing: ("draw", _drawing),
    Page: ("explore", _page),
    DrawnChart: ("chart", _drawn_chart),
    Gallery: ("gallery", _gallery),
    Export: ("export", _export),
    Compliance: ("compliance", _compliance),
    SelectedTests: ("tests", plain),
    Plan: ("plan", plain),
    OrderCheck: ("plan_check", plain),
    GateCheck: ("plan_gate", plain),
    WhatIf: ("whatif", plain),
    Scan: ("scan", plain),
}
