from __future__ import annotations

import pytest

from graphkit.model.drawing import Budget, Edge, Node
from graphkit.model.problems import FilesSeen
from graphkit.model.ranking import RankedModule, Ranking
from graphkit.report.diagram import draw_diagram
from tests.unit.report.traces import CORE, FACADE, consumer, crowd, take, trace


def test_a_small_trace_is_shown_whole() -> None:
    diagram = draw_diagram(
        trace(
            [consumer("shop.routes.chat", 12, 40), consumer("tests.test_chat", 3, is_test=True)],
            [take("shop.routes.chat:make", FACADE, 12), take("tests.test_chat:make_manager", CORE, 3)],
            problems=2,
        )
    )
    assert diagram.title == "make_manager"
    assert all(node.members == (node.key,) for node in diagram.nodes)
    assert tuple(node._replace(members=()) for node in diagram.nodes) == (
        Node(FACADE.module, "canonical_imports", ("re-export l. 34",), "facade", "shop.core"),
        Node(CORE.module, "factory", ("function, l. 15",), "definition", "shop.core"),
        Node("shop.routes.chat", "chat", ("2 uses",), "production consumer", "shop.routes"),
        Node("tests.test_chat", "test_chat", ("1 use",), "test consumer", "tests"),
    )
    assert diagram.edges == (
        Edge(FACADE.module, CORE.module, "l. 34", "import_time", False, 1),
        Edge("shop.routes.chat", FACADE.module, "l. 12 as make", "import_time", False, 1),
        Edge("tests.test_chat", CORE.module, "l. 3", "import_time", False, 1),
    )
    assert diagram.caption == (
        "All 2 consumers shown; 1 facade. Arrows run from importer to imported.",
        "Files seen: 1,234 of 1,235; 2 problems.",
    )
    assert diagram.states == ("definition", "facade", "production consumer", "test consumer")


def test_several_statements_between_two_modules_are_one_edge() -> None:
    module = "shop.routes"
    flow = [take(f"{module}:", FACADE, line, "call_time", guarded=True) for line in (9, 5, 7, 30)]
    diagram = draw_diagram(trace([consumer(module)], flow))
    assert diagram.edges[1] == Edge(module, FACADE.module, "l. 5, 7, 9 …", "call_time", True, 4)
    assert diagram.guarded


def test_import_time_without_a_guard_shows_before_all_else() -> None:
    module = "shop.routes"
    flow = [
        take(f"{module}:", FACADE, 1, "type_checking"),
        take(f"{module}:", FACADE, 2, guarded=True),
        take(f"{module}:", FACADE, 3),
    ]
    edge = draw_diagram(trace([consumer(module)], flow)).edges[1]
    assert (edge.look, edge.guarded) == ("import_time", False)


def test_a_ranking_adds_the_waves() -> None:
    row = RankedModule(1, 7, "shop.routes", "", "consumer", 1, 0, 0, 0, 0, (), 1, ())
    diagram = draw_diagram(
        trace([consumer("shop.routes")], [take("shop.routes:f", FACADE, 1)]),
        Ranking(str(CORE), (row,), (), FilesSeen(1, 1)),
    )
    assert [node.details for node in diagram.nodes if node.key == "shop.routes"] == [("1 use · wave 7",)]


@pytest.mark.parametrize(
    ("size", "packages", "facades", "budget"),
    [
        (200, 4, 0, Budget()),
        (200, 100, 0, Budget()),
        (500, 20, 40, Budget()),
        (500, 20, 200, Budget()),
        (300, 300, 70, Budget(12, 24)),
        (100, 100, 3, Budget(2, 1)),
    ],
)
def test_every_drawing_keeps_its_budget_and_accounts_for_every_consumer(
    size: int, packages: int, facades: int, budget: Budget
) -> None:
    found = crowd(size, packages, facades)
    diagram = draw_diagram(found, budget=budget)
    assert 0 < len(diagram.nodes) <= budget.nodes
    assert len(diagram.edges) <= budget.edges
    assert any(node.state == "definition" for node in diagram.nodes)
    assert diagram.caption[0].startswith(("Shown one by one: ", "All "))
    assert len(diagram.caption) > 2
    assert diagram == draw_diagram(found, budget=budget)


def test_alike_modules_of_a_package_are_condensed_first() -> None:
    diagram = draw_diagram(crowd(200, 4))
    assert [node.title for node in diagram.nodes if node.state == "production consumer"] == [
        f"app.area_{index}.part.*" for index in range(4)
    ]
    assert diagram.nodes[0].details == ("50 modules · 50 uses",)
    shown, step, groups, _ = diagram.caption
    assert shown.startswith("Shown one by one: 0 of 200 consumers; in groups: 200; 1 facade. ")
    assert step == "Condensed: modules of one package that take it from the same place are one node."
    assert groups.startswith("Groups: app.area_0.part.* (50), app.area_1.part.* (50), ")
    assert diagram.edges[0].label == "50 lines"


def test_packages_are_collapsed_no_further_than_needed() -> None:
    diagram = draw_diagram(crowd(400, 100))
    assert diagram.caption[1] == (
        "Packages collapsed: consumers are nodes by package, opened where there is room."
    )
    assert [node.title for node in diagram.nodes if node.state == "production consumer"] == ["app.*"]


def test_what_direct_only_leaves_out_is_said() -> None:
    diagram = draw_diagram(crowd(100, 100, 3), budget=Budget(2, 1))
    assert diagram.caption[1].startswith("Direct only: ")
    assert "Left out: 100 modules, 100 of them consumers." in diagram.caption
