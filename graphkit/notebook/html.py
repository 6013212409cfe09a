"""Tables as accessible HTML of bounded size; every name that comes from the analysed code is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from graphkit.model.problems import FilesSeen, Problem
from graphkit.notebook.tables import Table

# a notebook is saved with its outputs: a table of thousands of rows would drown it
ROWS_SHOWN = 60
MOST_BYTES = 100_000
_CELL = 240
# what the words around the rows of a table take at the most
_AROUND = 4_000
# MathJax would read what stands between two dollar signs as a formula
_PLAIN = '<div class="graphkit tex2jax_ignore mathjax_ignore">'
# Jupyter sets texts flush right; the rules are about our own class alone
_STYLE = (
    "<style>.graphkit.graphkit th,.graphkit.graphkit td,.graphkit caption{text-align:left}"
    ".graphkit.graphkit td.n{text-align:right}.graphkit caption{font-weight:bold}</style>"
)


def html_tables(tables: Iterable[Table], problems: Sequence[Problem], files: FilesSeen | None) -> str:
    """Return tables, problems and how much was read as HTML: ROWS_SHOWN rows a table, MOST_BYTES altogether.

    Empty tables are left out, but for the first.
    """
    rows = [(problem.file, problem.line or "", problem.what, problem.hint) for problem in problems]
    told = Table(f"{len(rows):,} problems", ("file", "line", "what", "hint"), rows, ".problems")
    first, *others = (*tables, told)
    shown = [first, *(table for table in others if table.rows)]
    parts: list[str] = []
    left = MOST_BYTES - _AROUND
    for table in shown:
        if left < _AROUND:
            break
        parts.append(_table(table, left - _AROUND))
        left -= _size(parts[-1])
    if len(parts) < len(shown):
        parts.append(f"<p>… and {len(shown) - len(parts):,} more tables</p>")
    if files:
        remark = f"; problems: {len(problems):,}" if problems else ""
        parts.append(f"<p>files seen {files.seen:,} of {files.total:,}{remark}</p>")
    return f"{_PLAIN}{_STYLE}{''.join(parts)}</div>"


def paragraphs(lines: Iterable[str]) -> str:
    """Return lines as paragraphs."""
    return _PLAIN + "".join(f"<p>{escape(_cut(line))}</p>" for line in lines) + "</div>"


def _table(table: Table, room: int) -> str:
    """Return a table with a caption, column headers, and each row headed by its first cell."""
    titles = "".join(f'<th scope="col">{escape(title)}</th>' for title in table.head)
    body = []
    for row in table.rows[:ROWS_SHOWN]:
        line = f"<tr>{_cells(row)}</tr>"
        room -= _size(line)
        if room < 0:
            break
        body.append(line)
    return (
        f"<table><caption>{escape(_cut(table.caption))}</caption>"
        f"<thead><tr>{titles}</tr></thead><tbody>{''.join(body)}</tbody>{_rest(table, len(body))}</table>"
    )


def _rest(table: Table, shown: int) -> str:
    more = len(table.rows) - shown
    if not more:
        return ""
    words = escape(f"… and {more:,} more: {table.everything}")
    return f'<tfoot><tr><td colspan="{len(table.head)}">{words}</td></tr></tfoot>'


def _cells(row: Iterable[object]) -> str:
    first, *others = row
    return f'<th scope="row">{escape(_cut(str(first)))}</th>{"".join(map(_cell, others))}'


def _cell(cell: object) -> str:
    return f'<td class="n">{cell:,}</td>' if isinstance(cell, int) else f"<td>{escape(_cut(str(cell)))}</td>"


def _size(text: str) -> int:
    return len(text.encode("utf-8", "replace"))


def _cut(text: str) -> str:
    return text if len(text) <= _CELL else f"{text[: _CELL - 1]}…"
