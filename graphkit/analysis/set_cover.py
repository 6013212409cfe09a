"""The smallest set of tests that reaches everything in a wave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import combinations
from math import comb
from typing import NamedTuple

# sets of tests that are tried to find one smaller than the greedy choice
MOST_TRIED = 5_000

# per distance, what is reached there: bits, one for each module
Spread = Sequence[tuple[int, int]]


class Cover(NamedTuple):
    """A set of tests, sorted, and whether no smaller one reaches as much."""

    tests: tuple[str, ...]
    smallest: bool


def cover(spreads: Mapping[str, Spread], wanted: int) -> Cover:
    """Return few tests that together reach all of the bits `wanted` that any test reaches.

    Tests that alone reach something are taken first. For the rest, greedy: always the test that reaches most
    of what is left; of equals the one nearest to that, in total, then the first by name. At most 1 + ln n
    times the size of the smallest set for n modules (V. Chvátal, "A greedy heuristic for the set-covering
    problem", 1979), and evaluated lazily (M. Minoux, "Accelerated greedy algorithms", 1978): O(tests × picks)
    at the worst, mostly far less. Where no more than `MOST_TRIED` smaller sets exist they are tried: then the
    answer is exact.
    """
    masks = {name: mask for name, spread in spreads.items() if (mask := _all(spread) & wanted)}
    left = wanted & _all((0, mask) for mask in masks.values())
    forced = _alone(masks, left)
    for name in forced:
        left &= ~masks[name]
    candidates = _undominated({name: mask & left for name, mask in masks.items() if mask & left}, spreads)
    chosen = _greedy(candidates, spreads, left)
    better, exact = _exact(candidates, spreads, left, len(chosen))
    return Cover(tuple(sorted({*forced, *(better or chosen)})), exact)


def _all(spread: Iterable[tuple[int, int]]) -> int:
    found = 0
    for _, mask in spread:
        found |= mask
    return found


def _alone(masks: Mapping[str, int], wanted: int) -> list[str]:
    """The tests without which something is not reached."""
    once = twice = 0
    for mask in masks.values():
        twice |= once & mask
        once |= mask
    single = wanted & once & ~twice
    return [name for name, mask in masks.items() if mask & single]


def _undominated(masks: Mapping[str, int], spreads: Mapping[str, Spread]) -> dict[str, int]:
    """Of tests that reach the same, the nearest by total distance, then by name."""
    best: dict[int, tuple[int, str]] = {}
    for name, mask in masks.items():
        key = _total(spreads[name], mask), name
        if mask not in best or key < best[mask]:
            best[mask] = key
    return {name: mask for mask, (_, name) in best.items()}


def _total(spread: Spread, wanted: int) -> int:
    """The sum of the distances to what is `wanted` of a test's reach."""
    return sum(distance * (mask & wanted).bit_count() for distance, mask in spread)


def _greedy(masks: Mapping[str, int], spreads: Mapping[str, Spread], left: int) -> list[str]:
    def entry(name: str) -> tuple[int, int, str]:
        gain = masks[name] & left
        return -gain.bit_count(), _total(spreads[name], gain), name

    heap = [entry(name) for name in masks]
    heapify(heap)
    chosen = []
    while left:
        old = heappop(heap)
        new = entry(old[2])
        # the gain of a test only falls, but what is nearest may change with it
        if new != old:
            if new[0]:
                heappush(heap, new)
            continue
        chosen.append(old[2])
        left &= ~masks[old[2]]
    return chosen


def _exact(
    masks: Mapping[str, int], spreads: Mapping[str, Spread], wanted: int, size: int
) -> tuple[list[str], bool]:
    """Try all smaller sets; returns the best of the smallest that suffice, or [], and whether all were."""
    if size <= 1:
        return [], True
    names = sorted(masks)
    if sum(comb(len(names), fewer) for fewer in range(1, size)) > MOST_TRIED:
        return [], False
    for fewer in range(1, size):
        enough = [
            group
            for group in combinations(names, fewer)
            if _all((0, masks[name]) for name in group) == wanted
        ]
        if enough:
            ranked = ((sum(_total(spreads[name], wanted) for name in group), group) for group in enough)
            return list(min(ranked)[1]), True
    return [], True
