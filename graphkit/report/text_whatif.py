"""What a removal breaks, as text: the verdict first, then what fails, when, and silently or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graphkit.model.breakage import Breakage, Removed, WhatIf
from graphkit.report.text_layout import Look, closing, columns, heading, listed, visible

_STYLES = {"safe": "good", "risky": "warn", "unsafe": "bad"}


def whatif_text(result: WhatIf, look: Look) -> str:
    """Word a prediction: verdict, what goes, then each way of breaking, production before tests."""
    lines = [look.style(_STYLES.get(result.verdict, "bold"), visible(result.summary))]
    lines += _removed(result.statements, look)
    certain, possible = _split(result.import_time)
    later, maybe_later = _split(result.call_time)
    lines += _section("Fails at import", certain, look)
    lines += _section("Fails when reached", later, look, "imports in functions, uses")
    lines += _section("Swallowed", result.guarded, look, "a handler or a default hides the loss")
    lines += _section("Left dangling", result.dangling, look, "strings that name what is gone")
    lines += _section("May fail", (*possible, *maybe_later), look, "only running the code would tell")
    lines += _section("Broken already", result.already_broken, look, "whatever is removed; not counted above")
    return "\n".join([*lines, *closing(result.problems, result.files, look)]) + "\n"


def _split(rows: Iterable[Breakage]) -> tuple[list[Breakage], list[Breakage]]:
    rows = list(rows)
    certain = [row for row in rows if row.certainty == "certain"]
    return certain, [row for row in rows if row.certainty != "certain"]


def _removed(statements: Sequence[Removed], look: Look) -> list[str]:
    rows = [
        (row.kind, row.symbol, f"{row.file}:{row.line}" if row.line else row.file, row.code)
        for row in statements
    ]
    shown, rest = listed(len(rows), look.limit)
    lines = [*heading(f"Removed ({len(rows):,})", look)]
    lines += columns(rows[:shown], look=look, styles=("", "name", "", "dim"))
    return [*lines, rest] if rest else lines


def _section(title: str, rows: Sequence[Breakage], look: Look, remark: str = "") -> list[str]:
    """List rows, production before tests, each group with its own heading where there are both."""
    lines: list[str] = []
    for name, tests in (("production", False), ("tests", True)):
        group = [row for row in rows if row.is_test == tests]
        if group:
            lines += heading(f"{title}, {name} ({len(group):,})", look, remark)
            lines += _group(group, look)
    return lines


def _group(rows: Sequence[Breakage], look: Look) -> list[str]:
    """List rows by what is wrong: the ones that raise themselves, then those that fall with them."""
    lines: list[str] = []
    left, total = look.limit, 0
    for reason, members in _by_reason(rows):
        total += len(members)
        shown = members if look.limit <= 0 else members[: max(left, 0)]
        left -= len(shown)
        if shown:
            lines.append(f"  {visible(reason)}")
            lines += columns(map(_row, shown), look=look, indent=4, styles=("", "", "dim"))
    _, rest = listed(total, look.limit)
    return [*lines, rest] if rest else lines


def _by_reason(rows: Sequence[Breakage]) -> list[tuple[str, list[Breakage]]]:
    found: dict[str, list[Breakage]] = {}
    for row in sorted(rows, key=lambda row: (bool(row.via), row.error, row.what, row.file, row.line)):
        found.setdefault(f"{row.error}: {row.what}" if row.error else row.what, []).append(row)
    return list(found.items())


def _row(row: Breakage) -> tuple[str, str, str]:
    place = f"{row.file}:{row.line}" if row.line else row.file
    kind = row.kind.replace("_", " ")
    chain = f"falls with {' → '.join(row.via)}" if row.via else ""
    return place, kind, " ".join(part for part in (chain, row.reason) if part)
