"""The next step of a migration as text: what to change, why, how, and what to run."""

from __future__ import annotations

from graphkit.model.ranking import NextStep, RankedModule
from graphkit.model.uses import Use
from graphkit.report.text_layout import Look, closing, columns, count, heading, listed, visible

_WHEN = {"import_time": "import time", "call_time": "call time", "type_checking": "typing only"}


def next_text(step: NextStep, look: Look) -> str:
    """Word the step: the verdict first, then reasons, uses, edits, tests and what is at stake."""
    lines = [look.style("bold", visible(step.verdict))]
    if step.module is not None:
        rest = step.remaining - 1
        left = f"{count(rest, 'module')} left after this one" if rest else "the last one"
        lines.append(f"  {step.policy}; {left}")
    lines += [f"  {visible(note)}" for note in step.notes]
    if step.module is not None:
        lines += [*_why(step.module, look), *_names("Waits for", "before the change", step.waits, look)]
        lines += [*_uses(step, look), *_edits(step, look)]
        lines += _names(
            "Unblocks", "can move after it, once nothing else is in their way", step.unblocks, look
        )
        lines += _tests(step, look)
        stake = "they import it unguarded at import time, and fail with it when it is done wrong"
        lines += _names("At stake", stake, step.at_stake, look)
    return "\n".join([*lines, *closing(step.problems, step.files, look)]) + "\n"


def _why(row: RankedModule, look: Look) -> list[str]:
    module = look.style("name", visible(row.module))
    lines = ["", f"{module}  {look.style('dim', visible(row.file))}  {row.role}, {row.pattern}".rstrip(", ")]
    lines += [f"  {visible(reason)}" for reason in row.reasons]
    lines += [f"  {look.style('warn', visible(flag))}" for flag in row.flags]
    if row.together:
        lines.append(f"  moves together with: {visible(', '.join(row.together))}")
    return lines


def _uses(step: NextStep, look: Look) -> list[str]:
    rows = [(f"{use.file}:{use.line}", use.kind.replace("_", " "), _how(use)) for use in step.uses]
    title = heading(f"Uses ({len(rows):,})", look, "what this step is about")
    return [*title, *columns(rows, look=look)] if rows else []


def _how(use: Use) -> str:
    words = [_WHEN.get(use.when, use.when)]
    words += ["guarded"] if use.guarded else []
    words += ["possible"] if use.certainty != "certain" else []
    place = f" in {use.scope}" if use.scope else ""
    reason = f": {use.reason}" if use.reason else ""
    return f"{', '.join(words)}{place}{reason}"


def _edits(step: NextStep, look: Look) -> list[str]:
    lines: list[str] = []
    for edit in step.edits:
        if edit.edits:
            lines += heading(f"Edit {visible(edit.file)}", look, edit.how.replace("_", " "))
        for row in edit.edits:
            why = f"  ({row.why})" if row.why else ""
            lines.append(f"  line {row.line}, {row.how.replace('_', ' ')}{visible(why)}")
            lines += [f"    {look.style('bad', '- ' + visible(row.before))}"] if row.before else []
            lines += [f"    {look.style('good', '+ ' + visible(row.after))}"] if row.after else []
    return lines


def _tests(step: NextStep, look: Look) -> list[str]:
    if not step.tests:
        return heading("Tests to run (0)", look, "no test reaches it: write one first, or watch it in use")
    shown, rest = listed(len(step.tests), look.limit)
    rows = [
        (row.file, f"distance {row.distance}", "" if row.import_time else "through an import in a function")
        for row in step.tests[:shown]
    ]
    title = heading(f"Tests to run ({len(step.tests):,})", look, "those that reach it, nearest first")
    return [*title, *columns(rows, look=look), *([_rest(rest)] if rest else [])]


def _names(title: str, remark: str, names: tuple[str, ...], look: Look) -> list[str]:
    if not names:
        return []
    shown, rest = listed(len(names), 0 if look.verbose else look.limit)
    lines = heading(f"{title} ({len(names):,})", look, remark)
    return [*lines, *(f"  {visible(name)}" for name in names[:shown]), *([_rest(rest)] if rest else [])]


def _rest(line: str) -> str:
    """Point to what lists the rest here: this report has no limit of its own."""
    return line.replace("--limit 0 lists all", "--format json lists all")
