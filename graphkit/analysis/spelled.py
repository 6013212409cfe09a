"""Names that are spelled out in strings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphkit.analysis.resolution import Resolver
from graphkit.analysis.things import NOTHING, Things
from graphkit.model.facts import Value

_PATH = re.compile(r"[A-Za-z_]\w*(?:[.:][A-Za-z_]\w*)+")


def spelled_path(resolver: Resolver, text: str, name: str = "") -> Things:
    """What the dotted path `text` (`pkg.mod.name`, `pkg.mod:name`) takes its value from, one step on.

    With `name`, the path is read up to the component of that name. Empty when the text is no path of
    the tree.
    """
    if not _PATH.fullmatch(text):
        return NOTHING
    parts = text.replace(":", ".").split(".")
    if parts[0] not in resolver.tree.top_level:
        return NOTHING
    if name:
        if name not in parts:
            return NOTHING
        parts = parts[: len(parts) - parts[::-1].index(name)]
    value = Value("module", module=parts[0])
    for part in parts[1:]:
        value = Value("attr", part, base=(value,))
    first = next(iter(resolver.tree.modules), "")
    return resolver.takes(first, value, lambda other: NOTHING)


def spelled_values(text: str, name: str) -> Iterator[Value]:
    """The names and attribute chains in an annotation's text that end in `name`."""
    for match in re.finditer(rf"(?<![\w.])((?:\w+\.)*){re.escape(name)}(?!\w)", text):
        value: Value | None = None
        for part in (*match[1].split(".")[:-1], name):
            value = Value("name", part) if value is None else Value("attr", part, base=(value,))
        if value is not None:
            yield value
