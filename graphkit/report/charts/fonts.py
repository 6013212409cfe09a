"""How wide a text is, and what to do when it is too wide."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any
from unicodedata import combining, east_asian_width

from graphkit.report.charts.loading import load_matplotlib
from graphkit.report.wrapping import clean

# comes with matplotlib, so that every machine draws the same; browsers without it take one that is no wider
FAMILY = "DejaVu Sans"
_UNITS = 64
_SIZE = 100
_CUT = "…"


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of `text` in points, at `size` points."""
    return sum(_advance(character, bold) for character in text) * size


def shorten(text: str, room: float, size: float) -> str:
    """Cut `text` in the middle until it fits into `room` points: both ends of a dotted name tell the most.

    Cost: O(length).
    """
    if width(text, size) <= room:
        return text
    room -= width(_CUT, size)
    head = tail = 0
    while head + tail < len(text):
        # the end of a name says more than its beginning
        after = text[-tail - 1] if tail <= head else text[head]
        room -= width(after, size)
        if room < 0:
            break
        if tail <= head:
            tail += 1
        else:
            head += 1
    return text[:head] + _CUT + text[len(text) - tail :]


def wrapped(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """Break `text` between words into lines of at most `room` points; a longer word is shortened."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, size, bold=bold) <= room:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        lines[-1] = shorten(word, room / 1.15 if bold else room, size)
    return lines


def writable(text: str, *, spelled: bool) -> str:
    r"""Clean `text`; when `spelled`, write characters that the font has no glyph for as escapes.

    An SVG's text is set in the reader's fonts, but what is not in the font would be an empty box in a PNG.
    """
    cleaned = clean(text)
    if not spelled or cleaned.isascii():
        return cleaned
    return "".join(c if ord(c) in _glyphs() else c.encode("unicode_escape").decode() for c in cleaned)


@cache
def _font(bold: bool) -> Any:
    load_matplotlib()
    from matplotlib.font_manager import FontProperties, findfont
    from matplotlib.ft2font import FT2Font

    found = findfont(FontProperties(family=FAMILY, weight="bold" if bold else "normal"))
    # one of our own: drawing changes the size of those that matplotlib hands out
    font = FT2Font(found)
    font.set_size(_SIZE, 72)
    return font


@cache
def _glyphs() -> frozenset[int]:
    return frozenset(_font(False).get_charmap())


@lru_cache(4096)
def _advance(character: str, bold: bool) -> float:
    """The width of a character, in ems."""
    if combining(character):
        return 0.0
    if east_asian_width(character) in "WF" or ord(character) not in _glyphs():
        return 1.0
    from matplotlib.ft2font import LoadFlags

    glyph = _font(bold).load_char(ord(character), flags=LoadFlags.NO_HINTING)
    return float(glyph.horiAdvance) / _UNITS / _SIZE
