"""A plan in short, whether a given order is safe, and whether a phase is over, as text."""

from __future__ import annotations

from itertools import groupby

from graphkit.model.plan import HIGH, LOW, MEDIUM, GateCheck, OrderCheck, Plan, Refusal
from graphkit.report.text_layout import Look, closing, columns, count, heading, listed, visible

_LEVELS = (LOW, MEDIUM, HIGH)
_STYLES = {LOW: "good", MEDIUM: "warn", HIGH: "bad"}


def plan_text(plan: Plan, look: Look) -> str:
    """Word a plan in a few lines: the phases, and whether the symbol can go today."""
    lines = [look.style("bold", f"Plan: retire {visible(plan.target)}")]
    if not plan.phases:
        lines.append("  nothing is left to do")
    rows = []
    for phase in plan.phases:
        level = max((risk.level for _, risk in phase.risks), key=_LEVELS.index, default=LOW)
        done = "" if phase.compliance is None else f"{phase.compliance:.1f} % migrated after it"
        rows.append([str(phase.number), phase.title, count(len(phase.files), "file"), f"{level} risk", done])
    lines += columns(rows, look=look, right=(0, 2))
    if plan.verdicts:
        lines += heading("Today", look)
        lines += [f"  {visible(what)}: {visible(found.summary)}" for what, found in plan.verdicts]
    return "\n".join([*lines, *closing(plan.problems, plan.files, look)]) + "\n"


def order_check_text(check: OrderCheck, look: Look) -> str:
    """Word which steps of a given order are refused, and why."""
    size = count(len(check.steps), "step")
    if not check.refusals:
        verdict = look.style("good", f"safe: {size}, none breaks anything")
    else:
        refused = len({refusal.step for refusal in check.refusals})
        verdict = look.style("bad", f"unsafe: {refused} of {size} refused")
    lines = [look.style("bold", f"Order {visible(check.order)} for {visible(check.target)}"), f"  {verdict}"]
    breaks = dict(check.breaks)
    for number, refusals in groupby(check.refusals, key=lambda refusal: refusal.step):
        title = check.steps[number - 1].title
        lines += heading(f"Step {number}" + (f": {visible(title)}" if title else ""), look)
        for refusal in refusals:
            lines += _refusal(refusal, look)
        if number in breaks:
            lines.append(f"    on today's code: {visible(breaks[number].summary)}")
    if check.notes:
        lines += heading("Notes", look)
        lines += [f"  {visible(note)}" for note in check.notes]
    return "\n".join([*lines, *closing(check.problems, check.files, look)]) + "\n"


def _refusal(refusal: Refusal, look: Look) -> list[str]:
    lines = [f"  {look.style('bad', 'refused')} {visible(refusal.what)}: {visible(refusal.why)}"]
    shown, rest = listed(len(refusal.before), look.limit)
    if refusal.before:
        lines.append("    must go first:")
    for module, step in refusal.before[:shown]:
        when = f"step {step} does it, later" if step else "no step of this order does it"
        if step == refusal.step:
            when = "the same step names it, but something else holds it"
        lines.append(f"      {look.style('name', visible(module))}  ({when})")
    return [*lines, *([f"  {rest}"] if rest else [])]


def gate_text(check: GateCheck, look: Look) -> str:
    """Word whether a phase is over, and what is left of it."""
    left = check.remaining
    if not left:
        lines = [look.style("good", f"phase {check.phase} is over: nothing of it or before it is left")]
    else:
        lines = [look.style("bad", f"phase {check.phase} is not over: {count(len(left), 'file')} left")]
        shown, rest = listed(len(left), look.limit)
        rows = [[row.file, row.role, count(row.uses, "use")] for row in left[:shown]]
        lines += [*columns(rows, look=look, styles=("name",)), *([rest] if rest else [])]
    return "\n".join([*lines, *closing(check.problems, check.files, look)]) + "\n"
