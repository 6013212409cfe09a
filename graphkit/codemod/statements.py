"""The statements of a file, block by block, and the names that one statement binds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ast_grep_py import SgNode

DEFINITIONS = ("function_definition", "class_definition", "decorated_definition")
COMPOUND = (
    *("if_statement", "try_statement", "with_statement", "for_statement", "while_statement"),
    *("match_statement", "elif_clause", "else_clause", "except_clause", "except_group_clause"),
    *("finally_clause", "case_clause"),
)
# no statements by themselves
_BETWEEN = (";", "comment", "line_continuation")


class Block(NamedTuple):
    """Some statements in a row; `node` is the module or the block of a compound statement."""

    node: SgNode
    statements: tuple[SgNode, ...]

    @property
    def is_module(self) -> bool:
        """Whether these are the outermost statements, which may be none."""
        return self.node.kind() == "module"


class Part(NamedTuple):
    """One name that a statement binds, and the part of the statement that does so.

    how: "item" (of an import), "target" (of an assignment), "whole" (the statement), "del" (unbinds it),
    or "stuck", then `why` says what cannot be taken apart.
    """

    name: str
    how: str
    node: SgNode
    why: str = ""


def parse(text: str) -> SgNode:
    """Parse Python of any version; what does not parse becomes ERROR nodes."""
    from ast_grep_py import SgRoot

    return SgRoot(text, "python").root()


def span(node: SgNode) -> tuple[int, int]:
    """Where a node starts and ends, in characters."""
    found = node.range()
    return found.start.index, found.end.index


def lines(node: SgNode) -> tuple[int, int]:
    """Return the first and last line of a node, from 1."""
    found = node.range()
    return found.start.line + 1, found.end.line + 1


def blocks(node: SgNode) -> Iterator[Block]:
    """Every block that runs with the module or block `node`: its own, and those of compound statements."""
    children = node.children()
    if not any(child.kind() == "case_clause" for child in children):
        yield block_of(node)
    for child in children:
        yield from _within(child)


def block_of(node: SgNode) -> Block:
    """Return the module or block `node` with its statements."""
    statements = tuple(child for child in node.children() if child.kind() not in (*_BETWEEN, "case_clause"))
    return Block(node, statements)


def statement_around(node: SgNode) -> tuple[SgNode, SgNode] | None:
    """Return the innermost statement that holds `node`, and the module or block it stands in."""
    inner = node
    for above in node.ancestors():
        if above.kind() in ("module", "block"):
            return inner, above
        inner = above
    return None


def _within(node: SgNode) -> Iterator[Block]:
    if node.kind() in COMPOUND:
        for child in node.children():
            if child.kind() == "block":
                yield from blocks(child)
            else:
                yield from _within(child)


def parts(statement: SgNode) -> Iterator[Part]:
    """The names that a statement binds by itself, not in the blocks it holds."""
    kind = statement.kind()
    reader = _READERS.get(kind)
    if reader is not None:
        yield from reader(statement)
    if kind not in DEFINITIONS and ":=" in statement.text():
        yield from _walrus(statement)


def _imported(statement: SgNode) -> Iterator[Part]:
    for item in statement.field_children("name"):
        alias = item.field("alias")
        named = alias.text() if alias is not None else item.text()
        if statement.kind() == "import_statement" and alias is None:
            named = named.partition(".")[0].strip()
        yield Part(named, "item", item)
    for child in statement.children():
        if child.kind() == "wildcard_import":
            yield Part("*", "stuck", child, "a star import may bind it: import by name what is needed")


def _future(statement: SgNode) -> Iterator[Part]:
    for item in statement.field_children("name"):
        yield Part(item.text(), "stuck", item, "a __future__ import changes how the file is read")


def _defined(statement: SgNode) -> Iterator[Part]:
    node = statement.field("definition") or statement
    name = node.field("name")
    if name is not None:
        yield Part(name.text(), "whole", name)


def _assigned(statement: SgNode) -> Iterator[Part]:
    node: SgNode | None = statement.child(0)
    if node is not None and node.kind() == "augmented_assignment":
        left = node.field("left")
        if left is not None and left.kind() == "identifier":
            yield Part(left.text(), "whole", left)
        return
    while node is not None and node.kind() == "assignment":
        left = node.field("left")
        if left is not None and left.kind() == "identifier":
            yield Part(left.text(), "target", left)
        elif left is not None:
            yield from _unpacked(left, "it is unpacked together with other names")
        node = node.field("right")


def _unpacked(node: SgNode, why: str) -> Iterator[Part]:
    if node.kind() == "identifier":
        yield Part(node.text(), "stuck", node, why)
    elif node.kind() not in ("attribute", "subscript", "call"):
        for child in node.children():
            yield from _unpacked(child, why)


def _looped(statement: SgNode) -> Iterator[Part]:
    left = statement.field("left")
    if left is not None:
        yield from _unpacked(left, "a `for` loop binds it")


def _opened(statement: SgNode) -> Iterator[Part]:
    for clause in statement.children():
        if clause.kind() == "with_clause":
            for target in clause.find_all(kind="as_pattern_target"):
                yield from _unpacked(target, "a `with` statement binds it")


def _aliased(statement: SgNode) -> Iterator[Part]:
    left = statement.field("left")
    name = left.find(kind="identifier") if left is not None else None
    if name is not None:
        yield Part(name.text(), "whole", name)


def _deleted(statement: SgNode) -> Iterator[Part]:
    for child in statement.children():
        for name in child.children() if child.kind() == "expression_list" else (child,):
            if name.kind() == "identifier":
                yield Part(name.text(), "del", name)


def _walrus(statement: SgNode) -> Iterator[Part]:
    for node in statement.find_all(kind="named_expression"):
        around = [above.kind() for above in node.ancestors()]
        own = around[: next((i for i, kind in enumerate(around) if kind in ("block", "module")), len(around))]
        name = node.field("name")
        if name is not None and "lambda" not in own and _same(statement, node):
            yield Part(name.text(), "stuck", name, "`:=` binds it inside an expression")


def _same(statement: SgNode, node: SgNode) -> bool:
    """Whether `statement` is the innermost statement around `node`."""
    for above in node.ancestors():
        if span(above) == span(statement) and above.kind() == statement.kind():
            return True
        if above.kind() in ("block", *DEFINITIONS):
            return False
    return False


_READERS = {
    "import_statement": _imported,
    "import_from_statement": _imported,
    "future_import_statement": _future,
    "function_definition": _defined,
    "class_definition": _defined,
    "decorated_definition": _defined,
    "expression_statement": _assigned,
    "for_statement": _looped,
    "with_statement": _opened,
    "type_alias_statement": _aliased,
    "delete_statement": _deleted,
}
