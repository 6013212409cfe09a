"""The formats a result can be written in: one table, name to function."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from graphkit.errors import UnknownFormat
from graphkit.report.text_layout import Look

Writer = Callable[[object, Look], str]


def _text(result: object, look: Look) -> str:
    from graphkit.report.text import text

    return text(result, look)


def _json(result: object, look: Look) -> str:
    del look
    from graphkit.report.json_document import json_document

    return json_document(result)


# the writers import what they need when first called: naming the formats costs nothing
FORMATS: Mapping[str, Writer] = {"text": _text, "json": _json}


def render(result: object, name: str, look: Look = Look()) -> str:  # noqa: B008  (a frozen value)
    """Return `result` in the format `name`; raises UnknownFormat."""
    if name not in FORMATS:
        raise UnknownFormat(name, tuple(FORMATS))
    return FORMATS[name](result, look)
