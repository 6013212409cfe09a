"""The walk: each directory once, with what it holds."""

from __future__ import annotations

from pathlib import Path

from graphkit.extract.directories import Walk, printable


def test_root_with_its_directories(tmp_path: Path) -> None:
    (tmp_path / "tests" / "data").mkdir(parents=True)
    (tmp_path / "tests" / "a.py").write_text("")
    (tmp_path / "tests" / "data" / "n.ipynb").write_text("")
    walk = Walk(str(tmp_path), [str(tmp_path)], exclude=(), tests=("tests",))
    top = walk.read_root(str(tmp_path))
    assert top is not None
    tests = top.children["tests"]
    assert (top.path, top.files, top.has_code) == ("", [], True)
    assert (tests.path, tests.files, tests.is_test) == ("tests/", [("a.py", True)], True)
    assert tests.children["data"].files == [("n.ipynb", True)]
    assert not tests.children["data"].has_code
    assert walk.read_root(str(tmp_path)) is None


def test_printable() -> None:
    assert printable("é/b") == "é/b"
    assert printable("b\udcff") == "b\ufffd"
