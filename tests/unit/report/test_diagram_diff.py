from __future__ import annotations

import re

import pytest

from graphkit.deliver.graphviz import render
from graphkit.model.drawing import Budget, Diagram
from graphkit.model.uses import Trace
from graphkit.report.diagram_diff import changes, draw_diff
from graphkit.report.dot import dot
from tests.unit.report.traces import CORE, FACADE, NAME, consumer, crowd, take, trace


def of(**givers: str) -> Trace:
    """Make a trace of consumers, each written with `_` for a dot, that take from the facade or the core."""
    source = {"facade": FACADE, "core": CORE}
    modules = {name.replace("_", "."): source[giver] for name, giver in givers.items()}
    return trace(
        [consumer(module) for module in modules],
        [take(f"{module}:{NAME}", giver, 1) for module, giver in modules.items()],
    )


BEFORE = of(app_kept="facade", app_gone="facade", app_rerouted="facade", old_mover="facade")
AFTER = of(app_kept="facade", app_come="core", app_rerouted="core", new_mover="facade")


def test_states_say_what_became_of_each_module() -> None:
    states = {module: part.state for module, part in changes(BEFORE, AFTER).parts.items()}
    assert states == {
        "app.come": "added",
        "app.gone": "removed",
        "app.kept": "unchanged",
        "app.rerouted": "moved",
        "new.mover": "moved",
        CORE.module: "definition",
        FACADE.module: "unchanged",
    }
    assert changes(BEFORE, AFTER).renamed == {"new.mover": "old.mover"}
    looks = {(t.taker, t.giver): t.look for t in changes(BEFORE, AFTER).takes}
    assert looks["new.mover", FACADE.module] == "edge unchanged"
    assert looks["app.rerouted", FACADE.module] == "edge removed"
    assert looks["app.rerouted", CORE.module] == "edge added"


def test_titles_carry_the_change_for_those_who_see_no_colour() -> None:
    diagram = draw_diff(BEFORE, AFTER, ("v1", "v2"))
    titles = {node.key: node.title for node in diagram.nodes}
    assert titles["app.come"] == "+ come"
    assert titles["app.gone"] == "\N{MINUS SIGN} gone"
    assert titles["new.mover"] == "→ mover"
    assert diagram.caption[0].startswith("From v1 to v2: 1 module added, 1 removed, 2 moved, 3 unchanged.")
    assert diagram.caption[1] == "Moved: old.mover → new.mover."


def test_two_of_a_name_are_not_matched() -> None:
    after = of(one_mover="facade", two_mover="facade")
    assert changes(of(old_mover="facade"), after).renamed == {}


def test_nothing_changed_is_said() -> None:
    assert draw_diff(BEFORE, BEFORE, ("a", "b")).caption[0] == "Nothing changed from a to b: 6 modules."


def places(diagram: Diagram) -> dict[str, str]:
    svg = render(dot(diagram), "svg").decode()
    found = re.findall(
        r"<title>([^<]*)</title>\n<g [^>]*><a [^>]*>\n<(?:path|polygon)[^>]* (?:d|points)=\"([^\"]*)", svg
    )
    return dict(found)


def test_what_is_unchanged_is_in_the_same_place_before_and_after() -> None:
    before, after, both = (
        places(draw_diff(BEFORE, AFTER, ("a", "b"), show)) for show in ("before", "after", "both")
    )
    assert "app.kept" in before
    assert "app.gone" in before
    assert "app.come" not in before
    assert "app.come" in after
    assert "app.gone" not in after
    for shown in (before, after):
        assert {key: both[key] for key in shown} == shown


@pytest.mark.parametrize("budget", [Budget(40, 80), Budget(14, 24)])
def test_what_changed_stays_apart_when_all_else_is_grouped(budget: Budget) -> None:
    was = crowd(200, 20)
    now = trace(
        [*was.consumers, consumer("app.area_3.part.fresh")],
        [*was.flow[1:], take("app.area_3.part.fresh:f", FACADE, 1)],
    )
    diagram = draw_diff(was, now, ("a", "b"), budget=budget)
    assert len(diagram.nodes) <= budget.nodes
    assert [node.title for node in diagram.nodes if node.state == "added"] == ["+ fresh"]
