"""The graphs that results are: what stands in them, and the same as networkx's own."""

from __future__ import annotations

from typing import Any

from graphkit.analysis.graph_exports import module_graph, networkx_graph, symbol_graph
from graphkit.model.chains import Chains
from graphkit.model.code_graph import CodeGraph
from graphkit.model.exports import Export, ExportEdge, ExportGraph, ExportNode
from graphkit.model.ranking import Ranking
from graphkit.model.tree import SourceFile
from graphkit.model.uses import Trace

Graphic = CodeGraph | Chains | Export | Ranking | Trace


def result_network(result: Graphic) -> Any:
    """Return the graph of a result as a `networkx.MultiDiGraph`; names are as they are in the code."""
    return networkx_graph(result_graph(result))


def result_graph(result: Graphic) -> ExportGraph:
    """Return the graph that a result is, from the value alone."""
    match result:
        case Trace():
            return symbol_graph(result, _files(result))
        case CodeGraph():
            files = {file.module: file for file in result.sources}
            return module_graph(result.imports, result.radii, files)
        case Chains():
            return _chains(result)
        case Ranking():
            return _order(result)
        case Export():
            return result.graph


def _files(trace: Trace) -> dict[str, SourceFile]:
    """Return module → file for every module of the trace; of consumers, whether it is a test as well."""
    files = {edge.taker.module: SourceFile(edge.file, edge.taker.module) for edge in trace.flow}
    files |= {row.module: SourceFile(row.file, row.module) for row in trace.dangling}
    files |= {row.module: SourceFile(row.file, row.module) for row in trace.reexports}
    files |= {row.module: SourceFile(row.file, row.module) for row in trace.definitions}
    return files | {
        row.module: SourceFile(row.file, row.module, is_test=row.is_test) for row in trace.consumers
    }


def _chains(chains: Chains) -> ExportGraph:
    passed: dict[str, int] = {}
    for chain in chains.chains:
        for module in set(chain.modules):
            passed[module] = passed.get(module, 0) + 1
    starts = {chain.modules[0] for chain in chains.chains}
    ends = {chain.modules[-1] for chain in chains.chains}
    nodes = (
        ExportNode(
            module, (("chains", number), ("consumer", module in starts), ("definition", module in ends))
        )
        for module, number in sorted(passed.items())
    )
    links = sorted({link for chain in chains.chains for link in chain.imports})
    return ExportGraph(
        tuple(nodes),
        tuple(
            ExportEdge(
                link.importer, link.imported, (("file", link.file), ("line", link.line), ("name", link.name))
            )
            for link in links
        ),
    )


def _order(ranking: Ranking) -> ExportGraph:
    known = {row.module for row in ranking.modules}
    nodes = (
        ExportNode(
            row.module,
            (
                ("rank", row.rank),
                ("wave", row.wave),
                ("step", row.step),
                ("role", row.role),
                ("file", row.file),
                ("uses", row.uses),
                ("transitive", row.transitive),
                ("import_time", row.import_time),
            ),
        )
        for row in sorted(ranking.modules, key=lambda row: row.module)
    )
    edges = sorted(
        ExportEdge(taker, row.module, ())
        for row in ranking.modules
        for taker in row.waits_for
        if taker in known
    )
    return ExportGraph(tuple(nodes), tuple(edges))
