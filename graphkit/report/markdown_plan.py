"""The plan as one Markdown document that an issue tracker shows well.

Every section stands between marks, so that a plan edited by hand can be written anew: markdown_plan_merge.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.model.drawing import Budget
from graphkit.model.plan import PHASE_TITLES, PHASES, Plan
from graphkit.model.problems import Problem
from graphkit.model.ranking import Ranking
from graphkit.model.testing import CoveredPath
from graphkit.report.diagram import draw_diagram
from graphkit.report.markdown import bullets, code, details, fenced, prose, table
from graphkit.report.markdown_plan_merge import DONE, done_section, mark
from graphkit.report.markdown_plan_phase import phase_lines, shell
from graphkit.report.markdown_plan_summary import risk_lines, summary_lines
from graphkit.report.mermaid import mermaid
from graphkit.report.text_layout import count

# what a tracker still draws so that it can be read
_DIAGRAM = Budget(40, 80)
_PATHS_SHOWN = 30
_PLACES_SHOWN = 20
_TESTS_SHOWN = 20
_OTHERS_SHOWN = 5

_HOW_TO_WORK = (
    "Run everything in the root of the tree, with the roots importable. A phase begins when all of its entry "
    "gate holds and ends when all of its exit gate does. After each file: it compiles, it imports, its tests "
    "pass; then commit it, alone. `graphkit next` names the file to go on with."
)


def plan_markdown(plan: Plan) -> str:
    """Return the document; checklists are complete, what explains them is bounded and says by how much."""
    sections = [
        ("summary", summary_lines(plan)),
        ("flow", _flow(plan)),
        ("risks", risk_lines(plan)),
        ("work", _work(plan)),
        *((f"phase-{number}", _phase(plan, number)) for number in PHASES),
        ("golden-paths", _golden_paths(plan)),
        ("tests", _tests(plan)),
        ("unseen", _unseen(plan)),
    ]
    lines: list[str] = []
    for key, inside in sections:
        lines += [*mark(key, ["", *inside, ""]), ""]
    return "\n".join([*lines, *mark(DONE, done_section(())), ""])


def _phase(plan: Plan, number: int) -> list[str]:
    for phase in plan.phases:
        if phase.number == number:
            return phase_lines(plan, phase)
    return [f"## Phase {number}: {prose(PHASE_TITLES[number])}", "", "Nothing is left to do in this phase."]


def _flow(plan: Plan) -> list[str]:
    rows = tuple(file.module for phase in plan.phases for file in phase.files)
    ranking = Ranking(plan.target, rows, (), plan.files)
    diagram = draw_diagram(plan.trace, ranking, _DIAGRAM)
    return ["## Who takes it through what", "", *fenced(mermaid(diagram), "mermaid")]


def _work(plan: Plan) -> list[str]:
    """How every file is worked on, and how all of it is undone."""
    return ["## How to work through it", "", _HOW_TO_WORK, "", "Undo all of it:", "", *shell(plan.rollback)]


def _golden_paths(plan: Plan) -> list[str]:
    lines = ["## Golden paths", ""]
    if not plan.golden_paths:
        return [*lines, "None is configured, so what must keep working end to end is not known here."]
    for path in plan.golden_paths:
        lines += [*_golden_path(path), ""]
    return lines[:-1]


def _golden_path(path: CoveredPath) -> Iterator[str]:
    yield f"### {prose(path.name)}"
    yield ""
    entries = ", ".join(map(code, path.entry_points)) or "none that is in the tree"
    yield f"- Entry points: {entries}"
    yield f"- Its tests: {', '.join(map(code, path.tests)) or 'none that is in the tree'}"
    if missed := [test for test in path.tests if test not in path.covering]:
        yield f"- Of these, no import leads to an entry point from {', '.join(map(code, missed))}"
    if path.reaching_count:
        named = ", ".join(map(code, path.reaching[:_OTHERS_SHOWN]))
        rest = path.reaching_count - min(len(path.reaching), _OTHERS_SHOWN)
        more = f" and {rest:,} more" if rest else ""
        yield f"- Other tests that reach an entry point: {named}{more}"
    if not path.consumers:
        yield "- No module that changes lies on it."
        return
    yield f"- Of what changes, {count(len(path.consumers), 'module lies', 'modules lie')} on it:"
    yield ""
    rows = [[code(module), " → ".join(map(code, chain))] for module, chain in path.consumers[:_PATHS_SHOWN]]
    if len(path.consumers) > _PATHS_SHOWN:
        rows.append([f"… and {len(path.consumers) - _PATHS_SHOWN:,} more", ""])
    yield from table(["Module that changes", "Reached by"], rows)


def _tests(plan: Plan) -> list[str]:
    tests = plan.tests
    binds = [row for row in tests.symbol_tests if row.how == "binds"]
    patches = [row for row in tests.symbol_tests if row.how == "patches"]
    binding = count(len(binds), "test file binds", "test files bind")
    patching = count(len(patches), "test file patches", "test files patch")
    told = f"{binding} the symbol: the old behaviour is what they expect; {patching} it."
    lines = ["## Tests", "", told]
    for title, rows in (("Bind it", binds), ("Patch it", patches)):
        if rows:
            items = [f"{code(row.file)}, l. {', '.join(map(str, row.lines[:8]))}" for row in rows]
            lines += ["", f"{title}:", "", *bullets(items, _TESTS_SHOWN, "files")]
    if tests.untested:
        items = [f"{code(row.file)}: {count(row.blast, 'module')} downstream" for row in tests.untested]
        lines += ["", "Write these first; no test reaches these production files:", ""]
        lines += bullets(items, _TESTS_SHOWN, "files")
    else:
        lines += ["", "A test reaches every production file that uses the symbol."]
    return lines


def _unseen(plan: Plan) -> list[str]:
    seen = f"Files seen: {plan.files.seen:,} of {plan.files.total:,}."
    lines = [
        "## What could not be seen",
        "",
        f"{seen} Code is read, never run: what it computes is not known.",
    ]
    for row in plan.unseen:
        lines += ["", f"{prose(row.what)}: {len(row.places):,}", ""]
        lines += bullets(map(prose, row.places), _PLACES_SHOWN, "places")
    if plan.problems:
        items = [_problem(problem) for problem in plan.problems]
        lines += ["", *details(f"Problems met: {len(items):,}", bullets(items, _PLACES_SHOWN, "problems"))]
    return lines


def _problem(problem: Problem) -> str:
    place = f"{problem.file}:{problem.line}" if problem.line else problem.file
    return f"{code(place)}: {prose(problem.what)}" + (f"; {prose(problem.hint)}" if problem.hint else "")
