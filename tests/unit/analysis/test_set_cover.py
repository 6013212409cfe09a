from __future__ import annotations

import pytest

from graphkit.analysis import set_cover
from graphkit.analysis.set_cover import cover


def spreads(**reach: dict[int, int]) -> dict[str, tuple[tuple[int, int], ...]]:
    """Test → {distance: bits}."""
    return {name: tuple(found.items()) for name, found in reach.items()}


def test_what_only_one_test_reaches_forces_it() -> None:
    found = cover(spreads(a={1: 0b011}, b={1: 0b110}, c={2: 0b001}), 0b111)
    assert (found.tests, found.smallest) == (("a", "b"), True)


def test_only_what_is_wanted_counts_and_what_none_reaches_is_left() -> None:
    assert cover(spreads(a={1: 0b0011}, b={1: 0b1100}), 0b10001).tests == ("a",)
    assert cover(spreads(a={1: 1}), 0b10).tests == ()
    assert cover({}, 0b1) == ((), True)


def test_of_equals_the_nearest_in_total_then_by_name() -> None:
    assert cover(spreads(a={2: 0b11}, b={1: 0b01, 2: 0b10}, c={1: 0b10, 2: 0b01}), 0b11).tests == ("b",)


# greedy takes the middle first and needs three
TRAP = spreads(
    left={1: 0b000111}, right={1: 0b111000}, middle={1: 0b011110}, l2={1: 0b000011}, r2={1: 0b110000}
)


def test_small_cases_are_exact_where_greedy_is_not() -> None:
    assert cover(TRAP, 0b111111) == (("left", "right"), True)


def test_large_cases_are_greedy_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(set_cover, "MOST_TRIED", 0)
    found = cover(TRAP, 0b111111)
    assert not found.smallest
    assert len(found.tests) == 3
    assert "middle" in found.tests
