"""Where the uses of a symbol stand in the syntax tree of their file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from graphkit.codemod.statements import span
from graphkit.model.uses import Use

if TYPE_CHECKING:
    from ast_grep_py import SgNode

_STATEMENTS = ("import_statement", "import_from_statement")


class Located(NamedTuple):
    """One use and its code."""

    use: Use
    # the whole expression that names the symbol: `make`, `facade.make`; None where it stands in a string
    node: SgNode | None
    # where the name itself starts, in characters
    start: int

    @property
    def head(self) -> str:
        """The local name that the expression starts from."""
        if self.node is None:
            return self.use.name if self.use.kind == "annotation" else ""
        return self.node.text().partition(".")[0].strip()


class Identifiers:
    """The identifiers of a file by name, each name searched once."""

    def __init__(self, text: str, root: SgNode) -> None:
        self._text = text
        self._root = root
        self._found: dict[str, list[SgNode]] = {}

    def of(self, name: str) -> list[SgNode]:
        """Return the nodes that are `name`, in the order of the text."""
        if name not in self._found:
            # most files do not hold most names
            held = name in self._text
            found = self._root.find_all(kind="identifier", regex=f"^{re.escape(name)}$") if held else []
            self._found[name] = found
        return self._found[name]


def locate(text: str, identifiers: Identifiers, uses: Iterable[Use]) -> list[Located]:
    """Find the code of each use, in the order given; a use beyond the end of the text is left out.

    Cost: one search of the tree for each name.
    """
    uses = list(uses)
    found: dict[str, dict[tuple[int, int], SgNode]] = {}
    for name in {use.name for use in uses}:
        places = [(node.range().start, node) for node in identifiers.of(name)]
        found[name] = {(place.line + 1, place.column): node for place, node in places}
    located = []
    for use in uses:
        node = found[use.name].get((use.line, use.column))
        if node is not None:
            located.append(Located(use, _expression(node), span(node)[0]))
        elif 0 < use.line <= text.count("\n") + 1:
            located.append(Located(use, None, _line_start(text, use.line) + use.column))
    return located


def _line_start(text: str, line: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.index("\n", start) + 1
    return start


def _expression(node: SgNode) -> SgNode:
    """The attribute access that ends in the identifier, or the identifier itself."""
    above = node.parent()
    if above is not None and above.kind() == "attribute":
        last = above.field("attribute")
        if last is not None and span(last) == span(node):
            return above
    return node


def import_of(node: SgNode) -> tuple[SgNode, SgNode] | None:
    """Return the import statement around an imported name, and its item; None elsewhere."""
    item = node
    for above in node.ancestors():
        if above.kind() in _STATEMENTS:
            return above, item
        item = above
    return None


def functions_around(node: SgNode) -> tuple[tuple[int, int], ...]:
    """Return the spans of the functions around a node, outermost first."""
    around = [span(above) for above in node.ancestors() if above.kind() == "function_definition"]
    return tuple(reversed(around))


def scopes_around(node: SgNode) -> tuple[tuple[int, int], ...]:
    """Return the spans of the functions and classes around a node, outermost first."""
    kinds = ("function_definition", "class_definition")
    return tuple(reversed([span(above) for above in node.ancestors() if above.kind() in kinds]))


def in_default(node: SgNode) -> bool:
    """Whether the code is the default of a parameter."""
    for above in node.ancestors():
        if above.kind() in ("default_parameter", "typed_default_parameter"):
            return True
        if above.kind() in ("block", "lambda", "module"):
            return False
    return False
