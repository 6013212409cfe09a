"""Small helpers on text."""

from __future__ import annotations


def shorten(text: str, width: int) -> str:
    """Cut `text` to at most `width` characters, with an ellipsis when something was cut."""
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def words(text: str) -> list[str]:
    """Return the lower-case words of a text without punctuation."""
    return [word.strip(".,;:!?").lower() for word in text.split()]
