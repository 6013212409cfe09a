from __future__ import annotations

import pytest

from graphkit.model.problems import FilesSeen, Problem
from graphkit.report.text_layout import Look, closing, columns, listed, problem_lines, visible, width

PLAIN = Look()


def test_columns_align_left_and_right() -> None:
    rows = [("module", "uses"), ("pkg.a", "7"), ("pkg.long.name", "1,200")]
    assert columns(rows, look=PLAIN, right=[1]) == [
        "  module          uses",
        "  pkg.a              7",
        "  pkg.long.name  1,200",
    ]


def test_columns_count_wide_characters_as_two() -> None:
    assert columns([("模块", "x"), ("abcd", "y")], look=PLAIN, indent=0) == ["模块  x", "abcd  y"]


def test_colour_does_not_move_columns() -> None:
    rows = [("a", "1"), ("bbb", "2")]
    colored = columns(rows, look=Look(color=True), styles=("name", ""))
    assert colored == ["  \x1b[36ma\x1b[0m    1", "  \x1b[36mbbb\x1b[0m  2"]


def test_columns_neither_wrap_nor_cut_long_paths() -> None:
    path = "/".join(["directory"] * 60) + "/file.py:12"
    assert columns([(path, "call")], look=PLAIN) == [f"  {path}  call"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("pkg/mod.py", "pkg/mod.py"),
        ("模块/é.py", "模块/é.py"),
        ("a\x1b]0;title\x07b", "a\\x1b]0;title\\x07b"),
        ("a\nb", "a\\nb"),
        ("a\u202eb", "a\\u202eb"),
    ],
)
def test_terminals_are_sent_no_control_characters(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_width_of_combining_characters() -> None:
    assert width("e\u0301") == 1


@pytest.mark.parametrize(
    ("total", "limit", "shown", "rest"),
    [(3, 20, 3, ""), (21, 20, 20, "  … and 1 more; --limit 0 lists all"), (21, 0, 21, "")],
)
def test_long_lists_say_what_is_left_out(total: int, limit: int, shown: int, rest: str) -> None:
    assert listed(total, limit) == (shown, rest)


def test_problems_are_one_line_each_and_ten_at_most() -> None:
    problems = [Problem(f"f{n:02}.py", n, "does not parse", "mend it") for n in range(13)]
    short = problem_lines(problems, verbose=False)
    assert short[0] == "f00.py: does not parse; mend it"
    assert short[1] == "f01.py:1: does not parse; mend it"
    assert short[10:] == ["and 3 more problems; -v lists all"]
    assert len(problem_lines(problems, verbose=True)) == 13


def test_every_report_ends_with_files_seen() -> None:
    problem = Problem("a.py", 3, "does not parse")
    assert closing((), FilesSeen(1200, 1200), PLAIN) == ["", "files seen 1,200 of 1,200"]
    assert closing((problem,), FilesSeen(1, 2), PLAIN)[-1] == "files seen 1 of 2; 1 problem"
    assert "  a.py:3: does not parse" in closing((problem,), FilesSeen(1, 2), PLAIN)
    assert closing((problem,), FilesSeen(1, 2), Look(problems=False)) == ["", "files seen 1 of 2; 1 problem"]
