"""Regular expressions that are looked for in many texts: a plain word in one costs no more than a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

# what else `(?i)` takes for an ASCII letter: dotless and dotted i, long s, the Kelvin sign
_ODD = tuple(character.encode() for character in "\u0131\u0130\u017f\u212a")
_ANY_CASE = "(?i)"
# letters, digits and what has no meaning of its own in a regular expression
_PLAIN = r"[\w \"'#%&,/:;<=>@`~!-]"
_WORDS = re.compile(rf"{_PLAIN}+(?:\|{_PLAIN}+)*", re.ASCII)
_START = re.compile(rf"{_PLAIN}*(?![*+?{{])", re.ASCII)


class Text:
    """One file's text in the shapes that a search needs; raises UnicodeDecodeError when first read."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self._lowered: bytes | None = None
        self._shapes: dict[bool, str] = {}
        # whether letters beyond ASCII might be taken for ASCII ones
        self.odd = not raw.isascii() and any(character in raw for character in _ODD)

    def holds(self, word: bytes, *, any_case: bool) -> bool:
        """Whether the bytes hold `word`, which is in lower case with `any_case`."""
        if not any_case:
            return word in self.raw
        if self._lowered is None:
            self._lowered = self.raw.lower()
        return word in self._lowered

    def read(self, *, lowered: bool = False) -> str:
        """The text, with ASCII letters in lower case if wanted: places are the same in both."""
        shape = self._shapes.get(lowered)
        if shape is None:
            shape = (self.raw.lower() if lowered else self.raw).decode()
            if "\r" in shape:
                shape = shape.replace("\r\n", "\n").replace("\r", "\n")
            self._shapes[lowered] = shape
        return shape


class TextPattern:
    """A compiled regular expression, and the words it cannot match without."""

    def __init__(self, regex: str) -> None:
        self._compiled = re.compile(regex)
        self._any_case = regex.startswith(_ANY_CASE)
        body = regex.removeprefix(_ANY_CASE)
        body = body.lower() if self._any_case else body
        # the text matches if, and only if, it holds one of these
        self.words = tuple(body.split("|")) if _WORDS.fullmatch(body) and body.isascii() else ()
        start = _START.match(body)
        self._start = "" if "|" in body or start is None else start[0]
        self._bytes = tuple(word.encode() for word in self.words or (self._start,))

    def may_match(self, text: Text) -> bool:
        """Whether a search is worth it: False is certain."""
        if self._any_case and text.odd:
            return True
        return any(text.holds(word, any_case=self._any_case) for word in self._bytes)

    def matches(self, text: Text) -> bool:
        """Whether `re.search` finds something in the text."""
        if not self.may_match(text):
            return False
        if self._any_case and text.odd:
            return self._compiled.search(text.read()) is not None
        if self.words:
            return True
        if not self._any_case or not self._start:
            return self._compiled.search(text.read()) is not None
        # `re` itself goes through the text letter by letter in any case
        whole, lowered, start = text.read(), text.read(lowered=True), self._start
        place = lowered.find(start)
        while place >= 0:
            if self._compiled.match(whole, place):
                return True
            place = lowered.find(start, place + 1)
        return False

    def matches_line(self, line: str) -> bool:
        """Whether `re.search` finds something in one line."""
        if self.words and not self._any_case:
            return any(word in line for word in self.words)
        return self._compiled.search(line) is not None

    def finds_lines(self, text: Text) -> bool:
        """Whether `lines` can tell the lines that match: it looks for a single word."""
        return len(self.words) == 1 and not (self._any_case and text.odd)

    def lines(self, text: Text) -> Iterator[str]:
        """Yield the lines that hold the one word, in order."""
        whole, searched = text.read(), text.read(lowered=self._any_case)
        place = searched.find(self.words[0])
        while place >= 0:
            start, end = searched.rfind("\n", 0, place) + 1, searched.find("\n", place)
            yield whole[start : end if end >= 0 else len(whole)]
            place = searched.find(self.words[0], end) if end >= 0 else -1
