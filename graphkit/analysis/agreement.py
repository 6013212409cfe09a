"""How far two orders agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from math import sqrt

from graphkit.model.ranking import Agreement, RankedModule


def policy_agreement(rankings: Mapping[str, Sequence[RankedModule]]) -> tuple[Agreement, ...]:
    """Compare every pair of policies by the steps in which they put the same modules."""
    steps = {policy: {row.module: row.step for row in rows} for policy, rows in rankings.items()}
    return tuple(
        Agreement(one, other, kendall_tau_b([(step, steps[other][m]) for m, step in steps[one].items()]))
        for one, other in combinations(steps, 2)
    )


def kendall_tau_b(pairs: Sequence[tuple[int, int]]) -> float:
    """Return Kendall's tau-b of two rankings of the same things, one pair each; equal numbers are ties.

    1 for the same order, -1 for the opposite; 1.0 where a ranking tells nothing apart. From M. G.
    Kendall, "The treatment of ties in ranking problems", Biometrika 33 (1945), counted in O(n log n) as
    in W. R. Knight, "A computer method for calculating Kendall's tau with ungrouped data", JASA 61
    (1966).

    >>> kendall_tau_b([(1, 1), (2, 2), (3, 3)]), kendall_tau_b([(1, 3), (2, 2), (3, 1)])
    (1.0, -1.0)
    """
    ordered = sorted(pairs)
    total = _pairs(len(ordered))
    tied_first = _tied(first for first, _ in ordered)
    tied_second = _tied(second for _, second in ordered)
    either = sqrt((total - tied_first) * (total - tied_second))
    if not either:
        return 1.0
    _, discordant = _sorted_and_inversions([second for _, second in ordered])
    agreeing = total - tied_first - tied_second + _tied(ordered) - 2 * discordant
    return agreeing / either


def _pairs(number: int) -> int:
    return number * (number - 1) // 2


def _tied(values: Iterable[object]) -> int:
    return sum(_pairs(size) for size in Counter(values).values())


def _sorted_and_inversions(values: list[int]) -> tuple[list[int], int]:
    """Merge sort, counting the pairs that stand in the wrong order."""
    if len(values) < 2:
        return values, 0
    middle = len(values) // 2
    left, in_left = _sorted_and_inversions(values[:middle])
    right, in_right = _sorted_and_inversions(values[middle:])
    merged: list[int] = []
    found, taken = in_left + in_right, 0
    for value in left:
        while taken < len(right) and right[taken] < value:
            merged.append(right[taken])
            taken += 1
        found += taken
        merged.append(value)
    return merged + right[taken:], found
