"""Parse one file, whatever Python version it is written for, and however broken it is."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from graphkit.extract.module_facts.comment_runs import blank_comment_runs
from graphkit.model.problems import NOT_UNDERSTOOD

if TYPE_CHECKING:
    from tree_sitter import Node, Parser, Tree

# a file that recovers in very many places is no Python at all: the first ones tell enough
MAX_ERRORS = 20


@cache
def _parser() -> Parser:
    import tree_sitter_python
    from tree_sitter import Language, Parser

    return Parser(Language(tree_sitter_python.language()))


class Parsed:
    """One parsed file: `source` (UTF-8 bytes), its syntax tree, and comments that are not in the tree."""

    __slots__ = ("comments", "source", "tree")

    def __init__(self, source: bytes, tree: Tree, comments: tuple[tuple[int, int], ...] = ()) -> None:
        self.source = source
        self.tree = tree
        # first byte of each run of comment lines, and the one behind its last; ascending
        self.comments = comments

    @property
    def root(self) -> Node:
        """The node of the whole file."""
        return self.tree.root_node


def parse(source: bytes) -> Parsed:
    """Parse UTF-8 `source`; never raises: what does not parse is in the tree as ERROR nodes.

    Cost: about 70 ms a megabyte.
    """
    blanked = blank_comment_runs(source)
    tree = _parser().parse(blanked.source)
    if blanked.places and (tree.root_node.has_error or _in_string(tree, blanked.places)):
        return Parsed(source, _parser().parse(source))
    return Parsed(source, tree, blanked.places)


def _in_string(tree: Tree, places: Iterable[tuple[int, int]]) -> bool:
    """Whether one of `places` lies in a string: what stands there are no comments."""
    for start, end in places:
        node: Node | None = tree.root_node.descendant_for_byte_range(start, end - 1)
        while node is not None:
            if node.type == "string":
                return True
            node = node.parent
    return False


def syntax_errors(root: Node) -> list[tuple[int, str]]:
    """`(line, what)` of the places that do not parse, in order, at most `MAX_ERRORS`."""
    if not root.has_error:
        return []
    found: list[tuple[int, str]] = []
    stack = [root]
    while stack and len(found) < MAX_ERRORS:
        node = stack.pop()
        line = node.start_point.row + 1
        if node.is_missing:
            found.append((line, f"{NOT_UNDERSTOOD}: expected {node.type!r}"))
        elif node.type == "ERROR":
            found.append((line, NOT_UNDERSTOOD))
        elif node.has_error:
            stack.extend(reversed(node.children))
    return sorted(set(found))
