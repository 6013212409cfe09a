"""What detectors match in a tree, file by file."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.extract import detector_texts
from graphkit.extract.detector_texts import search_detectors
from graphkit.extract.source_tree import read_source_tree
from graphkit.model.config import Detector, Pattern
from graphkit.model.matches import Matches
from graphkit.model.problems import Problem
from tests.functional.trees import tree

FILES: dict[str, str | bytes] = {
    "app/a.py": "import socket\nold()\nnew()\n",
    "app/deep/b.py": "# Socket\nold()\nold()\n",
    "app/skipped.py": "import socket\nold()\n",
    "app/stub.pyi": "import socket\nold()\n",
    "lib/app/c.py": "import socket\nold()\n",
    "lib/d.py": "nothing\n",
}
OLD = Pattern("old", r"old\(")
NEW = Pattern("", "new")


def search(root: Path, *detectors: Detector) -> tuple[tuple[tuple[Matches, ...], ...], tuple[Problem, ...]]:
    found, _ = read_source_tree([str(root)])
    return search_detectors(found, detectors, lambda what, done, total: None)


def files_of(root: Path, **keys: tuple[str, ...]) -> list[str]:
    (rows,), _ = search(tree(root, FILES), Detector("d", **keys))  # type: ignore[arg-type]
    return [row.file for row in rows]


def test_files_are_gitignore_like_patterns(tmp_path: Path) -> None:
    assert files_of(tmp_path) == [name for name in sorted(FILES) if name.endswith(".py")]
    assert files_of(tmp_path, files=("/app/",)) == ["app/a.py", "app/deep/b.py", "app/skipped.py"]
    assert files_of(tmp_path, files=("app/",), skip=("skipped.py", "deep/")) == ["app/a.py", "lib/app/c.py"]
    assert files_of(tmp_path, files=("/lib/*.py",)) == ["lib/d.py"]
    assert files_of(tmp_path, files=("**/[ab].py",)) == ["app/a.py", "app/deep/b.py"]


def test_every_regex_of_the_gate_has_to_match(tmp_path: Path) -> None:
    assert files_of(tmp_path, files=("/app/",), gate=("(?i)socket", "old")) == [
        "app/a.py", "app/deep/b.py", "app/skipped.py",
    ]  # fmt: skip
    assert files_of(tmp_path, files=("/app/",), gate=("(?i)socket", r"im\w+t")) == [
        "app/a.py",
        "app/skipped.py",
    ]


def test_a_file_counts_once_for_each_pattern(tmp_path: Path) -> None:
    detector = Detector("d", ("/app/",), deprecated=(OLD,), current=(NEW,))
    (rows,), problems = search(tree(tmp_path, FILES), detector)
    assert [row.counts for row in rows] == [(1, 1), (1, 0), (1, 0)]
    assert problems == ()


def test_lines_count_each(tmp_path: Path) -> None:
    text = "old() old()\n# old here\nsocket old()\nsocket new\nSocket old( new\n"
    gated = Detector("d", gate=("(?i)socket", "old|new"), unit="line", deprecated=(OLD,), current=(NEW,))
    spelled = Detector("e", gate=("s.cket",), unit="line", deprecated=(OLD,), current=(NEW,))
    free = Detector("f", unit="line", deprecated=(OLD,), current=(NEW,))
    found, _ = search(tree(tmp_path, {"a.py": text, "b.py": "socket\n"}), gated, spelled, free)
    assert [[(row.file, row.counts) for row in rows] for rows in found] == [
        [("a.py", (2, 2))],
        [("a.py", (1, 1)), ("b.py", (0, 0))],
        [("a.py", (3, 2)), ("b.py", (0, 0))],
    ]


def test_a_file_that_spells_a_pattern_out_is_told(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.py": 'PATTERNS = [r"old\\("]\n',
        "b.py": "old(",
        "c.py": "old( # new\n",
    }
    files["a.py"] = str(files["a.py"]) + "old(\n"
    (rows,), _ = search(tree(tmp_path, files), Detector("d", deprecated=(OLD,), current=(NEW,)))
    assert {row.file: row.spells for row in rows} == {"a.py": True, "b.py": False, "c.py": False}


def test_what_is_no_text_is_a_problem_and_passes_no_gate(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"a.py": b"old()\n# caf\xe9\n", "b.py": "old()", "c.py": b"\xff"}
    detectors = Detector("d", gate=("old",), deprecated=(OLD,)), Detector("e", gate=("ol+d",))
    (first, second), problems = search(tree(tmp_path, files), *detectors)
    assert [row.file for row in first] == [row.file for row in second] == ["b.py"]
    what = "byte 0xe9 is not utf-8: no detector looks at the file"
    assert problems == (Problem("a.py", 2, what, "save it as UTF-8"),)


def test_names_alone_need_no_text(tmp_path: Path) -> None:
    (rows,), problems = search(tree(tmp_path, {"test_a.py": b"\xff"}), Detector("d", ("test_*.py",)))
    assert rows == (Matches("test_a.py", ()),)
    assert problems == ()


def test_shares_make_no_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    detector = Detector("d", gate=("socket",), deprecated=(OLD,))
    alone = search(tree(tmp_path, FILES), detector)
    monkeypatch.setattr(detector_texts, "LEAST_SHARE", 1)
    assert search(tmp_path, detector) == alone


def test_without_detectors_nothing_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree(tmp_path, FILES)
    monkeypatch.delattr(detector_texts, "read_bytes")
    assert search(tmp_path) == ((), ())
