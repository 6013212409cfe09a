from __future__ import annotations

import pytest

from graphkit.report.wrapping import clean, wrap


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("short", ["short"]),
        ("shop.websocket_core.canonical", ["shop.", "websocket_", "core.", "canonical"]),
        ("shop.web_core.canon", ["shop.", "web_core.", "canon"]),
        ("unbreakablename", ["unbreakablename"]),
        ("a.unbreakablenamewithoutend", ["a.", "unbreakabl", "enamewitho", "utend"]),
        ("two words here", ["two words", "here"]),
    ],
)
def test_lines_break_after_separators(text: str, lines: list[str]) -> None:
    assert wrap(text, 10) == lines


def test_nothing_is_lost_but_spaces_at_breaks() -> None:
    text = "a.b_c/d:e-f" * 9
    assert "".join(wrap(text, 7)) == text


def test_control_characters_and_lone_surrogates_are_replaced() -> None:
    assert clean("a\nb\x00c\udc80é名") == "a\ufffdb\ufffdc\ufffdé名"
