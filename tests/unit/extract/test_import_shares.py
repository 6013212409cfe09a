"""Parts of a scan: put together, and made under conditions that leave nothing behind."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from contextlib import suppress

import pytest

from graphkit.extract.import_graph_store import Stored
from graphkit.extract.import_shares import Found, Pieces, joined, undistracted
from graphkit.model.imports import ImportEdge
from graphkit.model.problems import Problem
from graphkit.model.tree import SourceFile, SourceTree

TREE = SourceTree("/r", ("/r",), tuple(SourceFile(f"{name}.py", name) for name in "abcd"), frozenset())


def test_new_findings_replace_old_ones_of_the_same_files() -> None:
    stored = Stored(
        {"a.py": b"1", "b.py": b"2", "c.py": b"3"},
        (ImportEdge("a", "b", 1), ImportEdge("b", "c", 1)),
        (Problem("b.py", 4, "syntax error"), Problem("d.py", 0, "cannot be read")),
        frozenset({"d.py"}),
    )
    first = Found([0], [ImportEdge("b", "a", 2)], [], {"b.py": b"4", "a.py": b"1"}, ["b.py"], [])
    second = Found([1], [], [Problem("c.py", 0, "cannot be read")], {}, ["c.py"], ["c.py"])
    expected = Stored(
        {"a.py": b"1", "b.py": b"4"},
        (ImportEdge("a", "b", 1), ImportEdge("b", "a", 2)),
        (Problem("c.py", 0, "cannot be read"), Problem("d.py", 0, "cannot be read")),
        frozenset({"c.py", "d.py"}),
    )
    assert joined(TREE, stored, [first, second]) == expected
    assert joined(TREE, stored, [second, first]) == expected


@pytest.mark.parametrize("switch", [gc.disable, gc.enable])
@pytest.mark.parametrize("threads", [None, "3"])
@pytest.mark.parametrize("alone", [False, True])
def test_surroundings_are_left_as_they_were(
    switch: Callable[[], None], threads: str | None, alone: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RAYON_NUM_THREADS", raising=False)
    if threads:
        monkeypatch.setenv("RAYON_NUM_THREADS", threads)
    enabled = gc.isenabled()
    try:
        switch()
        before = gc.isenabled()
        with suppress(KeyError), undistracted(alone=alone):
            inside = gc.isenabled(), os.environ.get("RAYON_NUM_THREADS")
            raise KeyError
        assert inside == (False, threads if alone else "1")
        assert gc.isenabled() == before
        assert os.environ.get("RAYON_NUM_THREADS") == threads
    finally:
        (gc.enable if enabled else gc.disable)()


def nothing(pieces: list[int]) -> Found:
    return Found(pieces, [], [], {}, [], [])


@pytest.mark.parametrize("count", [0, 1, 16, 17, 5000, 9705])
def test_every_file_is_drawn_once(count: int) -> None:
    files = [SourceFile(f"{number}.py", f"m{number}") for number in range(count)]
    pieces = Pieces(files)
    assert list(pieces.draw()) == files
    assert list(pieces.draw()) == []
    assert (pieces.begun, pieces.total) == (count, count)
    assert pieces.lost([nothing(pieces.drawn)]) == []
    pieces.close()


def test_what_a_process_took_and_never_answered_is_lost() -> None:
    files = [SourceFile(f"{number}.py", f"m{number}") for number in range(40)]
    pieces = Pieces(files)
    assert next(pieces.draw()) == files[0]
    assert pieces.begun == 16
    assert pieces.lost([nothing(pieces.drawn), nothing([2])]) == files[16:32]
    pieces.close()
