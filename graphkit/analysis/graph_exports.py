"""The graphs that other tools may want, and their documents by networkx's writers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from graphkit.model.exports import Attributes, ExportEdge, ExportGraph, ExportNode
from graphkit.model.imports import BlastRadius, ImportGraph
from graphkit.model.names import Symbol
from graphkit.model.tree import SourceFile
from graphkit.model.uses import Trace

_DATE = re.compile(r' lastmodifieddate="[^"]*"')


def symbol_graph(trace: Trace, files: Mapping[str, SourceFile]) -> ExportGraph:
    """Return the symbol flow: a node for each binding, and for each module that uses one without binding it.

    `files`: module → its file. O(flow) but for sorting.
    """
    definitions = {Symbol(row.module, row.name or trace.target.name) for row in trace.definitions}
    consumers = {consumer.module for consumer in trace.consumers}
    symbols = definitions | {symbol for edge in trace.flow for symbol in (edge.taker, edge.giver)}

    def attributes(symbol: Symbol) -> Attributes:
        file = files.get(symbol.module)
        return (
            ("module", symbol.module),
            ("symbol", symbol.name),
            ("definition", symbol in definitions),
            ("passes_on", symbol.module in trace.facades),
            ("consumer", symbol.module in consumers),
            ("is_test", file is not None and file.is_test),
            ("file", file.path if file else ""),
        )

    edges = sorted(
        ExportEdge(
            str(edge.taker),
            str(edge.giver),
            (
                ("file", edge.file),
                ("line", edge.line),
                ("how", edge.how),
                ("when", edge.when),
                ("guarded", edge.guarded),
            ),
        )
        for edge in trace.flow
    )
    return ExportGraph(tuple(ExportNode(str(s), attributes(s)) for s in sorted(symbols)), tuple(edges))


def module_graph(
    graph: ImportGraph, radii: Iterable[BlastRadius], files: Mapping[str, SourceFile]
) -> ExportGraph:
    """Return the module graph with every module's blast radius; an edge for each import statement."""
    radius_of = {radius.module: radius for radius in radii}

    def attributes(module: str) -> Attributes:
        file, radius = files[module], radius_of[module]
        return (
            ("file", file.path),
            ("kind", file.kind),
            ("is_test", file.is_test),
            ("direct", radius.direct),
            ("transitive", radius.transitive),
            ("import_time", radius.import_time),
            ("production", radius.production),
            ("tests", radius.tests),
        )

    edges = sorted(
        ExportEdge(
            edge.importer,
            edge.imported,
            (
                ("file", files[edge.importer].path),
                ("line", edge.line),
                ("names", ", ".join(edge.names)),
                ("when", edge.when),
                ("guarded", edge.guarded),
            ),
        )
        for edge in graph.edges
    )
    return ExportGraph(tuple(ExportNode(name, attributes(name)) for name in graph.modules), tuple(edges))


def graphml(graph: ExportGraph) -> str:
    """Write GraphML."""
    import networkx as nx

    return "\n".join(nx.generate_graphml(_for_xml(graph), named_key_ids=True)) + "\n"


def gexf(graph: ExportGraph) -> str:
    """Write GEXF 1.2, without the day it was written."""
    import networkx as nx

    return _DATE.sub("", "\n".join(nx.generate_gexf(_for_xml(graph)))) + "\n"


def cytoscape(graph: ExportGraph) -> str:
    """Write Cytoscape JSON."""
    import networkx as nx

    document = nx.cytoscape_data(_for_xml(graph))
    return json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


WRITERS: Mapping[str, Callable[[ExportGraph], str]] = {
    "graphml": graphml,
    "gexf": gexf,
    "cytoscape": cytoscape,
}


def networkx_graph(graph: ExportGraph) -> Any:
    """Return a `networkx.MultiDiGraph`; every node has its name as its `label` too."""
    import networkx as nx

    built = nx.MultiDiGraph()
    for node in graph.nodes:
        built.add_node(node.name, label=node.name, **dict(node.attributes))
    for edge in graph.edges:
        built.add_edge(edge.importer, edge.imported, **dict(edge.attributes))
    return built


def _for_xml(graph: ExportGraph) -> Any:
    """Return the same with characters replaced that XML cannot hold."""
    nodes = (ExportNode(_clean(node.name), _plain(node.attributes)) for node in graph.nodes)
    edges = (
        ExportEdge(_clean(edge.importer), _clean(edge.imported), _plain(edge.attributes))
        for edge in graph.edges
    )
    return networkx_graph(ExportGraph(tuple(nodes), tuple(edges)))


def _plain(attributes: Attributes) -> Attributes:
    return tuple((name, _clean(value) if isinstance(value, str) else value) for name, value in attributes)


def _clean(text: str) -> str:
    """Write control and direction characters as escapes: two names stay two."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
