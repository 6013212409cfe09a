"""A scan in several processes: who scans which files, and how their answers become one."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from graphkit.extract.import_graph_store import Stored
from graphkit.model.imports import ImportEdge
from graphkit.model.problems import Problem
from graphkit.model.tree import SourceFile, SourceTree

# grimp looks here once, before its first scan
_THREADS = "RAYON_NUM_THREADS"
# a piece's number is one byte
_MOST = 256
# fewer files than this are not worth drawing
_SMALLEST = 16


class Pieces:
    """Files in pieces, each for the process that asks first: how long a piece takes nobody knows before.

    Made before the processes are; they draw from one pipe. Close it at the end.
    """

    def __init__(self, files: Sequence[SourceFile]) -> None:
        size = max(_SMALLEST, -(-len(files) // _MOST))
        self._pieces = [files[start : start + size] for start in range(0, len(files), size)]
        self.total = len(files)
        self._tickets, feed = os.pipe()
        # far less than any pipe holds
        os.write(feed, bytes(range(len(self._pieces))))
        os.close(feed)
        # numbers of the pieces that this process took, ascending
        self.drawn: list[int] = []

    @property
    def begun(self) -> int:
        """How many files are done or being worked on, as far as this process knows."""
        return sum(map(len, self._pieces[: self.drawn[-1] + 1])) if self.drawn else 0

    def draw(self) -> Iterator[SourceFile]:
        """Yield files as long as there are some left for this process."""
        while ticket := os.read(self._tickets, 1):
            self.drawn.append(ticket[0])
            yield from self._pieces[ticket[0]]

    def lost(self, found: Iterable[Found]) -> list[SourceFile]:
        """Return the files that were drawn by a process that never answered."""
        answered = {number for share in found for number in share.pieces}
        return [file for number, piece in enumerate(self._pieces) if number not in answered for file in piece]

    def close(self) -> None:
        """Let go of the pipe."""
        os.close(self._tickets)


class Found(NamedTuple):
    """What the scan of some files gave."""

    # numbers of the pieces they are
    pieces: list[int]

    edges: list[ImportEdge]
    problems: list[Problem]
    # path → content
    digests: dict[str, bytes]
    # paths whose stored edges no longer count
    read: list[str]
    # paths that could not be read
    unread: list[str]


def joined(tree: SourceTree, stored: Stored, found: Sequence[Found]) -> Stored:
    """Return what was known before and still holds, with what was found now."""
    read = {path for share in found for path in share.read}
    unread = {path for share in found for path in share.unread}
    kept = stored.without(read, {tree.by_path[path].module for path in read})
    digests = dict(stored.digests)
    for share in found:
        digests.update(share.digests)
    for path in unread:
        digests.pop(path, None)
    return Stored(
        digests,
        tuple(sorted([*kept.edges, *(edge for share in found for edge in share.edges)])),
        tuple(sorted([*kept.problems, *(problem for share in found for problem in share.problems)])),
        kept.unread | unread,
        stored.keeps,
    )


@contextmanager
def undistracted(*, alone: bool) -> Iterator[None]:
    """A scan's surroundings: no search for cycles, of which it makes few, and one thread for each process.

    Both together are a fifth of the time. A process that works `alone` keeps the scanner's threads.
    """
    enabled, threads = gc.isenabled(), os.environ.get(_THREADS)
    gc.disable()
    if not alone:
        os.environ[_THREADS] = "1"
    try:
        yield
    finally:
        if enabled:
            gc.enable()
        if not alone:
            del os.environ[_THREADS]
            if threads is not None:
                os.environ[_THREADS] = threads
