"""What runs because a module runs: what it imports, and the packages above that.

Imports at import time and inside functions count, those for type checkers do not; and since importing `a.b.c`
runs `a` and `a.b` too, the package above a module is one more import of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from graphkit.analysis.strong_components import strong_components
from graphkit.model.imports import IMPORT_TIME, TYPE_CHECKING, ImportEdge, ImportGraph
from graphkit.model.names import parent


class Running:
    """The module graph as numbers, with what runs unsaid.

    `imports` and `at_import` hold, per module, the modules it runs, ascending; numbers ascend with names.
    `extra` are imports that stand in no import statement.
    """

    def __init__(self, graph: ImportGraph, extra: Iterable[ImportEdge] = ()) -> None:
        self.names = graph.modules
        self.number = {module: index for index, module in enumerate(graph.modules)}
        number = self.number
        any_time: list[set[int]] = [set() for _ in self.names]
        for index, module in enumerate(self.names):
            above = parent(module)
            # directories without `__init__` run nothing themselves
            while above and above not in number:
                above = parent(above)
            if above:
                any_time[index].add(number[above])
        at_import = [set(others) for others in any_time]
        for edge in chain(graph.edges, extra):
            if edge.when == TYPE_CHECKING:
                continue
            importing, giving = number[edge.importer], number[edge.imported]
            any_time[importing].add(giving)
            if edge.when == IMPORT_TIME:
                at_import[importing].add(giving)
        self.imports = [sorted(others) for others in any_time]
        self.at_import = [sorted(others) for others in at_import]


def reaching_counts(
    running: Running, starts: Mapping[str, Sequence[str]], goals: Sequence[str]
) -> list[tuple[int, int]]:
    """Return, per goal, how many starts reach it, and how many at import time.

    `starts` gives for each what runs with it. Cost: O(edges) unions of bits, one for each start, twice.
    """
    both = []
    for imports in (running.imports, running.at_import):
        reached = [0] * len(running.names)
        for bit, (start, loads) in enumerate(starts.items()):
            for name in (start, *loads):
                reached[running.number[name]] |= 1 << bit
        hand_on(imports, reached)
        both.append([reached[running.number[goal]].bit_count() for goal in goals])
    return list(zip(*both, strict=True))


def hand_on(givers: Sequence[Sequence[int]], masks: list[int]) -> None:
    """Give every node's bits to all nodes that it leads to, even indirectly; `masks` changes in place."""
    components = strong_components([list(others) for others in givers])
    for members in reversed(components):
        mask = 0
        for member in members:
            mask |= masks[member]
        for member in members:
            masks[member] = mask
            for other in givers[member]:
                masks[other] |= mask
