from __future__ import annotations

from typing import Any

import pytest

from graphkit.analysis.drawing_waves import draw_waves
from graphkit.model.drawing import WAITS, Budget
from graphkit.model.names import Symbol
from graphkit.model.ranking import RankedModule

TARGET = Symbol("core", "make")


def row(rank: int, wave: int, module: str, waits_for: tuple[str, ...] = (), **more: Any) -> RankedModule:
    found = RankedModule(rank, wave, module, f"{module}.py", "consumer", 2, 0, 0, 0, 0, waits_for, 0, ())
    return found._replace(**more)


ROWS = [
    row(1, 1, "a", canary=True, frees=("facade",)),
    row(2, 1, "b"),
    row(3, 2, "facade", ("a",)),
    row(4, 3, "core", ("a", "b", "facade")),
]


def test_each_wave_is_a_column_and_arrows_run_to_what_waits() -> None:
    diagram = draw_waves(TARGET, ROWS, {"facade": "facade", "core": "definition"}, Budget())
    assert diagram.columns == ("Wave 1: 2 modules", "Wave 2: 1 module", "Wave 3: 1 module")
    assert {node.key: node.cluster for node in diagram.nodes}["facade"] == "Wave 2: 1 module"
    assert [(edge.taker, edge.giver, edge.look) for edge in diagram.edges] == [
        ("a", "facade", WAITS),
        ("b", "core", WAITS),
        ("facade", "core", WAITS),
    ]
    assert diagram.nodes[0].details == ("#1 · 2 uses · canary · frees 1",)
    assert diagram.caption[1] == "Reduced: arrows that follow from those drawn are left out: 1."


@pytest.mark.parametrize("budget", [Budget(40, 80), Budget(12, 24), Budget(3, 4)])
def test_many_modules_keep_the_budget_and_their_wave(budget: Budget) -> None:
    first = [f"area_{i % 9}.m{i}" for i in range(90)]
    rows = [row(i, 1, module) for i, module in enumerate(first, 1)]
    rows += [row(91, 2, "facade", tuple(first)), row(92, 3, "core", ("facade",))]
    diagram = draw_waves(TARGET, rows, {}, budget)
    assert len(diagram.nodes) <= budget.nodes
    assert len(diagram.edges) <= budget.edges
    shown = {module for node in diagram.nodes for module in node.members}
    assert shown == {*first, "facade", "core"}
    assert len(diagram.caption) > 1


def test_more_waves_than_room_are_said() -> None:
    rows = [row(i, i, f"m{i}", (f"m{i - 1}",) if i > 1 else ()) for i in range(1, 9)]
    diagram = draw_waves(TARGET, rows, {}, Budget(5, 9))
    assert len(diagram.columns) == len(diagram.nodes) == 5
    assert "Left out: 3 modules of the last waves." in diagram.caption


def test_nothing_to_do_is_an_empty_picture() -> None:
    assert draw_waves(TARGET, [], {}, Budget()).caption[0].startswith("0 modules in 0 waves.")
