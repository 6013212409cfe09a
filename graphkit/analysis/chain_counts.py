"""Count the chains: exactly, without listing one."""

from __future__ import annotations

from collections.abc import Collection

from graphkit.analysis.flow_graph import FlowGraph, on_chains, passes


def count_chains(graph: FlowGraph, via: Collection[str] = ()) -> int:
    """Count the chains from every start to a definition, passing a module of `via` when given.

    Cycles count as one node each. Dynamic programming over the components; O(nodes + edges) additions.
    """
    every: list[int] = []
    through: list[int] = []
    # components come after those they take from, so every value needed is there already
    for index, givers in enumerate(graph.component_givers):
        is_end = graph.components[index][0] in graph.definitions
        every.append(1 if is_end else sum(every[giver] for giver in givers))
        meets = passes(graph, index, via)
        through.append(every[index] if meets else sum(through[giver] for giver in givers))
    counts = through if via else every
    return sum(counts[graph.component_of[node]] for _, nodes in graph.starts for node in nodes)


def condensed_cycles(graph: FlowGraph) -> tuple[tuple[str, ...], ...]:
    """Return the modules of every cycle that some chain passes, sorted."""
    passed = {graph.component_of[node] for node in on_chains(graph)}
    cycles = (graph.components[index] for index in passed if len(graph.components[index]) > 1)
    return tuple(sorted(tuple(sorted({graph.symbols[node].module for node in nodes})) for nodes in cycles))
