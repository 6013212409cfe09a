from __future__ import annotations

import random
from itertools import combinations
from math import sqrt

import pytest

from graphkit.analysis.agreement import kendall_tau_b, policy_agreement
from graphkit.model.ranking import RankedModule


def by_definition(pairs: list[tuple[int, int]]) -> float:
    """Tau-b as it is defined, over all pairs."""
    agree = first = second = 0
    for (a, b), (c, d) in combinations(pairs, 2):
        agree += ((a > c) - (a < c)) * ((b > d) - (b < d))
        first += a != c
        second += b != d
    return agree / sqrt(first * second) if first and second else 1.0


@pytest.mark.parametrize("seed", range(50))
def test_as_defined_with_ties(seed: int) -> None:
    numbers = random.Random(seed)
    size = numbers.randrange(12)
    pairs = [(numbers.randrange(5), numbers.randrange(5)) for _ in range(size)]
    assert kendall_tau_b(pairs) == pytest.approx(by_definition(pairs))


def test_same_opposite_and_nothing_to_tell() -> None:
    assert kendall_tau_b([(n, n) for n in range(9)]) == 1.0
    assert kendall_tau_b([(n, -n) for n in range(9)]) == -1.0
    assert kendall_tau_b([]) == kendall_tau_b([(1, 1), (1, 2)]) == 1.0


def test_policies_are_compared_in_pairs_by_step() -> None:
    def row(module: str, step: int) -> RankedModule:
        return RankedModule(1, 1, module, "", "consumer", 1, 0, 0, 0, 0, (), 0, (), step=step)

    found = policy_agreement(
        {"x": [row("a", 1), row("b", 2)], "y": [row("b", 1), row("a", 2)], "z": [row("a", 1), row("b", 2)]}
    )
    assert [(pair.policy, pair.other, pair.tau) for pair in found] == [
        ("x", "y", -1.0),
        ("x", "z", 1.0),
        ("y", "z", -1.0),
    ]
