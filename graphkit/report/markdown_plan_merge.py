"""Write a plan anew without losing what people wrote into it.

What graphkit owns stands between two marks, each alone on its line and not indented:

    <!-- graphkit:begin phase-1 -->
    <!-- graphkit:end phase-1 -->

Everything outside of marks is kept byte for byte, where it stands. Inside, only ticks survive: those of items
that are still there, a file's by the file's name wherever it is listed, another item's by its words. A file
that was listed and is not any more moves, ticked, to the section `done`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from graphkit.errors import BrokenPlan

DONE = "done"

_MARK = re.compile(r"<!-- graphkit:(begin|end) ([a-z0-9-]+) -->[ \t]*")
# what only looks like one: a mark that somebody damaged must not pass for text
_ALMOST = re.compile(r"graphkit\s*:\s*(begin|end)\b")
_ITEM = re.compile(r"([ \t]*[-*+] \[)([ xX])(\] )(.*)")
_FENCE = re.compile(r"`{3,}")
_FILE = re.compile(r"`[^`]+`|<code>[^<]*</code>")


class _Part(NamedTuple):
    """A stretch of a document: text of people (`key` is "") or the inside of a section."""

    key: str
    lines: tuple[str, ...]


def mark(key: str, lines: Iterable[str]) -> list[str]:
    """Return a section's lines between its marks."""
    return [f"<!-- graphkit:begin {key} -->", *lines, f"<!-- graphkit:end {key} -->"]


def done_section(files: Iterable[str]) -> list[str]:
    """Return the inside of the section `done`; `files` are code spans."""
    items = [f"- [x] {file}" for file in sorted(set(files))]
    if not items:
        return [
            "",
            "## Done",
            "",
            "Files that leave the plan are listed here: nothing in them is left to do.",
            "",
        ]
    noun = "file that was" if len(items) == 1 else "files that were"
    told = f"{len(items):,} {noun} in this plan and need nothing any more."
    return ["", "## Done", "", told, "", *items, ""]


def merge_plan(existing: str, fresh: str, name: str = "the plan") -> str:
    """Return `fresh` with the texts and ticks of `existing`; merging the result again changes nothing.

    A section that is missing from `existing` is put after the one that comes before it in `fresh`. Raises
    BrokenPlan, with the line, for a mark without its partner, a second section of the same key, or a
    document without any: nothing is then lost or guessed. `name` is what the error calls the document.
    """
    ending = "\r" if "\r\n" in existing else ""
    old = _parts(existing, name)
    new = [part for part in _parts(fresh, "the new plan") if part.key]
    if not any(part.key for part in old):
        raise BrokenPlan(name, 0, "it has none of the marks of a graphkit plan")
    sections = {part.key: list(part.lines) for part in new}
    _tick(sections, old)
    order = _placed(old, [part.key for part in new])
    lines: list[str] = []
    for place, part in enumerate(order):
        if not part.key:
            lines += part.lines
            continue
        # two sections in a row: one was just put in
        gap = [""] if place and order[place - 1].key else []
        written = [*gap, *mark(part.key, sections.get(part.key, part.lines))]
        lines += [line + ending for line in written]
    text = "\n".join(lines)
    return text if text.endswith("\n") or not order[-1].key else f"{text}\n"


def _parts(text: str, name: str) -> list[_Part]:
    """Split a document at its marks."""
    parts: list[_Part] = []
    inside: list[str] = []
    key, begun = "", 0
    seen: set[str] = set()
    for number, line in enumerate(text.split("\n"), 1):
        match = _MARK.fullmatch(line.removesuffix("\r"))
        if match is None:
            if line.startswith("<!") and _ALMOST.search(line):
                raise BrokenPlan(name, number, "a damaged mark")
            # what is in a section is written anew, what is not stays as it is
            inside.append(line.removesuffix("\r") if key else line)
            continue
        kind, found = match.groups()
        if kind == "begin" and key:
            raise BrokenPlan(name, number, f"section {found!r} begins inside {key!r} (l. {begun})")
        if kind == "end" and found != key:
            raise BrokenPlan(name, number, f"section {found!r} ends and did not begin")
        if kind == "begin" and found in seen:
            raise BrokenPlan(name, number, f"a second section {found!r}")
        if inside or key:
            parts.append(_Part(key, tuple(inside)))
        inside = []
        seen.add(found)
        key, begun = (found, number) if kind == "begin" else ("", 0)
    if key:
        raise BrokenPlan(name, begun, f"section {key!r} begins and does not end")
    if inside:
        parts.append(_Part("", tuple(inside)))
    return parts


def _placed(old: list[_Part], wanted: list[str]) -> list[_Part]:
    """The old document's parts, with the sections it lacks put in behind those they follow."""
    parts = list(old)
    for place, key in enumerate(wanted):
        if any(part.key == key for part in parts):
            continue
        before = set(wanted[:place])
        at = max((index for index, part in enumerate(parts) if part.key in before), default=-1)
        parts.insert(at + 1, _Part(key, ()))
    return parts


def _tick(sections: dict[str, list[str]], old: list[_Part]) -> None:
    """Put the ticks of `old` into the new sections, and what they do not list any more into `done`."""
    ticked = {item for item in _items(old) if item.ticked}
    files = {item.text for item in ticked if item.is_file and item.key != DONE}
    others = {(item.key, item.text) for item in ticked if not item.is_file}
    listed: set[str] = set()
    for key, lines in sections.items():
        for place, item in _checkboxes(key, lines):
            if item.is_file:
                listed.add(item.text)
            if item.text in files if item.is_file else (key, item.text) in others:
                lines[place] = _ITEM.sub(r"\1x\3\4", lines[place])
    if DONE in sections:
        gone = {item.text for item in _items(old) if item.is_file} - listed
        sections[DONE] = done_section(gone)


class _Item(NamedTuple):
    key: str
    # the code span of a file, or the item's words
    text: str
    is_file: bool
    ticked: bool


def _items(parts: list[_Part]) -> Iterator[_Item]:
    for part in parts:
        if part.key:
            yield from (item for _, item in _checkboxes(part.key, part.lines))


def _checkboxes(key: str, lines: Sequence[str]) -> Iterator[tuple[int, _Item]]:
    """Yield each item with the index of its line; in a code block there are none."""
    fence = ""
    for place, line in enumerate(lines):
        opening = _FENCE.match(line)
        if fence:
            fence = "" if line.strip() == fence else fence
        elif opening:
            fence = opening[0]
        elif match := _ITEM.fullmatch(line):
            file = _FILE.match(match[4])
            text = file[0] if file else match[4].strip()
            yield place, _Item(key, text, file is not None, match[2] != " ")
