from __future__ import annotations

from itertools import combinations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from graphkit.analysis.feedback_arcs import components, feedback_arcs

NAMES = "abcdef"
WEIGHTS = st.dictionaries(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), st.integers(1, 9), max_size=12
)


@given(WEIGHTS)
def test_what_is_left_has_no_cycle_and_no_cut_is_in_vain(weights: dict[tuple[str, str], int]) -> None:
    loops = {pair for pair in weights if pair[0] == pair[1]}
    cuts = set(feedback_arcs(weights))
    left = set(weights) - cuts - loops
    assert cuts <= set(weights)
    assert nx.is_directed_acyclic_graph(nx.DiGraph(sorted(left)))
    for cut in cuts:
        assert not nx.is_directed_acyclic_graph(nx.DiGraph(sorted({*left, cut})))


@given(WEIGHTS)
def test_it_is_near_the_smallest(weights: dict[tuple[str, str], int]) -> None:
    weights = {pair: weight for pair, weight in weights.items() if pair[0] != pair[1]}
    found = sum(weights[cut] for cut in feedback_arcs(weights))
    assert found <= 2 * _smallest(weights)


def _smallest(weights: dict[tuple[str, str], int]) -> int:
    best = sum(weights.values())
    for size in range(len(weights) + 1):
        for cuts in combinations(weights, size):
            total = sum(weights[cut] for cut in cuts)
            if total < best and nx.is_directed_acyclic_graph(nx.DiGraph(sorted(set(weights) - set(cuts)))):
                best = total
        if size == 4:
            break
    return best if not nx.is_directed_acyclic_graph(nx.DiGraph(sorted(weights))) else 0


def test_the_lighter_side_of_a_cycle_is_cut() -> None:
    assert feedback_arcs({("a", "b"): 9, ("b", "a"): 1}) == (("b", "a"),)
    assert feedback_arcs({("a", "b"): 1, ("b", "a"): 9}) == (("a", "b"),)
    assert feedback_arcs({("a", "b"): 5, ("b", "c"): 5, ("c", "a"): 2}) == (("c", "a"),)
    assert feedback_arcs({("a", "b"): 5, ("b", "c"): 5}) == ()


def test_components_are_those_on_cycles_largest_first() -> None:
    pairs = dict.fromkeys(
        [("a", "b"), ("b", "a"), ("c", "d"), ("d", "e"), ("e", "c"), ("a", "c"), ("f", "a")], 1
    )
    assert components(pairs) == [frozenset("cde"), frozenset("ab")]
