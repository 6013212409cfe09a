"""What the patterns of a detector match in one file."""

from __future__ import annotations

from typing import NamedTuple


class Matches(NamedTuple):
    """One file that a detector looks at and that passes its gate."""

    file: str
    # for each of `Detector.patterns`: 1 or 0, or the number of lines with the unit "line"
    counts: tuple[int, ...]
    # the text spells out one of the patterns, as the source of a detector does
    spells: bool = False
