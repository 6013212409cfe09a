from __future__ import annotations

import pytest

from graphkit.report.charts.axis import steps
from graphkit.report.charts.fonts import shorten, width, wrapped, writable


def test_widths_grow_with_letters_size_and_weight() -> None:
    assert width("ii", 9) < width("WW", 9) < width("WW", 18) == pytest.approx(2 * width("WW", 9))
    assert width("name", 9, bold=True) > width("name", 9)
    # wide and unknown characters are taken for squares, marks on a letter for nothing
    assert width("模", 10) == 10
    assert width("e\N{COMBINING ACUTE ACCENT}", 10) == width("e", 10)


def test_names_are_shortened_in_the_middle_until_they_fit() -> None:
    name = "netra_backend.app.websocket_core.canonical_imports"
    short = shorten(name, 120, 9)
    assert width(short, 9) <= 120
    head, _, tail = short.partition("…")
    assert name.startswith(head)
    assert name.endswith(tail)
    assert len(tail) >= len(head) > 3
    assert shorten("short", 120, 9) == "short"
    assert shorten("x" * 300, 1, 9) == "…"


def test_lines_are_broken_between_words_and_fit() -> None:
    text = f"a few words and then {'x' * 300} and more"
    for bold in (False, True):
        lines = wrapped(text, 150, 10, bold=bold)
        assert all(width(line, 10, bold=bold) <= 150 for line in lines)
        assert lines[0].startswith("a few words")
    assert wrapped("", 150, 10) == [""]


def test_what_cannot_be_written_is_replaced_or_spelled() -> None:
    assert writable("a\x00b", spelled=False) == "a\ufffdb"
    assert writable("模", spelled=False) == "模"
    assert writable("é模", spelled=True) == "é\\u6a21"


@pytest.mark.parametrize("high", [0, 1, 2, 7, 34, 100, 999, 10_113, 10**9])
def test_steps_are_round_few_and_inside(high: int) -> None:
    marks = steps(0, high)
    assert marks[0] == 0
    assert marks[-1] <= high
    assert len(marks) <= 7
    assert all(mark == int(mark) for mark in marks)
