"""Take whole modules as the nodes of chains, and imports as the steps."""

from __future__ import annotations

from graphkit.analysis.flow_graph import FlowGraph, chain_starts, flow_graph
from graphkit.model.chains import ChainLink
from graphkit.model.imports import ImportGraph
from graphkit.model.names import Symbol
from graphkit.model.tree import SourceTree
from graphkit.model.uses import Trace


def module_flow(trace: Trace, imports: ImportGraph, tree: SourceTree, origin: str = "") -> FlowGraph:
    """Build the graph of whole modules; chains begin at the trace's consumers, or at `origin` alone.

    Every import is an edge, whatever it imports and whenever it runs.
    """
    links: dict[tuple[Symbol, Symbol], ChainLink] = {}
    for edge in imports.edges:
        pair = Symbol(edge.importer), Symbol(edge.imported)
        known = links.get(pair)
        if known is None or edge.line < known.line:
            file = tree.modules[edge.importer].path
            name = ", ".join(edge.names)
            links[pair] = ChainLink(edge.importer, edge.imported, file, edge.line, name)
    definitions = {Symbol(definition.module) for definition in trace.definitions}
    return flow_graph(links, definitions, chain_starts(trace, origin))
