from __future__ import annotations

import pytest

from graphkit.analysis import downstream as module
from graphkit.analysis.condensation import condense
from graphkit.analysis.downstream import count_all, count_some, spread
from tests.unit.analysis.import_graphs import downstream, random_imports

SIZE = 60
IS_TEST = [node % 3 == 0 for node in range(SIZE)]


@pytest.mark.parametrize("block", [1, 7, 64, 8192])
@pytest.mark.parametrize("edges", [0, 40, 90, 200])
def test_counts_equal_a_search_whatever_the_size_of_a_block(
    block: int, edges: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BLOCK", block)
    for seed in range(5):
        imports = random_imports(SIZE, edges, seed)
        found = count_all(condense(imports), IS_TEST)
        for node in range(SIZE):
            hit = downstream(imports, node)
            assert found.tests[node] == sum(IS_TEST[other] for other in hit)
            assert found.production[node] == sum(not IS_TEST[other] for other in hit)


@pytest.mark.parametrize("group", [1, 5, 256])
def test_counts_of_some_nodes_are_those_of_all(group: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_GROUP", group)
    for seed in range(5):
        condensed = condense(random_imports(SIZE, 100, seed))
        every = count_all(condensed, IS_TEST)
        wanted = range(0, SIZE, 2)
        assert count_some(condensed, IS_TEST, wanted) == {
            node: (every.production[node], every.tests[node]) for node in wanted
        }
    assert count_some(condensed, IS_TEST, ()) == {}


def test_seeds_go_to_what_is_imported_and_components_without_any_are_left_out() -> None:
    condensed = condense([[1], [2], [], [2]])
    assert dict(spread(condensed, {condensed.component_of[1]: 5})) == {
        condensed.component_of[1]: 5,
        condensed.component_of[2]: 5,
    }
    assert not list(spread(condensed, {}))
