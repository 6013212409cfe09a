"""The symbol flow as the page has it: bindings, and who takes from whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphkit.model.names import Symbol
from graphkit.model.uses import FlowEdge, Trace
from graphkit.report.diagram_parts import takes_of

Row = list[Any]


def flow_data(trace: Trace, number: Mapping[str, int]) -> dict[str, Any]:
    """Return the bindings of the symbol flow, the takes between them, and which are definitions.

    Nodes are `[module, name]`, links `[taker, giver, file, line, when, guarded, how]`; both sorted. Every
    statement by which a binding takes from another one is a link.
    """
    edges = [edge for edge in trace.flow if edge.taker.module in number and edge.giver.module in number]
    definitions = {Symbol(row.module, row.name or trace.target.name) for row in trace.definitions}
    whole = {symbol.module for symbol in definitions if not symbol.name}
    symbols = {symbol for edge in edges for symbol in (edge.taker, edge.giver)}
    symbols |= {symbol for symbol in definitions if symbol.module in number}
    definitions |= {symbol for symbol in symbols if symbol.module in whole}
    nodes = sorted(symbols)
    index = {symbol: place for place, symbol in enumerate(nodes)}
    return {
        "nodes": [[number[symbol.module], symbol.name] for symbol in nodes],
        "links": [_link(edge, index) for edge in sorted(edges)],
        "definitions": [place for place, symbol in enumerate(nodes) if symbol in definitions],
    }


def _link(edge: FlowEdge, index: Mapping[Symbol, int]) -> Row:
    taker, giver = index[edge.taker], index[edge.giver]
    return [taker, giver, edge.file, edge.line, edge.when, edge.guarded, edge.how]


def take_rows(trace: Trace, number: Mapping[str, int]) -> list[Row]:
    """Return who takes it from whom, by module: `[taker, giver, line, name it gets, look, guarded]`."""
    return [
        [number[take.taker], number[take.giver], take.line, take.renamed, take.look, take.guarded]
        for take in takes_of(trace)
        if take.taker in number and take.giver in number
    ]
