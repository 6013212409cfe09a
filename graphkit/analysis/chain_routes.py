"""Spell out one chain, statement by statement, also where it crosses a cycle."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection
from itertools import pairwise

from graphkit.analysis.flow_graph import FlowGraph
from graphkit.model.chains import Chain


def chain_along(graph: FlowGraph, path: tuple[int, ...], via: Collection[str] = ()) -> Chain:
    """Spell out the chain that begins at `path[0]` and passes the components of the other nodes.

    Inside a cycle it takes the shortest way; when only a cycle holds a module of `via`, it visits that
    module there, even if it meets another one twice.
    """
    nodes = [path[0]]
    detour = bool(via) and not any(_alone(graph, node) and _is_via(graph, node, via) for node in path)
    for following in path[1:]:
        inside = graph.components[graph.component_of[nodes[-1]]]
        target = graph.component_of[following]
        if detour and any(_is_via(graph, node, via) for node in inside):
            nodes += _route(graph, nodes[-1], {node for node in inside if _is_via(graph, node, via)})
            detour = False
        exits = {n for n in inside if any(graph.component_of[g] == target for g in graph.givers[n])}
        nodes += _route(graph, nodes[-1], exits)
        nodes.append(next(g for g in graph.givers[nodes[-1]] if graph.component_of[g] == target))
    return _chain(graph, nodes)


def _chain(graph: FlowGraph, nodes: list[int]) -> Chain:
    modules = [graph.symbols[nodes[0]].module]
    imports = []
    for taker, giver in pairwise(nodes):
        link = graph.links[taker, giver]
        if link.imported != link.importer:
            modules.append(link.imported)
            imports.append(link)
    return Chain(tuple(modules), tuple(imports))


def _route(graph: FlowGraph, entry: int, goals: set[int]) -> list[int]:
    """Return the nodes after `entry` on the shortest way to one of `goals` inside its component."""
    before = {entry: entry}
    waiting = deque([entry])
    while waiting:
        node = waiting.popleft()
        if node in goals:
            break
        for giver in graph.givers[node]:
            if giver not in before and graph.component_of[giver] == graph.component_of[entry]:
                before[giver] = node
                waiting.append(giver)
    steps = []
    while node != entry:
        steps.append(node)
        node = before[node]
    return steps[::-1]


def _alone(graph: FlowGraph, node: int) -> bool:
    return len(graph.components[graph.component_of[node]]) == 1


def _is_via(graph: FlowGraph, node: int, via: Collection[str]) -> bool:
    return graph.symbols[node].module in via
