"""Long runs of comment lines, which the parser would go through again for each of their lines."""

from __future__ import annotations

import re
from typing import NamedTuple

# below this many lines, blank ones included, the parser is fast enough
_LEAST = 16
_RUN = re.compile(rb"\n[ \t]*#[^\n]*(?:\n[ \t\r]*(?:#[^\n]*)?(?=\n)){%d,}" % (_LEAST - 1))


class CommentRuns(NamedTuple):
    """A text without its long runs of comments, and where they were."""

    # as many bytes and lines as before: the runs are blank lines
    source: bytes
    # first byte, and the one behind the last
    places: tuple[tuple[int, int], ...]


def blank_comment_runs(source: bytes) -> CommentRuns:
    """Blank the runs out.

    To find out where a block ends, tree-sitter's scanner reads ahead to the next line of code from every
    comment line: a run of n lines costs n² (5 s for a commented-out file of 3,000 lines).
    What looks like a run may lie in a string; only the parsed tree tells.
    """
    places = tuple(match.span() for match in _RUN.finditer(source))
    if not places:
        return CommentRuns(source, ())
    parts, end = [], 0
    for start, stop in places:
        blank = b"\n".join(b" " * len(line) for line in source[start:stop].split(b"\n"))
        parts += [source[end:start], blank]
        end = stop
    return CommentRuns(b"".join([*parts, source[end:]]), places)
