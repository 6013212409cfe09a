"""Tables of names that a module gives when it is asked for them: take one entry out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.codemod.exports import constant
from graphkit.codemod.spans import applied, cut_items
from graphkit.codemod.statements import lines, parse, span

if TYPE_CHECKING:
    from ast_grep_py import SgNode

_LISTS = ("list", "tuple", "set")


def remove_entry(text: str, name: str, line: int) -> str | None:
    """Take `name`, a key of a dictionary or an item of a list in one, out of the table on `line`.

    A key whose list becomes empty goes with it. None when no such entry stands there.
    """
    for node in parse(text).find_all(kind="string"):
        if lines(node)[0] != line or constant(node) != name:
            continue
        found = _entry(node)
        if found is None:
            continue
        table, entry = found
        items = [item for item in table.children() if item.is_named() and item.kind() != "comment"]
        number = next(i for i, item in enumerate(items) if span(item) == span(entry))
        start, end = span(table)
        if len(items) == 1:
            return text[: start + 1] + text[end - 1 :]
        if table.kind() == "tuple" and len(items) == 2:
            kept = items[1 - number]
            return f"{text[:start]}({kept.text()},){text[end:]}"
        return applied(text, cut_items(text, [span(item) for item in items], [number], (start, end)))
    return None


def _entry(node: SgNode) -> tuple[SgNode, SgNode] | None:
    """The dictionary or list to take something out of, and what."""
    above = node.parent()
    if above is None:
        return None
    if above.kind() == "pair":
        key, table = above.field("key"), above.parent()
        is_key = key is not None and span(key) == span(node)
        return (table, above) if is_key and table is not None and table.kind() == "dictionary" else None
    pair = above.parent()
    if above.kind() not in _LISTS or pair is None or pair.kind() != "pair":
        return None
    items = [item for item in above.children() if item.is_named() and item.kind() != "comment"]
    table = pair.parent()
    if len(items) == 1:
        return (table, pair) if table is not None and table.kind() == "dictionary" else None
    return above, node
