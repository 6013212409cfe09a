"""Words in DOT: names, labels and attributes that hold any text safely."""

from __future__ import annotations

import unicodedata

from graphkit.report.wrapping import clean


def quoted(name: str) -> str:
    r"""Write any name as a DOT identifier: as codes what would begin a code, or an escape.

    >>> quoted('node "a" &lt;')
    '"node \\"a\\" &amp;lt;"'
    """
    codes = {"&": "&amp;", "\\": "&#92;", '"': '\\"'}
    return '"' + "".join(codes.get(character, character) for character in clean(name)) + '"'


def attribute(text: str) -> str:
    r"""Write text that Graphviz shows: even as a code, it reads `\N` and the like as escapes, twice."""
    return quoted(text.replace("\\", "\\" * 4))


def escaped(text: str) -> str:
    """Write text inside an HTML-like label, where nothing at all would be a syntax error."""
    codes = {"&": "&amp;", "\\": "&#92;&#92;", '"': "&quot;", "<": "&lt;", ">": "&gt;"}
    return "".join(codes.get(character, character) for character in clean(text)) or "&#160;"


def room(lines: list[str]) -> str:
    """Ask for width where Graphviz knows none: it measures letters outside Latin as if they were spaces."""
    if all(line.isascii() for line in lines):
        return ""
    ems = max(sum(1.0 if unicodedata.east_asian_width(c) in "WF" else 0.6 for c in line) for line in lines)
    return f", width={ems * 11 / 72 + 0.4:.2f}"
