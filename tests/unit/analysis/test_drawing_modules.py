from __future__ import annotations

import pytest

from graphkit.analysis.drawing_modules import Picture, Slice, module_states, picture
from graphkit.analysis.drawing_ties import import_ties
from graphkit.model.drawing import CYCLE, FOCUS, Budget
from graphkit.model.imports import ImportGraph
from tests.unit.analysis.graphs import crowd, graph_of


def whole(graph: ImportGraph, focus: str = "", tests: frozenset[str] = frozenset()) -> Slice:
    return Slice(frozenset(graph.modules), import_ties(graph), tests, focus)


def names(drawn: Picture) -> list[str]:
    return [step.partition(":")[0] for step in drawn.steps]


def test_what_fits_is_drawn_whole() -> None:
    drawn = picture(whole(graph_of("a->b b->c a->c"), "c"), Budget())
    assert (len(drawn.nodes), len(drawn.pairs), drawn.steps) == (3, 3, ())
    assert [node.state for node in drawn.nodes if node.key == "c"] == [FOCUS]


def test_cycles_are_condensed_and_what_follows_is_not_drawn() -> None:
    graph = graph_of("a->b b->c c->a a->x b->x x->y b->y")
    drawn = picture(whole(graph, "y"), Budget(3, 9))
    assert names(drawn) == ["Condensed", "Reduced"]
    assert [node.state for node in drawn.nodes if len(node.members) > 1] == [CYCLE]
    assert drawn.pairs == {("a …", "x"), ("x", "y")}


@pytest.mark.parametrize("nodes", [4, 8, 12, 40])
@pytest.mark.parametrize("focus", ["", "core.target"])
def test_every_picture_keeps_its_budget(nodes: int, focus: str) -> None:
    graph = crowd(7, 9)
    drawn = picture(
        whole(graph, focus, frozenset(m for m in graph.modules if m.endswith("1"))), Budget(nodes, 20)
    )
    assert len(drawn.nodes) <= nodes
    assert len(drawn.pairs) <= 20
    assert drawn.steps
    keys = [node.key for node in drawn.nodes]
    assert len(set(keys)) == len(keys)
    assert {name for pair in drawn.pairs for name in pair} <= set(keys)


def test_packages_are_collapsed_before_anything_is_left_out() -> None:
    graph = crowd(7, 9)
    drawn = picture(whole(graph, "core.target"), Budget(12, 40))
    assert names(drawn) == ["Packages collapsed", "Reduced"]
    assert {module for node in drawn.nodes for module in node.members} == set(graph.modules)


def test_a_tangle_ends_with_the_direct_importers() -> None:
    modules = [f"p{i}.m" for i in range(12)]
    tangle = " ".join(f"{a}->{b}" for a in modules for b in modules if a != b)
    graph = graph_of(f"{tangle} p1.m->t.t p2.m->t.t")
    drawn = picture(whole(graph, "t.t"), Budget(12, 20))
    assert names(drawn) == ["Condensed"]
    drawn = picture(whole(graph, "p3.m"), Budget(12, 6))
    assert names(drawn)[0] == "Direct only"
    assert all(giver == "p3.m" for _, giver in drawn.pairs)


def test_a_tangle_without_a_focus_keeps_an_arrow_of_every_node() -> None:
    modules = [f"p{i}.m" for i in range(40)]
    graph = graph_of(" ".join(f"{a}->{b}" for a in modules for b in modules if a != b))
    drawn = picture(whole(graph)._replace(packages=True), Budget(20, 24))
    assert len(drawn.pairs) <= 24
    assert drawn.steps[-1].startswith("Direct only: the ")
    assert {name for pair in drawn.pairs for name in pair} == {node.key for node in drawn.nodes}


def test_a_shared_state_is_kept() -> None:
    states = {"a": "x", "b": "x", "c": "y"}
    assert [module_states(m, states, "mixed") for m in ("ab", "abc", "d")] == ["x", "mixed", "mixed"]
