"""How a text report is laid out: aligned columns, styles, and what a terminal must never be sent."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple
from unicodedata import combining, east_asian_width

from graphkit.model.problems import FilesSeen, Problem

_STYLES = {"bold": "1", "dim": "2", "good": "32", "warn": "33", "bad": "31", "name": "36"}
PROBLEMS_SHOWN = 10


class Look(NamedTuple):
    """How a person wants a report: the facts are the same with any look."""

    color: bool = False
    # rows of a long table or list; 0 shows all
    limit: int = 20
    # list every problem and mention
    verbose: bool = False
    # false where the same screen lists the problems elsewhere
    problems: bool = True
    # show a matrix in full, however wide it is
    matrix: bool = False

    def style(self, style: str, text: str) -> str:
        """Return `text` in one of the named styles when colour is wanted."""
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.color and text else text


def visible(text: str) -> str:
    r"""Return `text` with control and direction characters written as escapes.

    >>> visible("a\x1b[31mb")
    'a\\x1b[31mb'
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def width(text: str) -> int:
    """Count the columns that `text` takes on a terminal; wide East Asian characters take two."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def columns(
    rows: Iterable[Sequence[str]],
    *,
    look: Look,
    indent: int = 2,
    right: Collection[int] = (),
    styles: Sequence[str] = (),
) -> list[str]:
    """Align `rows` in columns, two spaces apart; nothing is wrapped or cut.

    `right` are the indexes of the columns that align right; `styles` gives a style, or "", for each column.
    """
    table = [[visible(cell) for cell in row] for row in rows]
    across = max(map(len, table), default=0)
    widths = [max((width(row[i]) for row in table if i < len(row)), default=0) for i in range(across)]
    lines = []
    for row in table:
        cells = []
        for i, cell in enumerate(row):
            gap = " " * (widths[i] - width(cell))
            style = styles[i] if i < len(styles) else ""
            shown = look.style(style, cell) if style else cell
            cells.append(gap + shown if i in right else shown + gap)
        lines.append(" " * indent + "  ".join(cells).rstrip())
    return lines


def heading(text: str, look: Look, remark: str = "") -> list[str]:
    """Return a blank line and a section's title, with a dim remark after it."""
    return ["", look.style("bold", text) + (f"  {look.style('dim', remark)}" if remark else "")]


def count(number: int, noun: str, plural: str = "") -> str:
    """Write a number with its noun.

    >>> count(1, "use"), count(1200, "use"), count(2, "dependency", "dependencies")
    ('1 use', '1,200 uses', '2 dependencies')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(total: int, limit: int) -> tuple[int, str]:
    """Return how many of `total` rows to show, and a line about the rest ("" when all are shown)."""
    shown = min(total, limit) if limit > 0 else total
    return shown, f"  … and {total - shown:,} more; --limit 0 lists all" if shown < total else ""


def problem_lines(problems: Sequence[Problem], *, verbose: bool) -> list[str]:
    """Word problems, one a line; at most ten and a count of the rest unless `verbose`."""
    shown = problems if verbose else problems[:PROBLEMS_SHOWN]
    lines = []
    for problem in shown:
        place = f"{problem.file}:{problem.line}" if problem.line else problem.file
        lines.append(visible(f"{place}: {problem.what}" + (f"; {problem.hint}" if problem.hint else "")))
    if len(shown) < len(problems):
        lines.append(f"and {count(len(problems) - len(shown), 'more problem')}; -v lists all")
    return lines


def closing(problems: Sequence[Problem], files: FilesSeen, look: Look) -> list[str]:
    """Return the end of every report: the problems, and `files seen n of m`."""
    lines = []
    if problems and look.problems:
        lines += heading(f"Problems ({len(problems):,})", look, "what could not be read or decided")
        lines += [f"  {line}" for line in problem_lines(problems, verbose=look.verbose)]
    seen = f"files seen {files.seen:,} of {files.total:,}"
    remark = f"; {count(len(problems), 'problem')}" if problems else ""
    style = "good" if files.seen == files.total and not problems else "warn"
    return [*lines, "", look.style(style, seen + remark)]
