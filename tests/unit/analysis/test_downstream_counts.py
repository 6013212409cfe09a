from __future__ import annotations

import pytest

from graphkit.analysis import downstream_counts as module
from graphkit.analysis.downstream_counts import TOP, count_downstream, in_degrees
from tests.unit.analysis.import_graphs import random_imports

SIZE = 1500
IS_TEST = [node % 5 == 0 for node in range(SIZE)]


def largest(counts: module.Downstreams) -> list[int]:
    """The nodes in the order of the result."""
    total = [a + b for a, b in zip(*counts.any_time, strict=True)]
    return sorted(range(SIZE), key=lambda node: (-total[node], -counts.direct[node], node))


@pytest.mark.parametrize("edges", [1500, 3000, 6000])
def test_of_estimated_counts_the_top_is_exact_and_the_same_as_of_exact_ones(edges: int) -> None:
    for seed in range(4):
        imports = random_imports(SIZE, edges, seed)
        at_import = [others[::2] for others in imports]
        exact = count_downstream(imports, at_import, IS_TEST)
        found = count_downstream(imports, at_import, IS_TEST, exact=False, sought=[7, SIZE - 1])
        assert exact.exact is None
        assert found.exact is not None
        assert {7, SIZE - 1, *largest(found)[:TOP]} <= found.exact
        assert largest(found)[:TOP] == largest(exact)[:TOP]
        for node in found.exact:
            for one, other in ((found.any_time, exact.any_time), (found.at_import, exact.at_import)):
                assert (one.production[node], one.tests[node]) == (other.production[node], other.tests[node])


def test_what_turns_out_smaller_than_estimated_makes_room_for_others_that_are_counted_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_within_error", lambda *_: set())
    imports = random_imports(SIZE, 3000, 3)
    found = count_downstream(imports, imports, IS_TEST, exact=False)
    assert found.exact is not None
    assert set(largest(found)[:TOP]) <= found.exact


def test_an_empty_graph_has_no_counts() -> None:
    found = count_downstream([], [], [], exact=False)
    assert (list(found.direct), found.exact) == ([], frozenset())


def test_direct_importers_are_counted_exactly() -> None:
    assert list(in_degrees([[1, 2], [2], []])) == [0, 1, 2]
