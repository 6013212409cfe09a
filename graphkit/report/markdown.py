"""Pieces of Markdown in which a name from the analysed code can be nothing but a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from graphkit.report.text_layout import visible

# what stands safely between backticks, in running text and in a table's cell alike
_SAFE = re.compile(r"[\w.,:;/=+*()\[\]{}'\"!?%$#~^@ -]+")
_MARKUP = re.compile(r"[\\`*\[\]<>|~&#$!@]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|^[-+](?=\s)|^\d+(?=[.)]\s)")
_TICKS = re.compile(r"`+")


def code(text: str) -> str:
    r"""Return `text` as code inside a line; the same text always gives the same Markdown.

    Most are put between backticks. What could end the span, a table's cell or a comment is written in
    character references instead, which no reader of Markdown takes for markup.

    >>> code("pkg/mod.py"), code("a|b")
    ('`pkg/mod.py`', '<code>a&#124;b</code>')
    """
    shown = visible(text)
    if _SAFE.fullmatch(shown) and shown == shown.strip():
        return f"`{shown}`"
    references = "".join(c if c.isalnum() and c.isascii() else f"&#{ord(c)};" for c in shown)
    return f"<code>{references}</code>"


def prose(text: str) -> str:
    r"""Return `text` as running text on one line: nothing in it is markup.

    >>> prose("__init__ takes <a|b>")
    '\\_\\_init\\_\\_ takes &lt;a\\|b&gt;'
    """
    return _MARKUP.sub(_inert, visible(" ".join(text.split())))


def _inert(match: re.Match[str]) -> str:
    found = match[0]
    if found.isdigit():
        return f"{found}&#8203;"
    # a backslash before these would still leave them to HTML, or to a tracker that looks for @names and #1
    return {"<": "&lt;", ">": "&gt;", "&": "&amp;", "@": "&#64;", "#": "&#35;"}.get(found, f"\\{found}")


def fenced(text: str, language: str = "") -> list[str]:
    """Return the lines of a code block that no line of `text` can end."""
    longest = max((len(run) for run in _TICKS.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    lines = [visible(line.replace("\t", "    ")) for line in text.rstrip("\n").split("\n")]
    # a comment at the beginning of a line could be taken for a mark of graphkit's own
    lines = [f" {line}" if line.startswith("<!--") else line for line in lines]
    return [f"{fence}{language}", *lines, fence]


def table(header: Sequence[str], rows: Iterable[Sequence[str]], right: Iterable[int] = ()) -> list[str]:
    """Return the lines of a table; the cells are Markdown, `right` the columns that align right."""
    ends = set(right)
    marks = ["--:" if place in ends else "---" for place in range(len(header))]
    return [_row(header), _row(marks), *map(_row, rows)]


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def details(summary: str, lines: Iterable[str], name: str = "") -> list[str]:
    """Return lines that are folded away below `summary`, plain text, with `name` as code before it."""
    shown = f"<code>{_in_html(name)}</code> {_in_html(summary)}".strip() if name else _in_html(summary)
    # blank lines end the HTML, so that what is inside is read as Markdown
    return ["<details>", f"<summary>{shown}</summary>", "", *lines, "", "</details>"]


def _in_html(text: str) -> str:
    """Inside an HTML element's line Markdown does not count, and a backslash is one."""
    return visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def bullets(items: Iterable[str], shown: int, more: str) -> list[str]:
    """Return a list of at most `shown` items; `more` says what the others are: "12 more *files*"."""
    every = list(items)
    rest = len(every) - shown
    lines = [f"- {item}" for item in every[:shown]]
    return [*lines, f"- … and {rest:,} more {more}"] if rest > 0 else lines
