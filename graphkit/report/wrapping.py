"""Break long names and lines, and clean them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# a break is allowed after these; inside a name only where the name alone is too long
_PIECES = re.compile(r"[^./: -]*[./: -]*")
_PARTS = re.compile(r"[^_]*_*")


def wrap(text: str, width: int) -> list[str]:
    """Break text into lines of about `width` characters, after dots, slashes or spaces, else underscores.

    >>> wrap("shop.websocket_core.canonical_imports", 20)
    ['shop.websocket_core.', 'canonical_imports']
    """
    lines = [""]
    for piece in _pieces(text, width):
        if piece and lines[-1] and len(lines[-1]) + len(piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip(" ") for line in lines]


def _pieces(text: str, width: int) -> Iterator[str]:
    for piece in _PIECES.findall(text):
        if len(piece.rstrip()) <= width:
            yield piece
            continue
        for part in _PARTS.findall(piece):
            # what is a little too long is better whole
            step = width if len(part) > 2 * width else len(part) or 1
            yield from (part[start : start + step] for start in range(0, len(part), step))


def clean(text: str) -> str:
    """Replace what no drawing can hold: control characters and halves of surrogate pairs."""
    return "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cs") else c for c in text)
