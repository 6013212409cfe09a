"""A given order is safe, or each step that is not is named with what it breaks."""

from __future__ import annotations

from graphkit.analysis.order_check import refused_steps
from graphkit.model.plan import OrderStep
from graphkit.model.uses import Trace
from tests.plan_values import CONSUMERS, FLOW, consumer, edge, trace_of

EVERYBODY = ("app.one", "app.two", "app.far", "tests.test_one")


def refusals(*steps: OrderStep, trace: Trace | None = None) -> list[tuple[int, str, str]]:
    return [(row.step, row.what, row.why) for row in refused_steps(trace or trace_of(), steps).refusals]


def remove(*names: str) -> OrderStep:
    return OrderStep("", remove=names)


def migrate(*modules: str) -> OrderStep:
    return OrderStep("", migrate=modules)


def test_consumers_then_facades_then_the_definition_is_safe() -> None:
    order = (migrate(*EVERYBODY), remove("app.outer:make"), remove("app.facade:make"), remove("app.old:make"))
    assert refusals(*order) == []
    at_once = OrderStep("", ("app.outer:make", "app.facade:make", "app.old:make"), EVERYBODY)
    assert refusals(at_once) == []


def test_the_export_first_is_refused() -> None:
    found = refused_steps(
        trace_of(), (remove("app.facade:make"), migrate(*EVERYBODY), remove("app.old:make"))
    )
    (first,) = found.refusals
    assert (first.step, first.what) == (1, "remove app.facade:make")
    assert first.before == (("app.one", 2), ("app.outer", 0), ("app.two", 2), ("tests.test_one", 2))
    assert first.why == (
        "3 statements fail at import (app/one.py:4, app/outer.py:1, tests/test_one.py:5); "
        "1 fails when it is reached (app/two.py:9)"
    )
    assert [(row.module, row.when) for row in first.breaks] == [
        ("app.one", "import_time"),
        ("app.outer", "import_time"),
        ("app.two", "call_time"),
        ("tests.test_one", "import_time"),
    ]


def test_a_facade_must_wait_for_its_takers() -> None:
    assert refusals(migrate("app.outer"), migrate("app.far")) == [
        (1, "migrate app.outer", "1 statement fails at import (app/far.py:3)")
    ]
    assert refusals(migrate("app.far", "app.outer")) == []


def test_what_vanishes_with_a_star_import_breaks_those_behind_it() -> None:
    flow = (
        edge("app.stars:make", "app.facade:make", 1, how="star_import"),
        edge("app.one:make", "app.stars:make", 4),
        edge("app.facade:make", "app.old:make", 2),
    )
    trace = trace_of(flow, (consumer("app.one", (4, "import"), (5, "call")),))
    assert refusals(remove("app.facade:make"), trace=trace) == [
        (1, "remove app.facade:make", "1 statement fails at import (app/one.py:4)")
    ]
    second = (*flow, edge("app.stars:make", "app.old:make", 2, how="star_import"))
    assert refusals(remove("app.facade:make"), trace=trace_of(second, trace.consumers)) == []


def test_guards_patches_types_and_possible_uses_are_told_apart() -> None:
    flow = (
        edge("app.one:make", "app.facade:make", 4, guarded=True),
        edge("app.typed:make", "app.facade:make", 5, when="type_checking"),
        edge("tests.test_one", "app.facade:make", 6, when="call_time", how="patch_string"),
        edge("app.facade:make", "app.old:make", 2),
    )
    maybe = consumer("app.maybe", (8, "reference"), certainty="possible")
    found = refused_steps(trace_of(flow, (maybe,)), (remove("app.facade:make"),))
    assert {row.when for row in found.refusals[0].breaks} == {"silent", "type_checking", "patch", "possible"}
    assert [module for module, _ in found.refusals[0].before] == ["app.one", "app.typed", "tests.test_one"]


def test_possible_uses_alone_are_a_note() -> None:
    maybe = consumer("app.maybe", (8, "reference"), certainty="possible")
    found = refused_steps(trace_of(FLOW[4:5], (maybe,)), (remove("app.facade:make"),))
    assert found.refusals == ()
    assert found.notes == ("step 1: remove app.facade:make: 1 possible use to look at (app/maybe.py:8)",)


def test_a_module_that_uses_what_it_loses_breaks() -> None:
    own = consumer("app.facade", (12, "call"))
    found = refusals(remove("app.facade:make"), trace=trace_of(FLOW[4:5], (own,)))
    assert found == [(1, "remove app.facade:make", "1 statement fails at import (app/facade.py:12)")]


def test_contradictions() -> None:
    assert refusals(migrate("app.one", "app.one")) == [(1, "migrate app.one", "the step names it twice")]
    assert refusals(migrate("app.one"), migrate("app.one")) == [
        (2, "migrate app.one", "step 1 migrates it already")
    ]
    done = (migrate(*EVERYBODY), remove("app.outer"), remove("app.outer:make"))
    assert refusals(*done) == [(3, "remove app.outer:make", "step 2 removes it already")]
    assert refusals(remove("app.facade:other")) == [
        (
            1,
            "remove app.facade:other",
            "app.facade does not hold the symbol under that name; it holds make",
        )
    ]


def test_a_patching_test_moves_in_parts() -> None:
    patch = edge("tests.test_patch", "app.one:make", 3, how="patch_string")
    trace = trace_of((*FLOW, patch), (*CONSUMERS, consumer("tests.test_patch", (3, "patch_string"))))
    assert refusals(migrate("app.one"), trace=trace)[0][2].startswith("1 patch string dangles")
    order = (migrate("app.one", "tests.test_patch"), migrate("app.two", "tests.test_patch"))
    assert refusals(*order, trace=trace) == []


def test_what_does_not_take_it_is_noted() -> None:
    found = refused_steps(trace_of(), (migrate("app.other"),))
    assert found.notes == ("step 1: app.other does not take the symbol: nothing is to be done there",)
