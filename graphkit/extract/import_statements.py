"""Reading import statements from lines of source: what is imported, as it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

# longer than any import list; ends the search for a bracket that is never closed
_LONGEST = 3000
_FROM = re.compile(r"(?:lazy\s+)?from\b\s*((?:\.\s*)*)([\w.]*)\s*\bimport\b\s*(.*)", re.DOTALL)
_IMPORT = re.compile(r"(?:lazy\s+)?import\b\s*(.*)", re.DOTALL)
_INSIDE = re.compile(r"(?:^|[:;])\s*((?:lazy\s+)?(?:from\b[\s.\w]*?\bimport\b|import\s)[^;]*)")
_STARTS = re.compile(rb"^[ \t\f]*(?:from[ \t.]|import[ \t])", re.MULTILINE)


class Statement(NamedTuple):
    """One import statement: `from` has a level or a base, `import` has neither."""

    # leading dots
    level: int
    # what stands after `from`, "" for `import`
    base: str
    # as written, without spaces that mean nothing: "a", "b as c", "*"
    names: tuple[str, ...]
    is_from: bool


def statements_at(lines: Sequence[bytes], index: int) -> tuple[Statement, ...]:
    """Return the import statements that begin on the line `index` (from 0); most lines hold one."""
    text = _logical_line(lines, index)
    if ";" not in text and text.startswith(("from", "import", "lazy")):
        found = _statement(text)
        return () if found is None else (found,)
    pieces = (_statement(match[1].strip()) for match in _INSIDE.finditer(text))
    return tuple(piece for piece in pieces if piece is not None)


def find_statements(source: bytes) -> Iterator[tuple[int, Statement]]:
    """Yield (line from 1, statement) for every line that begins as an import does.

    For files that no parser accepts: it needs no correct syntax around the statement, and would take
    a line in a string for one.
    """
    lines = source.split(b"\n")
    for match in _STARTS.finditer(source):
        index = source.count(b"\n", 0, match.start())
        for statement in statements_at(lines, index):
            yield index + 1, statement


def absolute_base(statement: Statement, module: str, is_package: bool) -> str | None:
    """Return the module that `from … import` takes names from, None when it climbs out of the tree."""
    if not statement.level:
        return statement.base
    parts = module.split(".")
    kept = len(parts) - statement.level + (1 if is_package else 0)
    if kept <= 0:
        return None
    return ".".join(parts[:kept] + ([statement.base] if statement.base else []))


def _logical_line(lines: Sequence[bytes], index: int) -> str:
    """The line `index` with those it goes on in, comments left out."""
    first = lines[index]
    if b"(" not in first and b"\\" not in first:
        return first.decode("utf-8", "replace").partition("#")[0].strip()
    parts: list[str] = []
    depth = 0
    for line in _onwards(lines, index):
        text = line.decode("utf-8", "replace").partition("#")[0].strip()
        depth += text.count("(") - text.count(")")
        goes_on = text.endswith("\\")
        parts.append(text.removesuffix("\\"))
        if depth <= 0 and not goes_on:
            break
    return " ".join(parts)


def _onwards(lines: Sequence[bytes], index: int) -> Iterator[bytes]:
    """The lines from `index`; the last one given may be all the rest of the file in one piece."""
    for line in lines[index : index + _LONGEST]:
        if b"\n" in line:
            yield from line.split(b"\n", _LONGEST)
        else:
            yield line


@lru_cache(4096)
def _statement(text: str) -> Statement | None:
    if match := _FROM.match(text):
        return Statement(len(match[1].replace(" ", "")), match[2], _names(match[3]), True)
    if match := _IMPORT.match(text):
        return Statement(0, "", _names(match[1]), False)
    return None


def _names(text: str) -> tuple[str, ...]:
    text = text.strip().removeprefix("(").removesuffix(")")
    return tuple(" ".join(part.split()) for part in text.split(",") if part.strip())
