"""What a scan of some of the files gave, on its way from one process to another."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from graphkit.extract.import_graph_store import Stored
from graphkit.model.imports import ImportEdge
from graphkit.model.problems import Problem
from graphkit.model.tree import SourceTree

# grimp looks here once, before its first scan
_THREADS = "RAYON_NUM_THREADS"


class Found(NamedTuple):
    """What the scan of some files gave."""

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
    """A scan's surroundings: no search for cycles, of which it makes none, and one thread for each process.

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
