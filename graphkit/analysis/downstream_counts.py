"""Count what is downstream of every module: exactly, or by estimate with an exact top."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Sequence
from heapq import nlargest
from typing import NamedTuple

from graphkit.analysis.condensation import Condensation, condense
from graphkit.analysis.downstream import Downstream, count_all, count_some, zeros
from graphkit.analysis.downstream_estimate import estimate_all, relative_error

# of estimated modules, how many at the top are counted again
TOP = 100
# components counted again because they may belong there, at most
_MOST_RECOUNTED = 1024
# node → the nodes that it imports, each once, itself left out
Imports = Sequence[Sequence[int]]


class Downstreams(NamedTuple):
    """What is downstream of each module: by imports at any time, and by those at import time alone."""

    direct: array[int]
    any_time: Downstream
    direct_at_import: array[int]
    at_import: Downstream
    # nodes whose counts are exact; None: all
    exact: frozenset[int] | None


def count_downstream(
    any_time: Imports,
    at_import: Imports,
    is_test: Sequence[bool],
    *,
    exact: bool = True,
    sought: Collection[int] = (),
) -> Downstreams:
    """Return the counts of every node, unless `exact` estimated ones.

    Of estimated counts, those of the nodes `sought` and of the TOP largest (then with the most direct
    importers, then of the smallest number) are replaced by exact ones.
    """
    count = count_all if exact else estimate_all
    graphs = condense(any_time), condense(at_import)
    found = [count(graph, is_test) for graph in graphs]
    direct = in_degrees(any_time)
    counted = None if exact else _recounted(graphs, found, is_test, direct, sought)
    return Downstreams(direct, found[0], in_degrees(at_import), found[1], counted)


def in_degrees(imports: Imports) -> array[int]:
    """Return how many nodes import each node."""
    degrees = zeros(len(imports))
    for others in imports:
        for other in others:
            degrees[other] += 1
    return degrees


def _recounted(
    graphs: Sequence[Condensation],
    found: Sequence[Downstream],
    is_test: Sequence[bool],
    direct: Sequence[int],
    sought: Collection[int],
) -> frozenset[int]:
    """Put exact counts in for what belongs, or may belong, to the top; return the nodes that have them."""
    every = found[0]

    def place(node: int) -> tuple[int, int, int]:
        return every.production[node] + every.tests[node], direct[node], -node

    done: set[int] = set()
    first = nlargest(TOP, range(len(is_test)), key=place)
    least = min((place(node)[0] for node in first), default=0)
    wanted = {*sought, *first, *_within_error(graphs[0], lambda node: place(node)[0], least)}
    while wanted:
        for graph, counts in zip(graphs, found, strict=True):
            for node, (production, tests) in count_some(graph, is_test, wanted).items():
                counts.production[node], counts.tests[node] = production, tests
        done |= wanted
        # one that was overestimated makes room for others
        wanted = set(nlargest(TOP, range(len(is_test)), key=place)) - done
    return frozenset(done)


def _within_error(graph: Condensation, estimate: Callable[[int], int], least: int) -> set[int]:
    """Return the nodes whose true count may well be above `least`, which is an estimate too."""
    error = relative_error()
    lowest = least * (1 - error) / (1 + error)
    near = (nodes for nodes in graph.members if estimate(nodes[0]) >= lowest)
    largest = nlargest(_MOST_RECOUNTED, near, key=lambda nodes: (estimate(nodes[0]), -nodes[0]))
    return {node for nodes in largest for node in nodes}
