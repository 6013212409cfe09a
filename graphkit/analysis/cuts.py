"""Find where all chains can be cut, and who depends on the facades alone."""

from __future__ import annotations

from collections.abc import Collection

from graphkit.analysis.dominators import dominated_consumers
from graphkit.analysis.flow_graph import FlowGraph, on_chains
from graphkit.model.chains import Cuts


def find_cuts(graph: FlowGraph, facades: Collection[str]) -> Cuts:
    """Answer what `Cuts` asks, with `facades` as the modules to depend on or to bypass.

    A consumer that is a facade itself is asked where it takes the symbol from in its turn.
    """
    reaching = _can_pass(graph, facades)
    avoiding = _can_avoid(graph, facades)
    alone: list[str] = []
    bypassing: list[str] = []
    both: list[str] = []
    for consumer, nodes in graph.starts:
        outside = _taken_from(graph, consumer, nodes)
        passes = bool(outside & reaching)
        avoids = bool(outside & avoiding)
        (both if passes and avoids else alone if passes else bypassing).append(consumer)
    return Cuts(dominated_consumers(graph), tuple(alone), tuple(bypassing), tuple(both), minimum_cut(graph))


def minimum_cut(graph: FlowGraph) -> tuple[str, ...]:
    """Return a smallest set of modules, none of them a definition's, whose removal leaves no chain.

    Of several smallest sets the one nearest to the definition, so a facade rather than its one consumer.
    Over modules as wholes: where a module holds several bindings of the symbol, what comes in by any may
    leave by any. networkx's maximum flow does the work.
    """
    import networkx as nx

    modules = sorted({graph.symbols[node].module for node in on_chains(graph)})
    ends = {graph.symbols[node].module for node in graph.definitions}
    number = {module: index for index, module in enumerate(modules)}
    source, sink = -1, -2
    # numbers, not names: the search visits sets, whose order must not vary from run to run
    digraph = nx.DiGraph()
    digraph.add_edges_from((source, number[consumer]) for consumer, _ in graph.starts)
    for taker, giver in sorted(graph.links):
        first, second = graph.symbols[taker].module, graph.symbols[giver].module
        if first in number and second in number and first not in ends and first != second:
            digraph.add_edge(number[first], sink if second in ends else number[second])
    if not digraph:
        return ()
    return tuple(sorted(modules[node] for node in nx.minimum_node_cut(digraph, source, sink)))


def _taken_from(graph: FlowGraph, module: str, nodes: Collection[int]) -> set[int]:
    """Return the nodes of other modules that a module takes from, be it by aliases of its own."""
    seen = set(nodes)
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        if graph.symbols[node].module == module:
            new = set(graph.givers[node]) - seen
            seen |= new
            waiting += new
    return {node for node in seen if graph.symbols[node].module != module}


def _can_pass(graph: FlowGraph, facades: Collection[str]) -> set[int]:
    """Return the nodes with a chain that passes a facade."""
    passing = {node for node, symbol in enumerate(graph.symbols) if symbol.module in facades}
    return _takers_of(graph, passing, avoid=())


def _can_avoid(graph: FlowGraph, facades: Collection[str]) -> set[int]:
    """Return the nodes with a chain that passes no facade."""
    ends = {node for node in graph.definitions if graph.symbols[node].module not in facades}
    return _takers_of(graph, ends, avoid=facades)


def _takers_of(graph: FlowGraph, nodes: set[int], avoid: Collection[str]) -> set[int]:
    takers: dict[int, list[int]] = {}
    for taker, giver in graph.links:
        if graph.symbols[taker].module not in avoid:
            takers.setdefault(giver, []).append(taker)
    seen = set(nodes)
    waiting = list(nodes)
    while waiting:
        for taker in takers.get(waiting.pop(), ()):
            if taker not in seen:
                seen.add(taker)
                waiting.append(taker)
    return seen
