"""Every short cut finds what `re.search` finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.extract.text_patterns import Text, TextPattern

REGEXES = [
    "make",
    "(?i)make",
    "(?i)MAKE",
    "make|old",
    "(?i)make|Old",
    r"make\(",
    r"(?i)make\(",
    "make*",
    "(?i)make+",
    "(?i)mak?e",
    "(?i)ma{0}",
    "(?i)make.*old",
    "(?i)make$",
    "^make",
    "(?m)^make",
    "(?i)^make|old",
    "(?i)old (make)",
    "",
    "(?i)",
    r"\bmake\b",
    r"(?i)\bmake",
    "(?i)größe",
    "größe",
    "a.c|make",
    "(?i)ask",
    "k",
    "(?i)k",
    "(?x) m a k e",
]
TEXTS = [
    "",
    "make",
    "MAKE",
    "remake(",
    "Make(x)",
    "mak",
    "ma",
    "x = 1\nmake()\nold",
    "old make",
    "OLD MAKE",
    "größe",
    "GRÖSSE GRÖßE",
    "as\u212a",
    "a\u017fk",
    "make\u0130",
    "K",
    "a\nc",
    "make\r\nold",
    "maké",
    "a make b old",
    "maMAKE",
]


@pytest.mark.parametrize("regex", REGEXES)
@pytest.mark.parametrize("text", TEXTS)
def test_finds_what_re_finds(regex: str, text: str) -> None:
    read = text.replace("\r\n", "\n")
    pattern, given_text = TextPattern(regex), Text(text.encode())
    expected = re.search(regex, read) is not None
    assert pattern.matches(given_text) is expected
    assert pattern.may_match(given_text) or not expected
    assert pattern.matches_line(read) is expected


@given(
    st.lists(st.sampled_from(["ma", "k", "e", r"\(", ".", "*", "?", "|", "[ks]", " "]), max_size=6).map(
        "".join
    ),
    st.text(st.sampled_from("makesMAKES( \n\u212a\u017fé"), max_size=12),
    st.booleans(),
)
def test_finds_what_re_finds_whatever_is_asked(regex: str, text: str, any_case: bool) -> None:
    asked = f"(?i){regex}" if any_case else regex
    try:
        expected = re.search(asked, text) is not None
    except re.error:
        return
    assert TextPattern(asked).matches(Text(text.encode())) is expected


@pytest.mark.parametrize("regex", ["make", "(?i)make"])
@pytest.mark.parametrize("text", [*TEXTS, "a\nmake\nb make make\n\nmake", "Make\nmaKe x\n"])
def test_lines_are_those_that_match(regex: str, text: str) -> None:
    pattern, given_text = TextPattern(regex), Text(text.encode())
    if not pattern.finds_lines(given_text):
        assert given_text.odd
        return
    lines = text.replace("\r\n", "\n").split("\n")
    assert list(pattern.lines(given_text)) == [line for line in lines if re.search(regex, line)]


@pytest.mark.parametrize("regex", ["make|old", r"make\(", ""])
def test_other_patterns_do_not_tell_lines(regex: str) -> None:
    assert not TextPattern(regex).finds_lines(Text(b"make"))


def test_text_that_is_not_utf8() -> None:
    text = Text(b"make \xff")
    assert TextPattern("make").may_match(text)
    with pytest.raises(UnicodeDecodeError):
        text.read()
