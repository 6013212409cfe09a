"""The entries of a literal `__all__`: which statements hold a name, and how it is taken out."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from graphkit.codemod.spans import Change, cut_items
from graphkit.codemod.statements import span

if TYPE_CHECKING:
    from ast_grep_py import SgNode

_LISTS = ("list", "tuple", "set", "expression_list")
_NAME = "__all__"


class Entries(NamedTuple):
    """Where one statement about `__all__` holds a name."""

    # the string nodes, in the order of the text
    found: tuple[SgNode, ...]
    # what takes them out; () when the whole statement goes
    changes: tuple[Change, ...]
    # the statement says nothing without them
    whole: bool
    # the name stands in the statement in a way that cannot be taken apart
    stuck: bool


def export_entries(text: str, statement: SgNode, name: str) -> Entries | None:
    """Find `name` in a statement that assigns or changes `__all__`; None when it does neither."""
    changed = _changed(statement)
    if changed is None:
        return None
    method, value = changed
    strings = [node for node in value.find_all(kind="string") if constant(node) == name]
    if value.kind() == "string" and constant(value) == name and not strings:
        strings = [value]
    if not strings:
        return None
    if method in ("append", "remove"):
        return Entries(tuple(strings), (), whole=True, stuck=False)
    changes: list[Change] = []
    found: list[SgNode] = []
    left = 0
    for listed in _lists(value):
        items = [item for item in listed.children() if item.is_named() and item.kind() != "comment"]
        gone = [number for number, item in enumerate(items) if constant(item) == name]
        found += [items[number] for number in gone]
        left += len(items) - len(gone)
        changes += _without(text, listed, items, gone)
    computed = value.kind() not in _LISTS
    whole = bool(found) and not left and method in ("+=", "extend") and not computed
    stuck = len(found) != len(strings)
    return Entries(tuple(found), () if whole else tuple(changes), whole, stuck)


def _changed(statement: SgNode) -> tuple[str, SgNode] | None:
    """How the statement changes `__all__`, and the value it is given."""
    node = statement.child(0) if statement.kind() == "expression_statement" else None
    if node is None:
        return None
    if node.kind() in ("assignment", "augmented_assignment"):
        left, right = node.field("left"), node.field("right")
        if left is not None and right is not None and left.text() == _NAME:
            return "=" if node.kind() == "assignment" else "+=", right
    if node.kind() == "call":
        function, arguments = node.field("function"), node.field("arguments")
        given = [item for item in arguments.children() if item.is_named()] if arguments is not None else []
        if function is not None and given:
            owner, _, method = function.text().partition(".")
            if owner == _NAME and method in ("append", "extend", "remove"):
                return method, given[0]
    return None


def _lists(value: SgNode) -> Iterator[SgNode]:
    """The list displays that the value is made of: itself, or the parts of a sum."""
    if value.kind() in _LISTS:
        yield value
    elif value.kind() in ("binary_operator", "parenthesized_expression", "list_splat"):
        for child in value.children():
            yield from _lists(child)
    elif value.kind() == "call":
        arguments = value.field("arguments")
        function = value.field("function")
        if arguments is not None and function is not None and function.text() in ("list", "tuple", "sorted"):
            for child in arguments.children():
                yield from _lists(child)


def _without(text: str, listed: SgNode, items: list[SgNode], gone: list[int]) -> list[Change]:
    """Take items out of a list display; an emptied one is `[]` or `()`, a tuple of one keeps its comma."""
    if not gone:
        return []
    start, end = span(listed)
    if len(gone) == len(items):
        return [Change(start, end, {"list": "[]", "set": "set()"}.get(listed.kind(), "()"))]
    changes = cut_items(text, [span(item) for item in items], gone, (start, end))
    if listed.kind() in ("tuple", "expression_list") and len(items) - len(gone) == 1:
        place = next(span(item)[1] for number, item in enumerate(items) if number not in gone)
        commas = [span(child)[0] for child in listed.children() if child.kind() == ","]
        left = [
            comma
            for comma in commas
            if comma >= place and not any(change.start <= comma < change.end for change in changes)
        ]
        if not left:
            changes.append(Change(place, place, ","))
    return changes


def constant(node: SgNode) -> str | None:
    """Return the text of a string literal, None for other code."""
    if node.kind() != "string":
        return None
    try:
        value = ast.literal_eval(node.text())
    except (SyntaxError, ValueError):
        return None
    return value if isinstance(value, str) else None
