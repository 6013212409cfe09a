"""One phase of a plan: its gates, its checklist, previews of its edits, how it is checked and undone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from graphkit.model.plan import LOW, Command, Phase, Plan, PlannedFile
from graphkit.report.markdown import bullets, code, details, fenced, prose
from graphkit.report.markdown_plan_summary import percent
from graphkit.report.text_layout import count, visible

_LINES_SHOWN = 6
_REASONS_SHOWN = 2
_TESTS_SHOWN = 2
_PREVIEWS = 6
_PREVIEWS_OF_A_PATTERN = 2
_DIFF_LINES = 40
_CHECKS_SHOWN = 15
_NAMES_SHOWN = 20
# with more files, an item says only what a tracker needs
_MANY = 200


def phase_lines(plan: Plan, phase: Phase) -> list[str]:
    """Return the lines of a phase's section; every file has its item, what explains them is bounded."""
    uses = sum(file.module.uses for file in phase.files)
    return [
        f"## Phase {phase.number}: {prose(phase.title)}",
        "",
        prose(phase.objective),
        "",
        (
            f"{count(len(phase.files), 'file')}, {count(uses, 'use')}; "
            f"files migrated {percent(_before(plan, phase))} → {percent(phase.compliance)}."
        ),
        "",
        *_removes(phase),
        "### Entry gate",
        "",
        *_gate(phase.entry),
        "",
        "### Files",
        *_waves(phase),
        *_previews(phase),
        "",
        "### Checks",
        "",
        "After each change:",
        "",
        *shell(phase.validation),
        *_file_checks(phase),
        "",
        "### Exit gate",
        "",
        *_gate(phase.exit),
        "",
        "### Rollback",
        "",
        *shell(phase.rollback),
    ]


def _before(plan: Plan, phase: Phase) -> float | None:
    earlier = [other for other in plan.phases if other.number < phase.number]
    if earlier:
        return earlier[-1].compliance
    shares = [share for symbols in plan.compliance.symbols for share in symbols.shares]
    return next((share.percent_files for share in shares if share.name == "all"), None)


def _removes(phase: Phase) -> list[str]:
    if not phase.removes:
        return []
    return ["What goes:", "", *bullets(map(code, phase.removes), _NAMES_SHOWN, "names"), ""]


def _gate(commands: Iterable[Command]) -> Iterator[str]:
    for command in commands:
        run = f": {code(command.run)}" if command.run else ""
        yield f"- [ ] {prose(command.what)}{run}"


def _waves(phase: Phase) -> Iterator[str]:
    short = len(phase.files) > _MANY
    rows = sorted(phase.files, key=_place)
    for (leftover, wave), members in groupby(rows, key=_place):
        files = list(members)
        title = "Broken already: clean up" if leftover else f"Wave {wave}"
        yield ""
        yield f"#### {title} ({count(len(files), 'file')})"
        yield ""
        for file in files:
            yield _item(file, short=short)


def _place(file: PlannedFile) -> tuple[bool, int]:
    return file.module.role == "leftover", file.module.wave


def _item(file: PlannedFile, *, short: bool) -> str:
    row = file.module
    shown = ", ".join(map(str, file.lines[:_LINES_SHOWN])) + (", …" if len(file.lines) > _LINES_SHOWN else "")
    lines = f" (l. {shown})" if file.lines else ""
    words = [f"{count(row.uses, 'use')}{lines}", _how(file)]
    if row.canary:
        words.append(f"first of its pattern: {prose(row.pattern)}")
    words += map(prose, row.flags)
    if row.together:
        named = ", ".join(map(code, row.together[:_TESTS_SHOWN]))
        rest = len(row.together) - _TESTS_SHOWN
        words.append(f"together with {named}" + (f" and {rest:,} more" if rest > 0 else ""))
    risk = f"{file.risk.level} risk" if short else f"{file.risk.level} risk{_reasons(file)}"
    parts = [", ".join(words), risk]
    said = row.role in ("leftover", "test") or any("no test" in reason for reason in file.risk.reasons)
    if file.tests or not said:
        parts.append(_tests(file))
    return f"- [ ] {code(file.module.file)}: {'; '.join(parts)}"


def _how(file: PlannedFile) -> str:
    if file.module.passive:
        return "nothing to edit: it goes by itself"
    if file.module.role == "leftover":
        return "names what is not there: by hand"
    if file.module.role == "test" and not file.edit.diff:
        return "expects the old behaviour: delete or rewrite it"
    return file.edit.how.replace("_", " ")


def _reasons(file: PlannedFile) -> str:
    if file.risk.level == LOW:
        return ""
    named = "; ".join(map(prose, file.risk.reasons[:_REASONS_SHOWN]))
    rest = len(file.risk.reasons) - _REASONS_SHOWN
    return f" ({named}{f'; and {rest} more' if rest > 0 else ''})"


def _tests(file: PlannedFile) -> str:
    if not file.tests:
        return "no test reaches it"
    rest = len(file.tests) - _TESTS_SHOWN
    more = f" and {rest} more" if rest > 0 else ""
    return f"tests {', '.join(map(code, file.tests[:_TESTS_SHOWN]))}{more}"


def _previews(phase: Phase) -> Iterator[str]:
    """The first edits of each pattern: the others look alike."""
    shown: dict[str, int] = {}
    chosen: list[PlannedFile] = []
    with_diff = [file for file in phase.files if file.edit.diff]
    for file in with_diff:
        pattern = file.module.pattern
        if len(chosen) < _PREVIEWS and shown.get(pattern, 0) < _PREVIEWS_OF_A_PATTERN:
            shown[pattern] = shown.get(pattern, 0) + 1
            chosen.append(file)
    by_hand = sum(not file.edit.diff and not file.module.passive for file in phase.files)
    yield ""
    yield "### Edits"
    yield ""
    suggested = count(len(with_diff), "file")
    told = f"{suggested} with an edit that can be made without a person, {by_hand:,} by hand."
    rest = len(with_diff) - len(chosen)
    yield told + (f" {rest:,} more previews: `graphkit next --diff`." if rest else "")
    for file in chosen:
        pattern = f"({file.module.pattern})" if file.module.pattern else ""
        yield ""
        yield from details(pattern, _diff(file.edit.diff), file.module.file)


def _diff(text: str) -> list[str]:
    lines = text.rstrip("\n").split("\n")
    rest = len(lines) - _DIFF_LINES
    body = fenced("\n".join(lines[:_DIFF_LINES]), "diff")
    return [*body, "", f"… and {rest:,} more lines"] if rest > 0 else body


def _file_checks(phase: Phase) -> Iterator[str]:
    files = [file for file in phase.files if file.checks]
    if not files:
        return
    lines: list[str] = []
    for file in files[:_CHECKS_SHOWN]:
        lines += [f"# {visible(file.module.file)}", " && ".join(check.run for check in file.checks)]
    rest = len(files) - _CHECKS_SHOWN
    more = [f"… and {rest:,} more: `graphkit next` says them for the file it names."] if rest > 0 else []
    yield ""
    block = fenced("\n".join(lines), "sh")
    yield from details(
        "File by file: it compiles, it imports, its tests pass", [*block, *(["", *more] if more else [])]
    )


def shell(commands: Iterable[Command]) -> list[str]:
    """Return commands as a block to copy, each below what it is for."""
    lines: list[str] = []
    for command in commands:
        lines += [f"# {command.what}", command.run or "# a person has to look"]
    return fenced("\n".join(lines), "sh")
