from __future__ import annotations

from math import log, sqrt

import pytest

from graphkit.analysis import downstream_estimate as module
from graphkit.analysis.condensation import condense
from graphkit.analysis.downstream import count_all
from graphkit.analysis.downstream_estimate import BUCKETS, CONFIDENCE, estimate_all, relative_error
from tests.unit.analysis.import_graphs import random_imports

SIZE = 3000
IS_TEST = [node % 4 == 0 for node in range(SIZE)]


@pytest.mark.parametrize("edges", [2000, 4000, 12_000])
def test_estimates_are_within_the_stated_error_at_the_stated_confidence(edges: int) -> None:
    counts = within = 0
    for seed in range(6):
        condensed = condense(random_imports(SIZE, edges, seed))
        exact = count_all(condensed, IS_TEST)
        estimated = estimate_all(condensed, IS_TEST, buckets=256, seed=seed)
        for kind in range(2):
            for count, estimate in zip(exact[kind], estimated[kind], strict=True):
                counts += count > 0
                within += count > 0 and abs(estimate - count) <= relative_error(256) * count
    assert within >= CONFIDENCE * counts > 0


def test_many_independent_estimates_of_one_large_count_spread_as_stated() -> None:
    # one node that half of the others import, estimated with different seeds
    size = 5000
    condensed = condense([[], *([0] for _ in range(size)), *([] for _ in range(size))])
    none = [False] * len(condensed.members)
    errors = []
    for seed in range(60):
        estimate = estimate_all(condensed, none, buckets=128, seed=seed).production[0]
        errors.append(estimate / size - 1)
    deviation = sqrt(sum(error * error for error in errors) / len(errors))
    # a standard deviation from 60 draws is itself within a third of the true one
    assert 0.67 < deviation / (log(2) / sqrt(128)) < 1.33
    assert sum(abs(error) <= relative_error(128) for error in errors) >= 54


def test_small_counts_and_nodes_nobody_imports_are_nearly_always_right() -> None:
    condensed = condense([[], [0], [1], [], [3]])
    found = estimate_all(condensed, [False] * 5)
    assert list(found.production) == [2, 1, 0, 1, 0]
    assert list(found.tests) == [0] * 5


def test_the_seed_alone_decides_however_many_passes_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    condensed = condense(random_imports(500, 1500, 1))
    is_test = [False] * 500
    once = estimate_all(condensed, is_test)
    monkeypatch.setattr(module, "_MEMORY", 500 * 8)
    assert estimate_all(condensed, is_test) == once
    assert estimate_all(condensed, is_test, seed=1) != once


def test_a_component_counts_at_least_its_own_members() -> None:
    size = 4000
    ring = condense([[(node + 1) % size] for node in range(size)])
    found = estimate_all(ring, [False] * size, buckets=8)
    assert min(found.production) >= size - 1


def test_the_stated_error_follows_from_the_buckets() -> None:
    assert relative_error() == pytest.approx(1.96 * log(2) / sqrt(BUCKETS))
    assert relative_error(4 * BUCKETS) == pytest.approx(relative_error() / 2)
