"""What could not be read or decided, and how much was read."""

from __future__ import annotations

from typing import NamedTuple

# what is said of a file that the import scanner, which knows Python's whole grammar, cannot parse
SYNTAX_ERROR = "syntax error"
REFUSED = "Python refuses the file; what stands around the error is still read"
# and of one that only the parser for symbols cannot: it may be behind the language
NOT_UNDERSTOOD = "syntax not understood"
UNPARSED = "an error, or newer than graphkit's parser; what stands around it is still read"


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
