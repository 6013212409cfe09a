from __future__ import annotations

from graphkit.analysis.drawing_packages import draw_packages
from graphkit.model.drawing import CUT, Budget
from tests.unit.analysis.graphs import crowd, graph_of


def test_a_depth_is_kept_to() -> None:
    graph = graph_of("p.a.x->q.b p.a.x->q.c p.b.y->q.b q.b=>p.a.x run->p.b.y")
    diagram = draw_packages(graph, "tree", ["p.b.y"], 1, Budget())
    assert [(node.key, node.state, len(node.members)) for node in diagram.nodes] == [
        ("p.*", "package", 1),
        ("p.* (2)", "test package", 1),
        ("q.*", "package", 2),
        ("run", "module", 1),
    ] or [node.title for node in diagram.nodes]
    assert diagram.title == "tree"
    assert diagram.caption[0].startswith("5 modules with 4 imports between them.")


def test_imports_against_the_main_direction_are_marked() -> None:
    graph = graph_of("p.a->q.a p.b->q.a p.c->q.b q.b->p.c")
    looks = {(edge.taker, edge.giver): edge.look for edge in draw_packages(graph, "t", [], 1, Budget()).edges}
    assert looks == {("p.*", "q.*"): "import_time", ("q.*", "p.*"): CUT}


def test_without_a_depth_few_packages_are_drawn() -> None:
    diagram = draw_packages(crowd(30, 9), "t", [], None, Budget())
    assert 1 < len(diagram.nodes) <= 24
    assert sum(len(node.members) for node in diagram.nodes) == 271
