"""How the parts of a chart look in each theme: steps of lightness before any hue, so that grey is enough."""

from __future__ import annotations

from typing import NamedTuple

from graphkit.model.drawing import DANGLING, DEFINITION, FACADE, PRODUCTION, TEST
from graphkit.report.palette import INK, NODES

# names of looks, each for what its parts mean
STRONG = "strong"
MIDDLE = "middle"
PALE = "pale"
ALARM = "alarm"
AMBER = "amber"
GREY = "grey"
DOTTED = "dotted"
HOLLOW = "hollow"
UNSURE = "unsure"


class Look(NamedTuple):
    """How one part is drawn."""

    fill: str
    line: str
    # of a number inside it
    text: str
    hatch: str = ""


class Theme(NamedTuple):
    """The colours of a whole chart."""

    paper: str
    ink: str
    # of what is read second
    soft: str
    grid: str
    # behind the facade's row and column
    band: str
    looks: dict[str, Look]


_BLUE, _GREEN = NODES[PRODUCTION], NODES[TEST]
_RUST, _GOLD = NODES[DEFINITION], NODES[FACADE]

_LIGHT = Theme(
    paper="#ffffff",
    ink=INK,
    soft="#5c5c5c",
    grid="#e2e2de",
    band="#fbe3b3",
    looks={
        STRONG: Look(_BLUE.line, _BLUE.line, "#ffffff"),
        MIDDLE: Look(_BLUE.fill, _BLUE.line, "#000000"),
        PALE: Look(_GREEN.fill, _GREEN.line, "#000000"),
        ALARM: Look(_RUST.fill, _RUST.line, "#ffffff"),
        AMBER: Look(_GOLD.fill, _GOLD.line, "#000000"),
        GREY: Look("#a3a39c", "#6e6e69", "#000000"),
        DOTTED: Look("#ffffff", "#6e6e69", "#000000", ".."),
        HOLLOW: Look("#ffffff", NODES[DANGLING].line, "#000000", "////"),
        UNSURE: Look("#ffffff", _GOLD.line, "#000000", "\\\\\\\\"),
    },
)
_DARK = Theme(
    paper="#15181d",
    ink="#ececec",
    soft="#a9adb3",
    grid="#343941",
    band="#4a3a16",
    looks={
        STRONG: Look("#9fcbe8", "#9fcbe8", "#000000"),
        MIDDLE: Look("#2f6690", "#9fcbe8", "#ffffff"),
        PALE: Look("#16342b", "#6fbf9f", "#ffffff"),
        ALARM: Look("#ff9b63", "#ff9b63", "#000000"),
        AMBER: Look("#8f641b", "#f3b64c", "#ffffff"),
        GREY: Look("#7d838c", "#a9adb3", "#000000"),
        DOTTED: Look("#15181d", "#a9adb3", "#ffffff", ".."),
        HOLLOW: Look("#15181d", "#ff8080", "#ffffff", "////"),
        UNSURE: Look("#15181d", "#f3b64c", "#ffffff", "\\\\\\\\"),
    },
)

LOOKS = {"light": _LIGHT, "dark": _DARK}
