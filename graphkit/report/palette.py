"""How each kind of module and of edge looks: colour, shape and line, told apart also in grey.

Colours are Okabe and Ito's, lightened for fills; no two states share both shape and outline.
"""

from __future__ import annotations

from typing import NamedTuple

DEFINITION = "definition"
FACADE = "facade"
SHIM = "shim"
PRODUCTION = "production consumer"
TEST = "test consumer"
SCRIPT = "script or notebook"
POSSIBLE = "possible"
DANGLING = "dangling"


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


# in the order of the legend
NODES = {
    DEFINITION: NodeLook("definition", "#a63d00", "#5c2200", "#ffffff", "box", "filled", 1.5, 2),
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
}

EDGES = {
    "import_time": EdgeLook("at import", "solid", "-->", "———"),
    "call_time": EdgeLook("in a function, at call", "dashed", "-.->", "- - - -"),
    "type_checking": EdgeLook("for type checkers only", "dotted", "-.->", "· · · ·"),
    "possible": EdgeLook("possible or dangling", "dotted", "-.->", "· · · ·"),
}

GUARDED = "o———  guarded by except ImportError"

INK = "#333333"
CLUSTER_FILL = "#f7f7f5"
CLUSTER_LINE = "#c9c9c4"
