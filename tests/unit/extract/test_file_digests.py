"""Digests by content: a file is read again only when it looks different, and never trusted too early."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graphkit.extract.cache import Cache, open_cache
from graphkit.extract.file_digests import LARGEST_SOURCE, FileDigests, content_digest, read_bytes
from graphkit.extract.source_tree import read_source_tree
from graphkit.model.tree import SourceTree

# long enough ago for a time stamp to be trusted
OLD = 1_600_000_000


def tree_of(root: Path, files: dict[str, str]) -> SourceTree:
    for name, text in files.items():
        (root / name).write_text(text)
        os.utime(root / name, (OLD, OLD))
    return read_source_tree([str(root)])[0]


def test_second_run_knows_without_reading(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    tree = tree_of(root, {"a.py": "1", "b.py": "2"})
    cache = open_cache(str(tmp_path / "cache"))
    first = FileDigests(cache, tree)
    assert first.known("a.py") is None
    found = first.of(tree.files)
    assert found == {"a.py": content_digest(b"1"), "b.py": content_digest(b"2")}
    first.save()
    (root / "b.py").write_text("3")
    second = FileDigests(cache, tree)
    assert second.known("a.py") == found["a.py"]
    assert second.known("b.py") is None
    assert second.of(tree.files)["b.py"] == content_digest(b"3")


def test_file_changed_just_now_is_not_trusted(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    tree = tree_of(root, {"a.py": "1"})
    os.utime(root / "a.py")
    cache = open_cache(str(tmp_path / "cache"))
    first = FileDigests(cache, tree)
    first.of(tree.files)
    first.save()
    assert FileDigests(cache, tree).known("a.py") is None


def test_file_that_is_gone_is_left_out(tmp_path: Path) -> None:
    tree = tree_of(tmp_path, {"a.py": "1", "b.py": "2"})
    (tmp_path / "a.py").unlink()
    assert set(FileDigests(Cache(), tree).of(tree.files)) == {"b.py"}


@pytest.mark.parametrize("size", [0, 1, 100_000])
def test_read_bytes_reads_everything(tmp_path: Path, size: int) -> None:
    (tmp_path / "f").write_bytes(b"x" * size)
    assert read_bytes(str(tmp_path / "f")) == b"x" * size


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="other systems have no such pipes")
def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.py")
    with pytest.raises(OSError, match="no regular file"):
        read_bytes(str(tmp_path / "pipe.py"))


def test_what_is_too_large_to_be_code_is_refused(tmp_path: Path) -> None:
    for name in ("a.py", "b.ipynb"):
        with open(tmp_path / name, "wb") as file:
            file.truncate(LARGEST_SOURCE + 1)
    with pytest.raises(OSError, match="larger than 10 MB"):
        read_bytes(str(tmp_path / "a.py"))
    assert len(read_bytes(str(tmp_path / "b.ipynb"))) == LARGEST_SOURCE + 1
