"""How many rows a chart can hold, and what it says of the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

Row = TypeVar("Row")

MOST_ROWS = 60


def cut(rows: Sequence[Row], what: str, others: str) -> tuple[Sequence[Row], tuple[str, ...]]:
    """Return the first MOST_ROWS and, where that leaves any out, a line that says so.

    >>> cut(range(500), "modules", "have a smaller blast radius")[1]
    ('60 of 500 modules are shown; the others have a smaller blast radius.',)
    """
    if len(rows) <= MOST_ROWS:
        return rows, ()
    words = f"{MOST_ROWS} of {len(rows):,} {what} are shown; the others {others}."
    return rows[:MOST_ROWS], (words,)


def short_name(name: str) -> str:
    """Return the last two parts of a dotted name: what a title has room for.

    >>> short_name("shop.core.facade"), short_name("facade")
    ('core.facade', 'facade')
    """
    return ".".join(name.split(".")[-2:])
