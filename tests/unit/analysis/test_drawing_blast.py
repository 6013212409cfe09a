from __future__ import annotations

from graphkit.analysis.drawing_blast import draw_blast
from graphkit.model.drawing import Budget
from tests.unit.analysis.graphs import crowd, graph_of


def test_a_small_radius_is_shown_whole_and_the_rest_left_out() -> None:
    graph = graph_of("a->core b~>a tests.t->a core->base x->base", "y")
    diagram = draw_blast(graph, "core", ["tests.t"], Budget())
    assert [node.key for node in diagram.nodes] == ["a", "b", "core", "tests.t"]
    assert [(edge.taker, edge.giver, edge.look) for edge in diagram.edges] == [
        ("a", "core", "import_time"),
        ("b", "a", "call_time"),
        ("tests.t", "a", "import_time"),
    ]
    assert diagram.caption[:2] == (
        (
            "3 modules of 7 import it, even indirectly: 2 of production, 1 of tests; 1 directly; 2 run it at "
            "import time. Arrows run from importer to imported."
        ),
        "Slice: the other 3 modules are left out.",
    )


def test_nobody_downstream_is_one_node() -> None:
    diagram = draw_blast(graph_of("a->b"), "a", [], Budget())
    assert [node.key for node in diagram.nodes] == ["a"]
    assert diagram.caption[0].startswith("0 modules of 2 import it")


def test_direct_importers_keep_their_arrow() -> None:
    diagram = draw_blast(crowd(5, 6), "core.target", [], Budget(12, 40))
    takers = {edge.taker for edge in diagram.edges if edge.giver == "core.target"}
    assert takers == {node.key for node in diagram.nodes} - {"core.target"}
    assert diagram == draw_blast(crowd(5, 6), "core.target", [], Budget(12, 40))
