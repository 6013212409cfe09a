"""Distances and small sets of tests, against what a plain search and trying everything find."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from graphkit.analysis.nearest_tests import find_distances
from graphkit.analysis.running import Running, reaching_counts
from graphkit.analysis.set_cover import cover
from graphkit.model.imports import CALL_TIME, IMPORT_TIME, TYPE_CHECKING, ImportEdge, ImportGraph

SIZE = 8
NODES = [f"m{n}" for n in range(SIZE)]
EDGE = st.builds(
    lambda pair, when: ImportEdge(pair[0], pair[1], 1, when=when),
    st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(lambda pair: pair[0] != pair[1]),
    st.sampled_from([IMPORT_TIME, CALL_TIME, TYPE_CHECKING]),
)
STARTS = st.dictionaries(
    st.sampled_from(NODES), st.lists(st.sampled_from(NODES), max_size=2, unique=True), max_size=4
)


def chains_from(edges: list[ImportEdge], start: str, loads: list[str]) -> dict[str, tuple[int, bool]]:
    """Per module the distance, and whether a way of that length runs at import time: by plain search."""
    steps = {(edge.importer, edge.imported): False for edge in edges if edge.when != TYPE_CHECKING}
    steps |= {(edge.importer, edge.imported): True for edge in edges if edge.when == IMPORT_TIME}
    found = {start: (0, True)}
    level = {(start, True)}
    distance = 0
    while level:
        distance += 1
        following = {
            (b, early and now) for node, early in level for (a, b), now in steps.items() if a == node
        }
        if distance == 1:
            following |= {(load, True) for load in loads}
        level = {(node, early) for node, early in following if node not in found}
        for node, _ in level:
            found[node] = (distance, (node, True) in level)
    return found


@given(st.lists(EDGE, max_size=20), STARTS, st.integers(0, 3))
def test_distances_are_those_of_a_plain_search(
    edges: list[ImportEdge], starts: dict[str, list[str]], limit: int
) -> None:
    running = Running(ImportGraph(tuple(NODES), tuple(edges)))
    found = find_distances(running, starts, NODES, limit)
    plain = {start: chains_from(edges, start, loads) for start, loads in starts.items()}
    steps = {(edge.importer, edge.imported) for edge in edges if edge.when != TYPE_CHECKING}
    counts = reaching_counts(running, starts, NODES)
    for goal, ways, count in zip(NODES, found.ways, counts, strict=True):
        rows = sorted(
            (reach[goal][0], not reach[goal][1], start) for start, reach in plain.items() if goal in reach
        )
        assert [(len(way.chain) - 1, not way.import_time, way.start) for way in ways] == rows[: limit or None]
        assert count[0] == len(rows)
        for way in ways:
            pairs = list(zip(way.chain, way.chain[1:], strict=False))
            assert all(pair in steps for pair in pairs[1:])
            assert not pairs or pairs[0] in steps or pairs[0][1] in starts[way.start]
    for start, reach in plain.items():
        spread = {(n, d) for d, mask in found.spread[start] for n in range(SIZE) if mask >> n & 1}
        assert spread == {(n, reach[node][0]) for n, node in enumerate(NODES) if node in reach}


@given(
    st.lists(st.integers(0, 2**SIZE - 1), max_size=6), st.integers(0, 2**SIZE - 1)
)  # fmt: skip
def test_a_cover_reaches_all_it_can_and_no_smaller_one_does(masks: list[int], wanted: int) -> None:
    spreads = {f"t{n}": ((1, mask),) for n, mask in enumerate(masks)}
    found = cover(spreads, wanted)

    def union(names: tuple[str, ...]) -> int:
        total = 0
        for name in names:
            total |= spreads[name][0][1]
        return total & wanted

    everything = union(tuple(spreads))
    assert union(found.tests) == everything
    assert found.smallest
    smaller = combinations(spreads, max(0, len(found.tests) - 1))
    assert not found.tests or all(union(names) != everything for names in smaller)
