from __future__ import annotations

from graphkit.model.drawing import Diagram, Edge, Node
from graphkit.report.page import levels, page_of


def diagram(nodes: int, pairs: list[tuple[int, int]], columns: tuple[str, ...] = ()) -> Diagram:
    return Diagram(
        "t",
        "t",
        tuple(
            Node(f"n{i:03}", f"module_{i:03}", ("1 use",), "module", columns[i % 2] if columns else "")
            for i in range(nodes)
        ),
        tuple(Edge(f"n{a:03}", f"n{b:03}", "", "import_time", False, 1) for a, b in pairs),
        (),
        columns=columns,
    )


def test_levels_are_the_longest_ways_and_cycles_end() -> None:
    assert levels(diagram(4, [(0, 1), (1, 2), (0, 2), (2, 3), (3, 1)])) == {
        "n000": 0,
        "n001": 1,
        "n002": 2,
        "n003": 3,
    }
    assert set(levels(diagram(2, [], ("x", "y"))).values()) == {0, 1}


def test_a_few_nodes_fit_and_hundreds_in_a_column_do_not() -> None:
    assert page_of(diagram(12, [(i, 0) for i in range(1, 12)])).fits
    assert not page_of(diagram(200, [(i, 0) for i in range(1, 200)])).fits


def test_a_long_way_is_drawn_from_top_to_bottom() -> None:
    chain = [(i, i + 1) for i in range(13)]
    assert page_of(diagram(14, chain)).direction == "TB"
    assert page_of(diagram(4, chain[:3])).direction == "LR"


def test_nothing_fits() -> None:
    assert page_of(diagram(0, [])) == ("LR", 1.0)
