"""Break long names and lines, and clean them."""

from __future__ import annotations

import re
import unicodedata

# a break is allowed after these
_PIECES = re.compile(r"[^._/: -]*[._/: -]*")


def wrap(text: str, width: int) -> list[str]:
    """Break text into lines of about `width` characters, after dots, underscores, colons, slashes or spaces.

    >>> wrap("shop.websocket_core.canonical_imports", 20)
    ['shop.websocket_core.', 'canonical_imports']
    """
    lines = [""]
    for piece in _PIECES.findall(text):
        if piece and lines[-1] and len(lines[-1]) + len(piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip(" ") for line in lines]


def clean(text: str) -> str:
    """Replace what no drawing can hold: control characters and halves of surrogate pairs."""
    return "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cs") else c for c in text)
