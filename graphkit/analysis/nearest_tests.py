"""How far each module that is asked about lies from each place where running begins.

A *start* is a test module or an entry point, a *goal* a module that is asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from graphkit.analysis.running import Running

# goals that are looked at together: a level of the search holds one bit for each in every module
BLOCK = 1024


class Way(NamedTuple):
    """The shortest way from a start to a goal; `import_time` when all of it runs as the start is imported."""

    start: str
    goal: str
    import_time: bool
    chain: tuple[str, ...]


class _Level(NamedTuple):
    """The goals at one distance: module → bits of goals, of all and of those reached at import time."""

    found: dict[int, int]
    at_import: dict[int, int]


class Distances(NamedTuple):
    """What a search found.

    `ways`: per goal its nearest starts, at most as many as asked for; nearest first, then those that run it
    at import time, then by name. `spread`: per start the goals at each distance, as bits in the order given.
    """

    ways: tuple[tuple[Way, ...], ...]
    spread: Mapping[str, tuple[tuple[int, int], ...]]


def find_distances(
    running: Running, starts: Mapping[str, Sequence[str]], goals: Sequence[str], limit: int
) -> Distances:
    """Find the nearest starts of each goal with the chains to it, and how far each start is from every goal.

    `starts` gives for each start what runs with it as if it imported that (the `conftest` modules of a test).
    A breadth-first search backwards from all goals of a block at once, sets of goals being bits of one
    integer (M. Then et al., "The more the merrier: efficient multi-source graph traversal", 2014): O(levels ×
    edges) unions a block, and `limit` chains a goal. A `limit` of 0 lists all.
    """
    return _find(running, starts, [(goal,) for goal in goals], limit)


def find_nearest_of(
    running: Running, starts: Mapping[str, Sequence[str]], goals: Sequence[str]
) -> tuple[Way, ...]:
    """Find, for each start that reaches one of the goals, the way to the nearest; nearest start first."""
    return _find(running, starts, [tuple(sorted(goals))], 0).ways[0]


def _find(
    running: Running, starts: Mapping[str, Sequence[str]], goals: Sequence[tuple[str, ...]], limit: int
) -> Distances:
    """Find the ways to each goal; a goal of several modules is reached where one of them is."""
    importers, early = _turned(running.imports), _turned(running.at_import)
    ways: list[tuple[Way, ...]] = []
    spread: dict[str, list[tuple[int, int]]] = {start: [] for start in starts}
    for offset in range(0, len(goals), BLOCK):
        block = goals[offset : offset + BLOCK]
        numbers = [[running.number[module] for module in goal] for goal in block]
        levels = list(_levels(importers, early, numbers))
        search = _Search(running, levels, starts)
        for start, distance, mask in search.spread():
            spread[start].append((distance, mask << offset))
        ways += search.nearest(len(block), limit)
    return Distances(tuple(ways), {start: tuple(found) for start, found in spread.items()})


def _turned(imports: Sequence[Sequence[int]]) -> list[list[int]]:
    importers: list[list[int]] = [[] for _ in imports]
    for importer, others in enumerate(imports):
        for other in others:
            importers[other].append(importer)
    return importers


def _levels(
    importers: Sequence[Sequence[int]], early: Sequence[Sequence[int]], goals: Sequence[Sequence[int]]
) -> Iterator[_Level]:
    """Yield what is 0, 1, … imports away from the goals, until nothing new is."""
    seen: dict[int, int] = {}
    found: dict[int, int] = {}
    at_import: dict[int, int] = {}
    for bit, goal in enumerate(goals):
        for module in goal:
            found[module] = found.get(module, 0) | 1 << bit
    level = _Level(found, dict(found))
    while level.found:
        yield level
        for node, mask in level.found.items():
            seen[node] = seen.get(node, 0) | mask
        found, at_import = {}, {}
        for node, mask in level.found.items():
            for importer in importers[node]:
                new = mask & ~seen.get(importer, 0)
                if new:
                    found[importer] = found.get(importer, 0) | new
        for node, mask in level.at_import.items():
            for importer in early[node]:
                new = mask & found.get(importer, 0)
                if new:
                    at_import[importer] = at_import.get(importer, 0) | new
        level = _Level(found, at_import)


class _Search:
    """The levels around one block of goals, as seen from the starts."""

    def __init__(self, running: Running, levels: list[_Level], starts: Mapping[str, Sequence[str]]) -> None:
        self._running = running
        self._levels = levels
        self._starts = sorted(starts)
        self._loads = starts
        # per distance: (start, goals found there, those of them at import time)
        self._at: list[list[tuple[str, int, int]]] = []
        known = dict.fromkeys(self._starts, 0)
        for distance in range(len(levels) + 1):
            self._at.append(list(self._found(distance, known)))

    def _found(self, distance: int, known: dict[str, int]) -> Iterator[tuple[str, int, int]]:
        """What each start finds at a distance and not nearer; `known` takes it up."""
        # many tests share what runs with them
        shared: dict[tuple[str, ...], tuple[int, int]] = {}
        number = self._running.number
        for start in self._starts:
            found, early = self._of(distance, number[start])
            loads = tuple(self._loads[start])
            if loads not in shared:
                both = [self._of(distance - 1, number[name]) for name in loads]
                shared[loads] = (
                    reduce(or_, (one for one, _ in both), 0),
                    reduce(or_, (one for _, one in both), 0),
                )
            found = (found | shared[loads][0]) & ~known[start]
            if found:
                known[start] |= found
                yield start, found, (early | shared[loads][1]) & found

    def _of(self, distance: int, node: int) -> tuple[int, int]:
        if not 0 <= distance < len(self._levels):
            return 0, 0
        level = self._levels[distance]
        return level.found.get(node, 0), level.at_import.get(node, 0)

    def spread(self) -> Iterator[tuple[str, int, int]]:
        """Yield (start, distance, goals as bits)."""
        for distance, rows in enumerate(self._at):
            for start, found, _ in rows:
                yield start, distance, found

    def nearest(self, goals: int, limit: int) -> list[tuple[Way, ...]]:
        """The nearest starts of each of so many goals: a goal that has enough is looked for no longer."""
        ways: list[list[Way]] = [[] for _ in range(goals)]
        wanted = (1 << goals) - 1
        for distance, rows in enumerate(self._at):
            for import_time in (True, False):
                for start, found, early in rows:
                    mask = wanted & (early if import_time else found & ~early)
                    while mask:
                        bit = mask & -mask
                        mask ^= bit
                        goal = bit.bit_length() - 1
                        chain = self._chain(start, distance, bit, import_time=import_time)
                        ways[goal].append(Way(start, chain[-1], import_time, chain))
                        if len(ways[goal]) == limit:
                            wanted ^= bit
        return [tuple(found) for found in ways]

    def _chain(self, start: str, distance: int, bit: int, *, import_time: bool) -> tuple[str, ...]:
        """Walk from a start to a goal, at each step to the first module by name that is one import nearer."""
        names = self._running.names
        node = self._running.number[start]
        chain = [start]
        if not self._holds(distance, node, bit, import_time=import_time):
            loads = [self._running.number[name] for name in self._loads[start]]
            distance -= 1
            node = next(n for n in loads if self._holds(distance, n, bit, import_time=import_time))
            chain.append(names[node])
        while distance:
            distance -= 1
            others = self._running.at_import[node] if import_time else self._running.imports[node]
            node = next(n for n in others if self._holds(distance, n, bit, import_time=import_time))
            chain.append(names[node])
        return tuple(chain)

    def _holds(self, distance: int, node: int, bit: int, *, import_time: bool) -> bool:
        found, early = self._of(distance, node)
        return bool((early if import_time else found) & bit)
