"""Names from hostile code stay names."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.report.markdown import bullets, code, details, fenced, prose, table

HOSTILE = [
    "a|b.py",
    "a`b.py",
    "``",
    "</details>",
    "-->",
    "<!-- graphkit:end done -->",
    "x](http://evil)",
    "a\nb\r\n- [x] c",
    "![i](x)",
    "<script>alert(1)</script>",
    " lead",
    "back\\slash",
    "\u202egnp",
    "",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_code_holds_nothing_but_the_name(name: str) -> None:
    shown = code(name)
    assert "\n" not in shown
    assert "\r" not in shown
    inside = re.fullmatch(r"`([^`|<>\\]+)`|<code>([A-Za-z0-9&#;]*)</code>", shown)
    assert inside is not None, shown


@given(st.text())
def test_code_never_ends_early(name: str) -> None:
    assert re.fullmatch(r"`[^`|<>\\\n\r]+`|<code>[A-Za-z0-9&#;]*</code>", code(name))


def test_equal_names_look_equal_and_others_do_not() -> None:
    assert len({code(name) for name in HOSTILE}) == len(HOSTILE)
    assert code("pkg/__init__.py") == "`pkg/__init__.py`"


@pytest.mark.parametrize("name", HOSTILE)
def test_prose_is_one_line_without_markup(name: str) -> None:
    shown = prose(name)
    assert "\n" not in shown
    for mark in "`<>|*[]":
        assert mark not in shown.replace("\\" + mark, "")


def test_prose_leaves_plain_words_alone() -> None:
    text = "3 modules fail at import: app.some_module, l. 4 (50 %)"
    assert prose(text) == text
    assert prose("- [ ] item") == "\\- \\[ \\] item"
    assert prose("__init__ of pkg.__main__") == "\\_\\_init\\_\\_ of pkg.\\_\\_main\\_\\_"


def test_a_fence_is_longer_than_any_in_the_text() -> None:
    lines = fenced("a\n````\nb", "diff")
    assert lines == ["`````diff", "a", "````", "b", "`````"]


def test_a_fence_shows_control_characters() -> None:
    assert fenced("a\x1b[31m\rb")[1] == "a\\x1b[31m\\rb"


def test_table_and_details() -> None:
    assert table(["a", "b"], [["1", "2"]], right=(1,)) == ["| a | b |", "| --- | --: |", "| 1 | 2 |"]
    folded = details("(__all__ entry)", ["x"], "a<b>\n")
    assert folded == [
        "<details>",
        "<summary><code>a&lt;b&gt;\\n</code> (__all__ entry)</summary>",
        "",
        "x",
        "",
        "</details>",
    ]


def test_bullets_say_how_many_are_left_out() -> None:
    assert bullets(["a", "b", "c"], 2, "files") == ["- a", "- b", "- … and 1 more files"]
    assert bullets(["a"], 2, "files") == ["- a"]
