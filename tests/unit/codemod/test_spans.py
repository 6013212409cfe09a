from __future__ import annotations

import pytest

from graphkit.codemod.spans import (
    Change,
    after_comment,
    alone,
    applied,
    cut_items,
    cut_lines,
    newline_of,
    one_line,
)


def test_changes_are_applied_where_they_stand() -> None:
    assert applied("abcdef", [Change(4, 5, "E"), Change(0, 1, "A"), Change(2, 2, "-")]) == "Ab-cdEf"


def test_what_two_changes_take_away_goes_once() -> None:
    assert applied("abcdef", [Change(1, 4), Change(3, 5), Change(1, 4)]) == "af"


@pytest.mark.parametrize(
    ("text", "line", "first", "after"),
    [
        ("a\nX\nb\n", "X", False, "a\nb\n"),
        ("a\n\nX\n\nb\n", "X", False, "a\n\nb\n"),
        ("a\n\n\nX\n\nb\n", "X", False, "a\n\n\nb\n"),
        ("X\n\n\nb\n", "X", True, "b\n"),
        ("a\n\n\nX\n", "X", False, "a\n"),
        ("a\r\n\r\nX  # c\r\n\r\nb\r\n", "X", False, "a\r\n\r\nb\r\n"),
        ("X", "X", True, ""),
    ],
)
def test_cut_lines_leave_one_gap(text: str, line: str, first: bool, after: str) -> None:
    start = text.index(line)
    assert applied(text, [cut_lines(text, start, start + 1, first=first)]) == after


def test_items_go_with_their_comma() -> None:
    text = "[aa, bb, cc]"
    items = [(1, 3), (5, 7), (9, 11)]
    whole = (0, len(text))
    assert applied(text, cut_items(text, items, [0], whole)) == "[bb, cc]"
    assert applied(text, cut_items(text, items, [2], whole)) == "[aa, bb]"
    assert applied(text, cut_items(text, items, [1, 2], whole)) == "[aa]"
    assert applied(text, cut_items(text, items, [0, 2], whole)) == "[bb]"


def test_comments_and_line_endings() -> None:
    assert after_comment("a  # why\r\nb", 1) == 8
    assert after_comment("a; b", 1) == 1
    assert alone("  a  # c\nb\n", 2, 3)
    assert not alone("a; b\n", 0, 1)
    assert newline_of("a\r\nb\n") == "\r\n"
    assert newline_of("a") == "\n"


def test_lines_shown_as_one() -> None:
    text = "x\nf(\n    a,\n)\ny\n"
    assert one_line(text, 2, 12) == "f( a, )"
    assert one_line(text, 2, 12, [Change(2, 3, "g"), Change(0, 1, "z")]) == "g( a, )"
