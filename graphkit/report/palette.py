"""How each kind of module and of edge looks: colour, shape and line, told apart also in grey.

Colours are Okabe and Ito's, lightened for fills; no two states share both shape and outline.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from graphkit.model.drawing import (
    ADDED,
    CUT,
    CYCLE,
    DANGLING,
    DEFINITION,
    EDGE_ADDED,
    EDGE_REMOVED,
    EDGE_UNCHANGED,
    FACADE,
    FOCUS,
    MODULE,
    MOVED,
    PACKAGE,
    POSSIBLE,
    POSSIBLE_TAKE,
    PRODUCTION,
    REMOVED,
    SCRIPT,
    SHIM,
    TAKES,
    TEST,
    TEST_MODULE,
    TEST_PACKAGE,
    UNCHANGED,
    WAITS,
)
from graphkit.model.imports import CALL_TIME, IMPORT_TIME, TYPE_CHECKING

INK = "#333333"
CLUSTER_FILL = "#f7f7f5"
CLUSTER_LINE = "#c9c9c4"


class NodeLook(NamedTuple):
    """How a state is drawn; `shape` and `style` are Graphviz words, `meaning` is the legend's text."""

    meaning: str
    fill: str
    line: str
    text: str
    shape: str = "box"
    style: str = "filled"
    width: float = 1.2
    peripheries: int = 1


class EdgeLook(NamedTuple):
    """How an edge is drawn; `style` is Graphviz's word, `arrow` is Mermaid's."""

    meaning: str
    style: str
    arrow: str
    # the line in letters
    sample: str
    color: str = INK


# in the order of the legend
NODES = {
    DEFINITION: NodeLook("definition", "#a63d00", "#5c2200", "#ffffff", "box", "filled", 1.5, 2),
    FOCUS: NodeLook("the module in question", "#a63d00", "#5c2200", "#ffffff", "octagon", "filled", 1.5, 2),
    FACADE: NodeLook("facade: re-exports it", "#f3b64c", "#7a4f00", "#000000", "octagon", "filled", 2.0),
    SHIM: NodeLook("forwards it lazily", "#fbe3b3", "#7a4f00", "#000000", "octagon", "filled,dashed", 1.5),
    PRODUCTION: NodeLook(
        "production consumer", "#9fcbe8", "#00507f", "#000000", "box", "filled,rounded", 1.5
    ),
    TEST: NodeLook("test consumer", "#e3f4ec", "#00664a", "#000000", "note"),
    SCRIPT: NodeLook("script or notebook", "#ecdfec", "#7d4168", "#000000", "tab"),
    POSSIBLE: NodeLook(
        "possible consumer", "#f4f4f4", "#555555", "#000000", "box", "filled,rounded,dotted", 1.8
    ),
    DANGLING: NodeLook(
        "names what is not there", "#ffffff", "#c00000", "#a00000", "box", "filled,dashed", 1.8
    ),
    CYCLE: NodeLook(
        "modules that import each other", "#f3b64c", "#7a4f00", "#000000", "hexagon", "filled", 1.8
    ),
    PACKAGE: NodeLook("package", "#9fcbe8", "#00507f", "#000000", "folder", "filled", 1.5),
    MODULE: NodeLook("module", "#dcecf7", "#00507f", "#000000", "component", "filled"),
    TEST_PACKAGE: NodeLook("tests of a package", "#e3f4ec", "#00664a", "#000000", "folder", "filled,dashed"),
    TEST_MODULE: NodeLook("test module", "#e3f4ec", "#00664a", "#000000", "note", "filled,dashed"),
    ADDED: NodeLook("+ added", "#00507f", "#002b45", "#ffffff", "box", "filled,bold", 2.4),
    REMOVED: NodeLook(
        "\N{MINUS SIGN} removed", "#ffffff", "#a63d00", "#a63d00", "hexagon", "filled,dashed", 1.8
    ),
    MOVED: NodeLook(
        "→ moved, or takes it elsewhere", "#f3b64c", "#7a4f00", "#000000", "box3d", "filled", 1.8
    ),
    UNCHANGED: NodeLook("unchanged", "#eeeeee", "#777777", "#222222", "box", "filled,rounded,solid", 1.0),
}

EDGES = {
    EDGE_ADDED: EdgeLook("+ added", "bold", "==>", "\N{EM DASH}\N{EM DASH}\N{EM DASH}", "#00507f"),
    EDGE_REMOVED: EdgeLook("\N{MINUS SIGN} removed", "dashed", "-.->", "- - - -", "#a63d00"),
    CUT: EdgeLook(
        "closes cycles: proposed to be cut", "bold", "==>", "\N{EM DASH}\N{EM DASH}\N{EM DASH}", "#c00000"
    ),
    IMPORT_TIME: EdgeLook("at import", "solid", "-->", "———"),
    CALL_TIME: EdgeLook("in a function, at call", "dashed", "-.->", "- - - -"),
    TYPE_CHECKING: EdgeLook("for type checkers only", "dotted", "-.->", "· · · ·"),
    WAITS: EdgeLook("moves before", "solid", "-->", "———"),
    TAKES: EdgeLook("takes it from", "solid", "-->", "———"),
    POSSIBLE_TAKE: EdgeLook("possible or dangling", "dotted", "-.->", "· · · ·"),
    EDGE_UNCHANGED: EdgeLook("unchanged", "solid", "-->", "———", "#888888"),
}

GUARDED = "o———  guarded by except ImportError"


def in_order(states: Iterable[str], looks: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return each state and each look once, in the order of the legend."""
    found, drawn = set(states), set(looks)
    return tuple(s for s in NODES if s in found), tuple(look for look in EDGES if look in drawn)
