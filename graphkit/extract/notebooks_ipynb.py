"""Notebooks: the Python source in their code cells, and where each line of it stands in the file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from graphkit.extract.cell_magics import without_magics
from graphkit.model.problems import Problem

_DECODER = json.JSONDecoder()
_SPACE = re.compile(r"[ \t\n\r]*")
_LISTS_OF_CELLS = ("cells", "worksheets")
_SOURCES = ("source", "input")


class _Line(NamedTuple):
    text: str
    # offset in the file's text of the JSON string that holds it
    place: int


def notebook_source(path: str, raw: bytes) -> tuple[bytes, tuple[int, ...], tuple[Problem, ...]]:
    """Return (source, line map, problems) of the notebook with the bytes `raw`.

    `source` is the code cells one after another as one Python file; `line_map[n]` is the line in the file
    of line `n + 1` of it. Magics and shell commands keep their line but not their text. A cell with
    brackets or quotes left open is emptied and a problem, so that it spoils no other. A notebook in
    another language than Python is empty.
    """
    text = raw.decode("utf-8-sig", "replace")
    try:
        language, cells = _read(text)
    except (ValueError, RecursionError) as error:
        line, what = 1, "JSON that is no notebook"
        if isinstance(error, json.JSONDecodeError):
            line, what = error.lineno, "notebook that is not valid JSON"
        return b"", (), (Problem(path, line, what, "open and save it in Jupyter, or leave it out"),)
    if not language.lower().startswith(("python", "ipython")):
        return b"", (), ()
    lines: list[str] = []
    places: list[int] = []
    problems: list[Problem] = []
    line_of = _LineCounter(text)
    for cell in cells:
        kept = without_magics([line.text for line in cell])
        numbers = [line_of(line.place) for line in cell]
        if kept is None:
            kept = [""] * len(cell)
            what = "cell with a bracket or quote left open"
            problems.append(Problem(path, numbers[0], what, "the cell was left out; close it"))
        lines += kept
        places += numbers
    source = "".join(f"{line}\n" for line in lines)
    return source.encode("utf-8", "replace"), tuple(places), tuple(problems)


class _LineCounter:
    """Line numbers of growing offsets, each part of the text counted once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._place = 0
        self._line = 1

    def __call__(self, place: int) -> int:
        self._line += self._text.count("\n", self._place, place)
        self._place = place
        return self._line


def _read(text: str) -> tuple[str, list[list[_Line]]]:
    """The language and the code cells' lines; ValueError when `text` is not a notebook."""
    language = "python"
    cells: list[list[_Line]] = []
    seen = False
    start = _skip(text, 0)
    for key, place in _members(text, start):
        if key in _LISTS_OF_CELLS:
            seen = True
            cells += _cells(text, place)
        elif key == "metadata":
            language = _language(_DECODER.raw_decode(text, place)[0])
    if not seen:
        raise ValueError("no cells")
    return language, cells


def _language(metadata: object) -> str:
    if isinstance(metadata, dict):
        for key, name in (("language_info", "name"), ("kernelspec", "language")):
            block = metadata.get(key)
            if isinstance(block, dict) and isinstance(found := block.get(name), str):
                return found
    return "python"


def _cells(text: str, place: int) -> Iterator[list[_Line]]:
    """The lines of each code cell in the list at `place`; the old format nests lists in worksheets."""
    for cell in _items(text, place):
        kind, lines = "", []
        if text[cell : cell + 1] != "{":
            continue
        for key, value in _members(text, cell):
            if key == "cell_type":
                kind = _DECODER.raw_decode(text, value)[0]
            elif key in _SOURCES:
                lines = list(_lines(text, value))
            elif key == "cells":
                yield from _cells(text, value)
        if kind == "code" and lines:
            yield lines


def _lines(text: str, place: int) -> Iterator[_Line]:
    """The lines of a cell, whose source is one string or a list of pieces."""
    places = list(_items(text, place)) if text[place : place + 1] == "[" else [place]
    line, start = "", places[0] if places else place
    for piece in places:
        value = _DECODER.raw_decode(text, piece)[0]
        parts = re.split("\r\n|\r|\n", value) if isinstance(value, str) else [""]
        if not line:
            start = piece
        for part in parts[:-1]:
            yield _Line(line + part, start)
            line, start = "", piece
        line += parts[-1]
    if line:
        yield _Line(line, start)


def _members(text: str, place: int) -> Iterator[tuple[str, int]]:
    """(key, offset of the value) of the object at `place`."""
    if text[place : place + 1] != "{":
        raise json.JSONDecodeError("not an object", text, place)
    place = _skip(text, place + 1)
    while text[place : place + 1] != "}":
        key, place = _DECODER.raw_decode(text, place)
        place = _skip(text, _expect(text, _skip(text, place), ":"))
        yield str(key), place
        place = _after_value(text, place, "}")


def _items(text: str, place: int) -> Iterator[int]:
    """The offset of each value in the list at `place`."""
    if text[place : place + 1] != "[":
        raise json.JSONDecodeError("not a list", text, place)
    place = _skip(text, place + 1)
    while text[place : place + 1] != "]":
        yield place
        place = _after_value(text, place, "]")


def _after_value(text: str, place: int, end: str) -> int:
    """The offset of what follows the value at `place` and its comma."""
    place = _skip(text, _DECODER.raw_decode(text, place)[1])
    return place if text[place : place + 1] == end else _skip(text, _expect(text, place, ","))


def _expect(text: str, place: int, mark: str) -> int:
    if text[place : place + 1] != mark:
        raise json.JSONDecodeError(f"no {mark!r}", text, place)
    return place + 1


def _skip(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return found.end() if found else place
