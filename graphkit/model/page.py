"""What the page for exploring is made of, and the page that was made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from graphkit.model.breakage import WhatIf
from graphkit.model.imports import BlastRadius, ImportGraph
from graphkit.model.problems import FilesSeen, Problem
from graphkit.model.ranking import Ranking
from graphkit.model.shown import Shown
from graphkit.model.uses import Trace


class Box(NamedTuple):
    """A rectangle on the map, in whole units; `x` and `y` are its upper left corner."""

    x: int
    y: int
    width: int
    height: int


class PackageBox(NamedTuple):
    """A package on the map, drawn around what it holds."""

    # its full dotted name; "" for the box around everything
    name: str
    # index of the package it lies in, -1 for the outermost
    parent: int
    box: Box
    # modules in it, however deep
    modules: int
    # height of the strip for its name
    strip: int


@dataclass(frozen=True)
class MapLayout:
    """Where every module lies; packages come after those they lie in."""

    packages: tuple[PackageBox, ...]
    # for every module, in the order of the graph: its box, and the index of the package it lies in
    boxes: tuple[Box, ...]
    package_of: tuple[int, ...]


class CodeLine(NamedTuple):
    """One line of a file, as it is written."""

    file: str
    line: int
    text: str


@dataclass(frozen=True)
class Exploration:
    """Everything that the page shows."""

    trace: Trace
    imports: ImportGraph
    # one for every module of the graph
    radii: tuple[BlastRadius, ...]
    ranking: Ranking
    layout: MapLayout
    # the lines around every use, sorted
    code: tuple[CodeLine, ...] = ()
    # what the removal of single bindings would break; () when nobody asked
    what_ifs: tuple[WhatIf, ...] = ()
    # a drawing of the symbol flow as SVG, "" when it has too many modules for one
    drawing: str = ""
    # test modules, sorted
    tests: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page(Shown):
    """A page that was made, and where it was saved."""

    target: str
    # the file it was written to
    path: str
    content: str
    # what the page holds
    caption: tuple[str, ...]
    problems: tuple[Problem, ...]
    files: FilesSeen
