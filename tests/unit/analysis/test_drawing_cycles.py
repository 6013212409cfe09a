from __future__ import annotations

from graphkit.analysis.drawing_cycles import draw_cycles
from graphkit.model.drawing import CUT, Budget
from tests.unit.analysis.graphs import graph_of


def test_only_what_runs_at_import_closes_a_cycle() -> None:
    diagram = draw_cycles(graph_of("a->b b~>a c->d d=>c"), "t", [], None, Budget())
    assert (diagram.nodes, diagram.edges) == ((), ())
    assert diagram.caption == ("There are no cycles: no modules import each other at import time.",)


def test_cycles_are_clusters_and_cuts_are_marked_and_named() -> None:
    diagram = draw_cycles(graph_of("a.x->b b->c c->a.x d->e e->d a.x->d"), "t", ["d"], None, Budget())
    assert [(node.key, node.cluster, node.state) for node in diagram.nodes] == [
        ("a.x", "Cycle 1", "module"),
        ("b", "Cycle 1", "module"),
        ("c", "Cycle 1", "module"),
        ("d", "Cycle 2", "test module"),
        ("e", "Cycle 2", "module"),
    ]
    cuts = [(edge.taker, edge.giver) for edge in diagram.edges if edge.look == CUT]
    assert len(cuts) == 2
    assert ("a.x", "d") not in [(edge.taker, edge.giver) for edge in diagram.edges]
    assert diagram.caption[0].startswith(
        "5 modules import each other at import time, in 2 groups, the largest of 3; "
    )
    assert diagram.caption[1].startswith("Proposed cuts: ")
    assert all(f"{taker} → {giver} (l. " in diagram.caption[1] for taker, giver in cuts)


def test_cycles_of_packages() -> None:
    diagram = draw_cycles(graph_of("p.a->q.a q.b->p.b"), "t", [], 1, Budget())
    assert [(node.key, len(node.members)) for node in diagram.nodes] == [("p", 2), ("q", 2)]


def test_a_large_tangle_shows_the_shortest_cycles() -> None:
    names = [f"m{i:02}" for i in range(40)]
    text = " ".join(f"{a}->{b}" for i, a in enumerate(names) for b in names[i + 1 :])
    diagram = draw_cycles(graph_of(f"{text} m39->m00 m21->m20 m05->m01"), "t", [], None, Budget(10, 20))
    assert {(edge.taker, edge.giver) for edge in diagram.edges} >= {("m21", "m20"), ("m20", "m21")}
    assert len(diagram.nodes) <= 10
    assert diagram.caption[1].startswith("Slice: the shortest cycle that each proposed cut closes, for ")
    assert "Left out: " in diagram.caption[2]
