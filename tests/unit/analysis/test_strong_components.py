from __future__ import annotations

from graphkit.analysis.strong_components import strong_components


def test_components_come_after_those_they_lead_to() -> None:
    assert strong_components([[1], [2], [1, 3], []]) == [[3], [1, 2], [0]]


def test_a_node_alone_is_a_component_even_with_an_edge_to_itself() -> None:
    assert strong_components([[0], []]) == [[0], [1]]


def test_a_long_path_needs_no_recursion() -> None:
    size = 50_000
    path = [[node + 1] for node in range(size - 1)] + [[]]
    assert len(strong_components(path)) == size
    assert strong_components([[(node + 1) % size] for node in range(size)]) == [list(range(size))]
