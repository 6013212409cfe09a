"""IPython's own syntax: what a Python parser would refuse goes, every line stays."""

from __future__ import annotations

import ast

import pytest

from graphkit.extract.cell_magics import without_magics


@pytest.mark.parametrize(
    "lines",
    [
        ["x = (1", "     % 2)"],
        ["s = '''", "%not a magic", "!nor this", "'''"],
        ["x = y \\", "    % 2"],
        ["x = 5 % 3", "y = x != 2"],
        ["print('what?')", "# why?"],
        ["d = {'%a': 1}"],
    ],
)
def test_python_is_left_alone(lines: list[str]) -> None:
    assert without_magics(lines) == lines


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("%matplotlib inline", "pass"),
        ("    !pip install x", "    pass"),
        ("?make", "pass"),
        ("facade.make??", "pass"),
        ("files = !ls -l", "files = None"),
        ("a = %env HOME", "a = None"),
        ("%time make()", "if 1: make()"),
        ("%timeit -n 10 make()", "if 1:         make()"),
        ("a = %time make()", "a =       make()"),
    ],
)
def test_lines(line: str, expected: str) -> None:
    assert without_magics([line]) == [expected]


def test_code_after_a_magic_keeps_its_column() -> None:
    line = "%timeit -n 10 make()"
    (kept,) = without_magics([line]) or []
    assert kept.index("make") == line.index("make")
    ast.parse(kept)


def test_cell_magics() -> None:
    assert without_magics(["%%time", "make()"]) == ["", "make()"]
    assert without_magics(["", "%%bash", "ls (", "x"]) == ["", "", "", ""]


def test_command_over_several_lines() -> None:
    assert without_magics(["!pip install \\", "  a \\", "  b", "x = 1"]) == ["pass", "", "", "x = 1"]


def test_open_bracket_or_quote() -> None:
    assert without_magics(["f("]) is None
    assert without_magics(['"""']) is None
    assert without_magics([]) == []
