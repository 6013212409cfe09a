"""What could not be read or decided, and how much was read."""

from __future__ import annotations

from typing import NamedTuple

# what is said of a file that does not parse, whichever step meets it
SYNTAX_ERROR = "syntax error"
REFUSED = "Python refuses the file; what stands around the error is still read"


class Problem(NamedTuple):
    """One thing that could not be read or decided, in one file.

    `line` is 0 where the whole file is meant.
    """

    file: str
    line: int
    what: str
    hint: str = ""


class FilesSeen(NamedTuple):
    """How many of the tree's files the answer rests on.

    `seen`: read and searched; `total`: found in the roots.
    """

    seen: int
    total: int
