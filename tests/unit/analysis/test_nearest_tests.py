from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from graphkit.analysis import nearest_tests
from graphkit.analysis.nearest_tests import find_distances
from graphkit.analysis.running import Running
from graphkit.model.imports import CALL_TIME, ImportEdge, ImportGraph


def running(*edges: str) -> Running:
    """`a>b` is an import, `a~b` one inside a function."""
    found = []
    for edge in edges:
        late = "~" in edge
        importer, imported = edge.split("~" if late else ">")
        found.append(ImportEdge(importer, imported, 1, when=CALL_TIME if late else "import_time"))
    modules = {name for edge in found for name in (edge.importer, edge.imported)}
    return Running(ImportGraph(tuple(sorted(modules)), tuple(found)))


def ways(graph: Running, starts: Mapping[str, Sequence[str]], goal: str, limit: int = 0) -> list[str]:
    found = find_distances(graph, starts, [goal], limit).ways[0]
    return [f"{'>' if way.import_time else '~'}".join(way.chain) for way in found]


def test_nearest_first_then_import_time_then_name() -> None:
    graph = running("t1>x", "x>goal", "t2~goal", "t3>goal", "t4>goal")
    starts = dict.fromkeys(["t1", "t2", "t3", "t4"], ())
    assert ways(graph, starts, "goal") == ["t3>goal", "t4>goal", "t2~goal", "t1>x>goal"]
    assert ways(graph, starts, "goal", 2) == ["t3>goal", "t4>goal"]


def test_the_shortest_way_is_at_import_time_where_one_is() -> None:
    graph = running("t~a", "a>goal", "t>b", "b>goal", "t>c", "c~goal")
    assert ways(graph, {"t": ()}, "goal") == ["t>b>goal"]
    # but a shorter one inside a function is nearer
    assert ways(running("t>a", "a>goal", "t~goal"), {"t": ()}, "goal") == ["t~goal"]


def test_of_equal_ways_the_first_by_name_at_each_step() -> None:
    assert ways(running("t>b", "t>a", "a>z", "b>y", "z>goal", "y>goal"), {"t": ()}, "goal") == ["t>a>z>goal"]


def test_what_runs_with_a_start_is_one_import_away_and_no_other_tests() -> None:
    graph = running("conf>goal", "t1>none", "t2>t1")
    assert ways(graph, {"t1": ("conf",), "t2": ()}, "goal") == ["t1>conf>goal"]
    # its own import wins over one that is longer
    assert ways(running("conf>goal", "t>goal"), {"t": ("conf",)}, "goal") == ["t>goal"]


def test_a_start_that_is_the_goal_is_no_import_away() -> None:
    graph = running("t>goal", "goal>t")
    assert ways(graph, {"t": ("goal",)}, "t") == ["t"]
    assert find_distances(graph, {"t": ()}, ["t", "goal"], 0).spread == {"t": ((0, 1), (1, 2))}


def test_spread_of_several_blocks_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = running("t>a", "a>b", "b>c", "u~c")
    goals = ["c", "b", "a"]
    whole = find_distances(graph, {"t": (), "u": ()}, goals, 0)
    monkeypatch.setattr(nearest_tests, "BLOCK", 1)
    parts = find_distances(graph, {"t": (), "u": ()}, goals, 0)
    assert parts.ways == whole.ways
    assert {name: sorted(rows) for name, rows in parts.spread.items()} == {
        name: sorted(rows) for name, rows in whole.spread.items()
    }
    assert whole.spread["t"] == ((1, 4), (2, 2), (3, 1))
