"""The colours of the palette as variables of the page's style, for light and for dark."""

from __future__ import annotations

from graphkit.model.drawing import (
    DANGLING,
    DEFINITION,
    FACADE,
    POSSIBLE,
    PRODUCTION,
    SCRIPT,
    SHIM,
    TEST,
)
from graphkit.report.palette import NODES

# state → (fill, line, text) on a dark ground: the same hues, their lightness turned round
DARK = {
    DEFINITION: ("#e8702a", "#ffc49e", "#1a0a00"),
    FACADE: ("#7a5200", "#f3b64c", "#fff3dc"),
    SHIM: ("#3d2e10", "#d9a648", "#fbe3b3"),
    PRODUCTION: ("#0f4a70", "#7fbde6", "#eaf5fc"),
    TEST: ("#0e3a2d", "#5cc4a1", "#e3f4ec"),
    SCRIPT: ("#43283c", "#d39bc4", "#f6eaf4"),
    POSSIBLE: ("#2a2d33", "#a9afb8", "#eef0f3"),
    DANGLING: ("#1b1416", "#ff8a80", "#ffb4ad"),
}


def page_colours() -> str:
    """Return the style's rules that give every state its three colours: `--definition-fill` and so on.

    They hold in a page (`:root`) and in a shadow root (`:host`).
    """
    light = _rules({state: (look.fill, look.line, look.text) for state in DARK for look in (NODES[state],)})
    dark = _rules(DARK)
    return (
        f":root,:host{{{light}}}"
        "@media (prefers-color-scheme:dark)"
        f"{{:root:not([data-theme=light]),:host(:not([data-theme=light])){{{dark}}}}}"
        f":root[data-theme=dark],:host([data-theme=dark]){{{dark}}}"
    )


def _rules(colours: dict[str, tuple[str, str, str]]) -> str:
    return "".join(
        f"--{state.replace(' ', '-')}-{part}:{colour};"
        for state, three in colours.items()
        for part, colour in zip(("fill", "line", "text"), three, strict=True)
    )
