from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.extract import file_digests, mentions, searched
from graphkit.extract.cache import Cache, open_cache
from graphkit.extract.file_digests import FileDigests
from graphkit.extract.mentions import Mentions
from graphkit.extract.searched import Searched
from graphkit.extract.source_tree import read_source_tree

A, B, C = (bytes([number]) * 16 for number in range(3))


def test_what_was_found_is_found_again(tmp_path: Path) -> None:
    first = Searched(open_cache(str(tmp_path)), "/base")
    first.word("make").update({A: True, B: False})
    first.stars().update({A: ("pkg", ".other"), B: ()})
    first.keep(["make"], frozenset((A, B)), stars=True)
    again = Searched(open_cache(str(tmp_path)), "/base")
    assert again.word("make") == {A: True, B: False}
    assert again.stars() == {A: ("pkg", ".other"), B: ()}
    assert again.word("other") == {}
    assert Searched(open_cache(str(tmp_path)), "/elsewhere").word("make") == {}
    assert Searched(Cache(), "/base").word("make") == {}


def test_contents_that_are_long_gone_are_dropped(tmp_path: Path) -> None:
    known = Searched(open_cache(str(tmp_path)), "/base")
    known.word("make").update({number.to_bytes(16, "big"): False for number in range(2000)})
    known.keep(["make"], frozenset(((5).to_bytes(16, "big"),)), stars=False)
    kept = Searched(open_cache(str(tmp_path)), "/base").word("make")
    assert kept == {(5).to_bytes(16, "big"): False}


class Tree:
    """A tree, searched again and again with one cache; says which files each search reads."""

    def __init__(self, directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root, self.cache = directory / "root", str(directory / "cache")
        self.root.mkdir()
        self.read: list[str] = []
        genuine = file_digests.read_bytes

        def read_bytes(path: str) -> bytes:
            self.read.append(Path(path).name)
            return genuine(path)

        monkeypatch.setattr(mentions, "read_bytes", read_bytes)
        # a file just written is not trusted to stay so; these are old
        monkeypatch.setattr("graphkit.extract.file_digests._RACY_NS", -(10**12))

    def search(self, *words: str) -> tuple[dict[str, tuple[str, ...]], list[str], Mentions]:
        self.read.clear()
        tree, _ = read_source_tree([str(self.root)])
        digests = FileDigests(open_cache(self.cache), tree)
        found = Mentions(tree, digests, lambda what, done, total: None, 1)
        answer = dict(found.of(words))
        digests.save()
        return answer, sorted(self.read), found


def test_only_changed_contents_are_searched_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = Tree(tmp_path, monkeypatch)
    (tree.root / "a.py").write_text("from b import *\nmake()\n")
    (tree.root / "b.py").write_text("x = 'é'\n", encoding="utf-8")
    answer, read, first = tree.search("make", "x")
    assert answer == {"make": ("a",), "x": ("b",)}
    assert read == ["a.py", "b.py"]
    answer, read, second = tree.search("make", "x")
    assert answer == {"make": ("a",), "x": ("b",)}
    assert read == []
    assert second.star_imports() == first.star_imports() == {"a": ("b",)}
    assert (second.size, second.unreadable) == (first.size, 0)
    (tree.root / "b.py").write_text("make = x\n")
    (tree.root / "c.py").write_text("from b import *\nmake()\n")
    answer, read, third = tree.search("make", "x")
    assert answer == {"make": ("a", "b", "c"), "x": ("b",)}
    # the content of c.py is that of a.py, but nobody knows before it is read
    assert read == ["b.py", "c.py"]
    assert third.star_imports() == {"a": ("b",), "c": ("b",)}
    assert tree.search("other")[1] == ["a.py", "b.py", "c.py"]


def test_trouble_is_told_every_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = Tree(tmp_path, monkeypatch)
    (tree.root / "a.py").write_bytes(b"make = 1\0\n")
    (tree.root / "n.ipynb").write_text('{"cells": []}')
    for _ in range(2):
        _, read, found = tree.search("make")
        assert read == ["a.py", "n.ipynb"]
        assert [problem.what for problem in found.problems] == ["null byte"]


def test_what_can_never_be_known_is_not_kept_again_and_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = Tree(tmp_path, monkeypatch)
    (tree.root / "a.py").write_text("make()\n")
    (tree.root / "b.py").write_bytes(b"make = 1\0\n")
    kept: list[int] = []
    monkeypatch.setattr(Searched, "keep", lambda *given, **named: kept.append(1))
    tree.search("make")
    assert kept == [1]
    monkeypatch.undo()
    tree.search("make")
    monkeypatch.setattr(Searched, "keep", lambda *given, **named: kept.append(2))
    assert tree.search("make")[0] == {"make": ("a", "b")}
    assert kept == [1]


def test_a_damaged_entry_is_no_answer(tmp_path: Path) -> None:
    cache = open_cache(str(tmp_path))
    known = Searched(cache, "/base")
    cache.put_many(searched._WORD, {known._key("make"): "not what it should be"})
    assert known.word("make") == {}
