"""The graph in the cache comes back as it was, and only for the same modules."""

from __future__ import annotations

from pathlib import Path

from graphkit.extract.cache import Cache, open_cache
from graphkit.extract.import_graph_store import Stored, load_graph, save_graph
from graphkit.model.imports import CALL_TIME, TYPE_CHECKING, ImportEdge
from graphkit.model.problems import Problem
from graphkit.model.tree import SourceFile, SourceTree

A, B = SourceFile("a.py", "a"), SourceFile("b.py", "b")
TREE = SourceTree("/base", ("/base",), (A, B), frozenset())
STORED = Stored(
    {"a.py": b"1" * 16, "b.py": b"2" * 16},
    (
        ImportEdge("a", "b", 1, ("x", "y as z"), CALL_TIME, True),
        ImportEdge("b", "a", 70_000, (), TYPE_CHECKING),
    ),
    (Problem("b.py", 3, "does not parse", "correct it"),),
    frozenset({"b.py"}),
)


def test_round_trip(tmp_path: Path) -> None:
    cache = open_cache(str(tmp_path))
    save_graph(cache, TREE, STORED)
    assert load_graph(cache, TREE) == STORED


def test_other_modules_are_another_graph(tmp_path: Path) -> None:
    cache = open_cache(str(tmp_path))
    save_graph(cache, TREE, STORED)
    other = SourceTree("/base", ("/base",), (A, B._replace(importable=False)), frozenset())
    assert load_graph(cache, other) == Stored()


def test_no_cache_makes_digests_useless() -> None:
    save_graph(Cache(), TREE, STORED)
    assert load_graph(Cache(), TREE) == Stored(keeps=False)


def test_without_leaves_the_rest() -> None:
    rest = STORED.without({"b.py"}, {"b"})
    assert rest.edges == STORED.edges[:1]
    assert (rest.problems, rest.unread) == ((), frozenset())


def test_is_current() -> None:
    assert STORED.is_current(A, b"1" * 16)
    assert not STORED.is_current(A, b"2" * 16)
    assert not STORED.is_current(A, None)
