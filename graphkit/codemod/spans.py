r"""Changes as spans of text: put them together, apply them, and cut whole lines without leaving gaps.

Every place is an index in characters. A line ends by `\n`, with or without `\r` before it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Change(NamedTuple):
    """`text` in place of what stands from `start` up to `end`."""

    start: int
    end: int
    text: str = ""


def applied(text: str, changes: Iterable[Change]) -> str:
    """Apply changes; where two overlap, what both take away goes once."""
    parts, place = [], 0
    for change in sorted(set(changes)):
        parts.append(text[place : change.start])
        parts.append(change.text)
        place = max(place, change.end)
    return "".join([*parts, text[place:]])


def line_start(text: str, index: int) -> int:
    """Where the line that holds `index` begins."""
    return text.rfind("\n", 0, index) + 1


def line_end(text: str, index: int) -> int:
    """Where the line that holds `index` ends, its line ending included."""
    end = text.find("\n", index)
    return len(text) if end < 0 else end + 1


def line_at(text: str, index: int) -> str:
    """Return the line that holds `index`, stripped."""
    return text[line_start(text, index) : line_end(text, index)].strip()


def one_line(text: str, start: int, end: int, changes: Iterable[Change] = ()) -> str:
    """Return the whole lines from `start` to `end` as one, with the changes in them applied."""
    top, bottom = line_start(text, start), line_end(text, end)
    inside = [
        Change(change.start - top, change.end - top, change.text)
        for change in changes
        if top <= change.start and change.end <= bottom
    ]
    return " ".join(applied(text[top:bottom], inside).split())


def newline_of(text: str) -> str:
    """Return the line ending that the file uses, by its first line."""
    end = text.find("\n")
    return "\r\n" if end > 0 and text[end - 1] == "\r" else "\n"


def after_comment(text: str, index: int) -> int:
    """Where a comment that follows on the same line ends; `index` itself when something else follows.

    >>> after_comment("a  # why", 1)
    8
    """
    rest = text[index : line_end(text, index)].rstrip("\r\n")
    bare = rest.lstrip()
    return index + len(rest.rstrip()) if bare.startswith("#") else index


def alone(text: str, start: int, end: int) -> bool:
    """Whether nothing but blanks and a comment stands beside the span on its lines."""
    before = text[line_start(text, start) : start]
    after = text[after_comment(text, end) : line_end(text, end)]
    return not before.strip() and not after.strip()


def cut_lines(text: str, start: int, end: int, *, first: bool) -> Change:
    """Cut the lines from `start` to `end` with their comment, and one of two gaps that then meet.

    `first`: the lines open their block (or the file), so no gap is left above what follows.
    """
    top, bottom = line_start(text, start), line_end(text, end)
    above, over = 0, top
    while over and not text[line_start(text, over - 1) : over].strip():
        over = line_start(text, over - 1)
        above += 1
    below, under = 0, bottom
    while under < len(text) and not text[under : line_end(text, under)].strip():
        under = line_end(text, under)
        below += 1
    if under == len(text):
        return Change(over, under if first or not over else bottom)
    if first:
        return Change(top, under)
    for _ in range(min(above, below)):
        bottom = line_end(text, bottom)
    return Change(top, bottom)


def cut_items(
    text: str, items: list[tuple[int, int]], gone: list[int], brackets: tuple[int, int]
) -> list[Change]:
    """Cut some items out of a list with commas; at least one is left.

    items: the span of each, in the order of the text; gone: their numbers; brackets: the span of the whole
    list. An item that stands on lines of its own goes with them and the comment there.
    """
    kept = [number for number in range(len(items)) if number not in gone]
    changes = []
    for number in gone:
        start, end = items[number]
        comma = _comma(text, end, items[number + 1][0] if number + 1 < len(items) else brackets[1])
        stop = end if comma < 0 else comma + 1
        inside = brackets[0] < line_start(text, start) and line_end(text, stop) <= brackets[1]
        if inside and alone(text, start, stop):
            changes.append(Change(line_start(text, start), line_end(text, stop)))
        elif number < kept[-1]:
            changes.append(_cut_before(text, start, stop, items[number + 1][0]))
        else:
            comma = _comma(text, items[number - 1][1], start)
            start = comma if comma >= 0 else start
            whole = alone(text, start, end)
            changes.append(
                Change(line_start(text, start), line_end(text, end)) if whole else Change(start, end)
            )
    return changes


def _cut_before(text: str, start: int, stop: int, following: int) -> Change:
    """Cut an item and its comma that stand before another one, on the same line or on one above it."""
    if following < line_end(text, stop):
        return Change(start, following)
    before = text[line_start(text, start) : start].rstrip()
    if before.endswith(","):
        return Change(line_start(text, start) + len(before), stop)
    return Change(start, after_comment(text, stop) if "#" in text[stop:following] else following)


def _comma(text: str, start: int, end: int) -> int:
    """The index of the first comma outside of comments, -1 when there is none."""
    while start < end:
        if text[start] == ",":
            return start
        start = line_end(text, start) if text[start] == "#" else start + 1
    return -1
