from __future__ import annotations

import json
from pathlib import Path

from graphkit.extract.code_lines import LONGEST, read_code_lines
from graphkit.extract.source_tree import read_source_tree
from graphkit.model.page import CodeLine
from tests.conftest import WriteTree


def lines(root: Path, wanted: dict[str, set[int]], around: int = 0) -> list[tuple[str, int, str]]:
    tree, _ = read_source_tree((str(root),), exclude=(), tests=())
    return [(line.file, line.line, line.text) for line in read_code_lines(tree, wanted, around)]


def test_lines_with_their_neighbours(write_tree: WriteTree) -> None:
    root = write_tree({"a.py": "one\ntwo\n\tthree\nfour\n", "b.py": "x = 1\r\ny = 2\r\n"})
    assert lines(root, {"b.py": {2}, "a.py": {2}}, 1) == [
        ("a.py", 1, "one"),
        ("a.py", 2, "two"),
        ("a.py", 3, "    three"),
        ("b.py", 1, "x = 1"),
        ("b.py", 2, "y = 2"),
        ("b.py", 3, ""),
    ]


def test_what_is_not_there_is_left_out(write_tree: WriteTree) -> None:
    root = write_tree({"a.py": "one\n"})
    assert lines(root, {"a.py": {0, 1, 99}, "gone.py": {1}}) == [("a.py", 1, "one")]


def test_a_long_line_is_cut(write_tree: WriteTree) -> None:
    root = write_tree({"a.py": "x" * 1000 + "\n"})
    ((_, _, text),) = lines(root, {"a.py": {1}})
    assert len(text) == LONGEST
    assert text.endswith("x…")


def test_other_encodings_and_bad_bytes(write_tree: WriteTree) -> None:
    root = write_tree({"a.py": b"# coding: latin-1\n# caf\xe9\n", "b.py": b"# caf\xe9\n"})
    assert lines(root, {"a.py": {2}, "b.py": {1}}) == [("a.py", 2, "# café"), ("b.py", 1, "# caf�")]


def test_lines_of_a_notebook_are_those_of_its_file(write_tree: WriteTree) -> None:
    cell = {"cell_type": "code", "source": ["import a\n", "a.make()\n"], "metadata": {}, "outputs": []}
    text = json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)
    number = next(n for n, line in enumerate(text.split("\n"), 1) if "make" in line)
    root = write_tree({"n.ipynb": text})
    assert lines(root, {"n.ipynb": {number}}) == [("n.ipynb", number, "a.make()")]


def test_rows_are_values() -> None:
    assert CodeLine("a.py", 1, "x").text == "x"
