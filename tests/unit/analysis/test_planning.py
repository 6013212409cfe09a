"""Phases of a plan: who moves when, and what is run."""

from __future__ import annotations

from dataclasses import replace

from graphkit.analysis.planning import plan_phases, removed_in
from graphkit.model.plan import CATEGORIES, CONSUMERS, DEFINITIONS, FACADES, REEXPORTERS
from tests.plan_values import RANKED, material, row, selected, trace_of


def test_four_phases_in_the_order_of_the_modules() -> None:
    phases = plan_phases(material())
    assert [(phase.number, [file.module.module for file in phase.files]) for phase in phases] == [
        (CONSUMERS, ["tests.test_one", "app.far", "app.one", "app.two"]),
        (REEXPORTERS, ["app.outer"]),
        (FACADES, ["app.facade"]),
        (DEFINITIONS, ["app.old"]),
    ]
    assert [phase.compliance for phase in phases] == [80.0, 80.0, 100.0, 100.0]
    assert all([category for category, _ in phase.risks] == list(CATEGORIES) for phase in phases)


def test_what_goes_with_each_phase() -> None:
    assert removed_in(material()) == {
        CONSUMERS: (),
        REEXPORTERS: ("app.outer:make",),
        FACADES: ("app.facade:make",),
        DEFINITIONS: ("app.old:make",),
    }
    without = replace(material(), fixed=frozenset({"app.outer:make"}))
    assert removed_in(without)[REEXPORTERS] == ()


def test_a_file_has_its_lines_tests_and_checks() -> None:
    consumers = plan_phases(material())[0]
    one = next(file for file in consumers.files if file.module.module == "app.one")
    assert one.lines == (4, 7)
    assert one.tests == ("tests/test_one.py",)
    assert one.state == "deprecated"
    assert [check.run for check in one.checks] == [
        "python -m compileall -q app/one.py",
        "python -c 'import app.one'",
        "pytest -q tests/test_one.py",
    ]
    two = next(file for file in consumers.files if file.module.module == "app.two")
    assert two.edit.how == "by_hand"
    assert two.tests == ()


def test_an_empty_phase_is_left_out_and_the_others_keep_their_numbers() -> None:
    left = tuple(module for module in RANKED if module.module in ("app.facade", "app.old"))
    phases = plan_phases(replace(material(), modules=left))
    assert [phase.number for phase in phases] == [FACADES, DEFINITIONS]
    entry = [command.run for command in phases[0].entry]
    assert "graphkit plan old-make --gate 2" not in entry
    assert "graphkit plan old-make --gate 3" in [command.run for command in phases[1].entry]


def test_tests_of_the_old_behaviour_are_no_checks_of_the_last_phase() -> None:
    facade = RANKED[-2]._replace(waits_for=())
    modules = (*RANKED[1:-2], facade, row("tests.test_one", 4, "test"), RANKED[-1])
    last = plan_phases(replace(material(), modules=modules))[-1]
    assert [file.module.module for file in last.files] == ["tests.test_one", "app.old"]
    assert last.files[0].checks == ()
    assert not any("pytest" in command.run for command in last.exit if "phase's" in command.what)


def test_a_target_that_nobody_uses_is_one_phase() -> None:
    made = material(trace_of((), ()), (row("app.old", 1, "definition", uses=0),), selected(untested=()))
    (phase,) = plan_phases(made)
    assert phase.number == DEFINITIONS
    assert phase.removes == ("app.old:make",)
    assert [command.run for command in phase.entry if "gate" in command.run] == []


def test_possible_uses_are_to_be_signed_off_before_the_definition_goes() -> None:
    modules = (*RANKED[:-1], row("app.maybe", 4, possible=2), RANKED[-1])
    last = plan_phases(replace(material(), modules=modules))[-1]
    assert [file.module.module for file in last.files] == ["app.maybe", "app.old"]
    assert any("signed off the possible uses, 2 today" in command.what for command in last.entry)
