"""List the chains that lead to the definition: lazily, shortest first, never more than asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from heapq import heapify, heappop, heappush

from graphkit.analysis.chain_routes import chain_along
from graphkit.analysis.flow_graph import FlowGraph, passes
from graphkit.model.chains import Chain

# longer than any chain: no definition is reached that way
_NEVER = float("inf")


def iter_chains(graph: FlowGraph, via: Collection[str] = ()) -> Iterator[Chain]:
    """Yield the chains from every start to a definition, passing a module of `via` when given.

    Shortest first (in changes of module; a cycle counts as one step), then by the symbols passed. Best-first
    search that knows the exact remaining distance, so every step it takes belongs to a chain it will
    yield: the cost of one more chain is at most its length times the widest choice on it.
    """
    wanted = frozenset(via)
    remaining = _distances(graph, wanted)
    # (length of the shortest completion, first node and then components by their first node, steps so far)
    heap: list[tuple[float, tuple[int, ...], int]] = []
    for _, nodes in graph.starts:
        for node in nodes:
            component = graph.component_of[node]
            met = not wanted or passes(graph, component, wanted)
            if remaining[met][component] != _NEVER:
                heap.append((remaining[met][component], (node,), 0))
    heapify(heap)
    while heap:
        _, path, steps = heappop(heap)
        component = graph.component_of[path[-1]]
        if path[-1] in graph.definitions:
            yield chain_along(graph, path, wanted)
            continue
        met = not wanted or any(passes(graph, graph.component_of[node], wanted) for node in path)
        for giver in graph.component_givers[component]:
            done = steps + _step(graph, component, giver)
            rest = remaining[met or passes(graph, giver, wanted)][giver]
            if rest != _NEVER:
                heappush(heap, (done + rest, (*path, graph.components[giver][0]), done))


def _distances(graph: FlowGraph, via: frozenset[str]) -> tuple[list[float], list[float]]:
    """Return, per component, the shortest way to a definition: through `via`, and any way."""
    through: list[float] = []
    free: list[float] = []
    for index, givers in enumerate(graph.component_givers):
        is_end = graph.components[index][0] in graph.definitions
        steps = [(giver, _step(graph, index, giver)) for giver in givers]
        free.append(0 if is_end else min((step + free[giver] for giver, step in steps), default=_NEVER))
        far = min((step + through[giver] for giver, step in steps), default=_NEVER)
        through.append(free[index] if passes(graph, index, via) else far)
    return through, free


def _step(graph: FlowGraph, taker: int, giver: int) -> int:
    """Return 0 for a step inside one module (an alias), 1 otherwise."""
    alone = len(graph.components[taker]) == 1 and len(graph.components[giver]) == 1
    modules = [graph.symbols[graph.components[component][0]].module for component in (taker, giver)]
    return 0 if alone and modules[0] == modules[1] else 1
