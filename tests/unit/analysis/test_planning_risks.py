"""Every risk names the figures it is derived from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphkit.analysis.planning_risks import Ground, assess, worst
from graphkit.model.plan import (
    DYNAMIC_RISK,
    GOLDEN_RISK,
    HIGH,
    IMPORT_TIME_RISK,
    LOW,
    MEDIUM,
    SILENT_RISK,
    UNTESTED_RISK,
    Risk,
)
from graphkit.model.testing import CoveredPath, OnPath, Reached
from tests.plan_values import CONSUMERS, FLOW, consumer, edge, row, selected, trace_of

GROUND = Ground(trace_of(), selected())


def risk(category: str, ground: Ground, *modules: str, falls: int = 0, import_time: int = 0) -> Risk:
    rows = [row(module, import_time=import_time) for module in modules]
    return dict(assess(ground, rows, falls, "app.facade:make"))[category]


@pytest.mark.parametrize(("modules", "level"), [(0, LOW), (4, LOW), (5, MEDIUM), (24, MEDIUM), (25, HIGH)])
def test_import_time(modules: int, level: str) -> None:
    found = risk(IMPORT_TIME_RISK, GROUND, "app.one", "app.two", import_time=modules)
    assert found.level == level
    if modules:
        assert f"{modules} module" in found.reasons[0]
        assert "app.one" in found.reasons[0]


def test_what_falls_with_a_name_counts_too() -> None:
    found = risk(IMPORT_TIME_RISK, GROUND, "app.facade", falls=25)
    assert found == Risk(HIGH, ("25 modules fail at import if app.facade:make goes too early",))


def test_guarded_and_late_takes() -> None:
    assert risk(SILENT_RISK, GROUND, "app.one").level == LOW
    late = risk(SILENT_RISK, GROUND, "app.two")
    assert late == Risk(MEDIUM, ("1 statement inside functions would fail when called: l. 9",))
    guarded = [edge("app.one:make", "app.facade:make", line, guarded=True) for line in (4, 5, 6)]
    ground = Ground(trace_of([*FLOW, *guarded]), selected())
    found = risk(SILENT_RISK, ground, "app.one")
    assert found.level == HIGH
    assert found.reasons == ("3 guarded statements would fail silently: l. 4, 5, 6",)


def test_dynamic_and_possible() -> None:
    uses = (consumer("app.maybe", *((n, "reference") for n in range(1, 5)), certainty="possible"), *CONSUMERS)
    patching = consumer("tests.test_patch", (3, "patch_string"))
    ground = Ground(trace_of(FLOW, (*uses, patching)), selected())
    assert risk(DYNAMIC_RISK, ground, "app.one").level == LOW
    assert risk(DYNAMIC_RISK, ground, "tests.test_patch").reasons == ("1 through a string: l. 3",)
    found = risk(DYNAMIC_RISK, ground, "app.maybe", "tests.test_patch")
    assert found.level == HIGH
    assert found.reasons[0].startswith("4 possible uses to sign off: app/maybe.py:1")


def test_untested_counts_production_alone() -> None:
    assert risk(UNTESTED_RISK, GROUND, "tests.test_one") == Risk(LOW, ("tests only",))
    assert risk(UNTESTED_RISK, GROUND, "app.two") == Risk(HIGH, ("no test reaches it",))
    many = [f"app.m{number}" for number in range(9)]
    found = risk(UNTESTED_RISK, GROUND, "app.two", *many)
    assert found == Risk(MEDIUM, ("no test reaches 1 of 10 production files: app.two",))


def test_a_facade_that_no_test_reaches_is_untested() -> None:
    reached = Reached("app.facade", "app/facade.py", "facade", False, 0, 0, 0)
    ground = Ground(trace_of(), replace(selected(), consumers=(reached,)))
    assert risk(UNTESTED_RISK, ground, "app.facade").level == HIGH


def test_golden_paths() -> None:
    assert risk(GOLDEN_RISK, GROUND, "app.one", "app.far") == Risk(MEDIUM, ("1 file on chat: app.one",))
    assert risk(GOLDEN_RISK, GROUND, "app.far").level == LOW
    bare = CoveredPath("pay", ("app.one",), (), (), (OnPath("app.far", ("app.one", "app.far")),))
    ground = Ground(trace_of(), selected(golden=(bare,)))
    assert risk(GOLDEN_RISK, ground, "app.far") == Risk(HIGH, ("on pay, which has no tests",))
    nothing = risk(GOLDEN_RISK, Ground(trace_of(), selected(golden=())), "app.far")
    assert nothing == Risk(MEDIUM, ("not known: no golden path is configured",))


def test_the_worst_names_all_that_is_above_low() -> None:
    risks = (("a", Risk(LOW, ("fine",))), ("b", Risk(MEDIUM, ("two",))), ("c", Risk(HIGH, ("three",))))
    assert worst(risks) == Risk(HIGH, ("two", "three"))
    assert worst(()) == Risk(LOW, ())
