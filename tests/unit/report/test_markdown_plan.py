"""The plan document: everything is in it, nothing in it is made up, and no name can change it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from graphkit.model.compliance import Compliance, Counted, DetectorResult, Reconciled
from graphkit.model.edits import FileEdit
from graphkit.model.plan import Plan, Unseen
from graphkit.model.problems import Problem
from graphkit.report.markdown_plan import plan_markdown
from graphkit.report.markdown_plan_merge import merge_plan
from tests.plan_values import FILES, RANKED, material, plan_of, row, selected, trace_of

KEYS = [
    "summary", "flow", "risks", "work", "phase-1", "phase-2", "phase-3", "phase-4",
    "golden-paths", "tests", "unseen", "done",
]  # fmt: skip


def section(text: str, key: str) -> str:
    return text.split(f"<!-- graphkit:begin {key} -->")[1].partition(f"<!-- graphkit:end {key} -->")[0]


def test_sections_stand_between_marks_and_merge_with_themselves() -> None:
    text = plan_markdown(plan_of())
    assert re.findall(r"^<!-- graphkit:begin (\S+) -->$", text, re.MULTILINE) == KEYS
    assert re.findall(r"^<!-- graphkit:end (\S+) -->$", text, re.MULTILINE) == KEYS
    assert merge_plan(text, text) == text
    assert text == plan_markdown(plan_of())


def test_every_file_has_one_item() -> None:
    text = plan_markdown(plan_of())
    items = re.findall(r"^- \[ \] `(app/\S+|tests/\S+)`", text, re.MULTILINE)
    assert sorted(items) == sorted(row.file for row in RANKED)


def test_summary_counts() -> None:
    summary = section(plan_markdown(plan_of()), "summary")
    assert "4 modules (3 production, 1 test): 7 certain uses" in summary
    assert "| today |  |  |  |  | 20.0 % (12.5 % of uses) |" in summary
    assert "| 1. Move the consumers and their tests | 4 | 1 | 7 | high | 80.0 % |" in summary
    assert "unsafe: 3 modules fail at import" in summary
    assert "At import, by their own statement (3): `app/one.py:4`, `app/outer.py:4`" in summary


def test_text_patterns_stand_beside_the_truth() -> None:
    found = DetectorResult("grep", 100, 5, 2, 90, 3, 7, 90.0, (), (Counted("deprecated", 5),))
    truth = Reconciled("grep", "old-make", 7, 2, 0, 0, 4, 1, 0, 4, ("app/two.py",), None, None)
    plan = plan_of()
    shown = replace(
        plan, compliance=Compliance("old-make", plan.compliance.symbols, (found,), (truth,), (), FILES)
    )
    assert "| `grep` | 100 | 7 | 90.0 % | 2 of 7 | 1 |" in section(plan_markdown(shown), "summary")


def test_risks_name_their_reasons_and_thresholds() -> None:
    risks = section(plan_markdown(plan_of()), "risks")
    assert "**high**: no test reaches 1 of 3 production files: app.two" in risks
    assert "medium from 5, high from 25" in risks
    assert risks.count("\n| ") == 2 + 4


def test_a_phase_has_its_gates_checks_and_rollback() -> None:
    phase = section(plan_markdown(plan_of()), "phase-3")
    for line in (
        "- [ ] the phases before it are over: `graphkit plan old-make --gate 2`",
        "`graphkit whatif remove app.facade:make --check`",
        "- [ ] the beginning is marked: `git tag migration/old-make-phase-3`",
        "git checkout migration/old-make-phase-3 -- FILE",
        "git revert --no-edit migration/old-make-phase-3..HEAD",
        "python -m compileall -q app/facade.py && python -c 'import app.facade'",
        "files migrated 80.0 % → 100.0 %.",
    ):
        assert line in phase


def test_the_diagram_is_one_that_a_tracker_draws() -> None:
    flow = section(plan_markdown(plan_of()), "flow")
    assert "```mermaid\n---\ntitle:" in flow
    assert "flowchart LR" in flow


def test_golden_paths_show_the_way() -> None:
    golden = section(plan_markdown(plan_of()), "golden-paths")
    assert "Of what changes, 1 module lies on it:" in golden
    assert "| `app.one` | `app.one` |" in golden
    none = plan_of(material(tests=selected(golden=())))
    assert "None is configured" in section(plan_markdown(none), "golden-paths")


def test_what_was_not_seen_is_listed() -> None:
    plan = plan_of(
        problems=(Problem("app/bad.py", 3, "does not parse", "mend it"),),
        unseen=(Unseen("Possible uses", ("app/x.py:1: a *name*", "b")),),
    )
    text = section(plan_markdown(plan), "unseen")
    assert "Files seen: 9 of 9" in text
    assert "Possible uses: 2\n\n- app/x.py:1: a \\*name\\*\n- b" in text
    assert "- `app/bad.py:3`: does not parse; mend it" in text


def test_a_target_nobody_uses_is_one_phase() -> None:
    alone = plan_of(
        material(trace_of((), ()), (row("app.old", 1, "definition", uses=0),), selected(untested=()))
    )
    text = plan_markdown(alone)
    assert "Used by: nobody" in text
    assert "Nothing uses it: delete it. There is one phase." in text
    assert "Nothing is left to do in this phase." in section(text, "phase-1")
    assert "- [ ] `app/old.py`" in section(text, "phase-4")


def test_a_symbol_that_is_gone_leaves_nothing_to_do() -> None:
    assert "Nothing is left to do." in plan_markdown(plan_of(material(trace_of((), ()), ())))


def test_many_files_are_listed_whole_and_explained_in_part() -> None:
    many = tuple(row(f"app.m{number:04}") for number in range(600))
    edits = {
        name.module: FileEdit(name.module, name.file, (), "--- a\n+++ b\n" + "+x\n" * 90, "review")
        for name in many
    }
    made = replace(material(trace_of((), ()), (*many, RANKED[-1])), edits=edits)
    phase = section(plan_markdown(plan_of(made)), "phase-1")
    assert phase.count("\n- [ ] `app/m0") == 600
    assert "598 more previews" in phase
    assert "… and 52 more lines" in phase
    assert "… and 585 more" in phase
    assert len(phase.split("### Edits")[1].splitlines()) < 200


@pytest.mark.parametrize(
    "name",
    [
        "a|b",
        "x`y",
        "</details>",
        "<!-- graphkit:end phase-1 -->",
        "n\n- [x] `app/one.py`",
        "n\n<!-- graphkit:end phase-1 -->",
        "](http://evil) [a",
        "--> <img src=x>",
    ],
)
def test_hostile_names_are_inert(name: str) -> None:
    def hostile(plan: Plan) -> Plan:
        phase = plan.phases[0]
        first = phase.files[0]
        module = first.module._replace(
            file=f"app/{name}.py", module=f"app.{name}", pattern=name, flags=(name,)
        )
        diff = f"--- a/{name}\n+++ b/{name}\n@@ -1 +1 @@\n-{name}\n+x\n <!-- graphkit:end phase-1 -->\n"
        edit = first.edit._replace(file=module.file, diff=diff)
        files = (first._replace(module=module, edit=edit, tests=(f"tests/{name}.py",)), *phase.files[1:])
        return replace(plan, phases=(phase._replace(files=files), *plan.phases[1:]), target=f"app:{name}")

    plain, text = plan_markdown(plan_of()), plan_markdown(hostile(plan_of()))
    assert merge_plan(text, text) == text
    assert text.count("\n<!-- graphkit:") == plain.count("\n<!-- graphkit:")
    assert text.count("\n- [ ] ") == plain.count("\n- [ ] ")
    outside = re.sub(r"(?ms)^(`{3,})\w*\n.*?^\1$", "", text)
    assert "\n- [x]" not in outside
    assert outside.count("</details>") == outside.count("<details>")
    assert "<img" not in outside
    done = merge_plan(text, plain)
    assert done.count("- [x] ") == 1
