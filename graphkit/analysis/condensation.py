"""Merge the modules that import each other, so that what is left of the graph has no cycle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from graphkit.analysis.strong_components import strong_components


class Condensation(NamedTuple):
    """Strongly connected components, each after all those that it imports."""

    # component → its nodes, ascending
    members: list[list[int]]
    # component → the others that it imports, each once
    givers: list[tuple[int, ...]]
    # node → component
    component_of: list[int]


def condense(imports: Sequence[Sequence[int]]) -> Condensation:
    """Merge the cycles of a graph given as node → the nodes it imports; O(nodes + edges)."""
    members = strong_components(imports)
    component_of = [0] * len(imports)
    for index, nodes in enumerate(members):
        for node in nodes:
            component_of[node] = index
    givers = []
    for index, nodes in enumerate(members):
        found = {component_of[other] for node in nodes for other in imports[node]}
        found.discard(index)
        givers.append(tuple(found))
    return Condensation(members, givers, component_of)
