"""Statements that bind names: which names, and to what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from graphkit.extract.module_facts.values import string_text, text, value_of
from graphkit.model.facts import OPAQUE, Value

if TYPE_CHECKING:
    from tree_sitter import Node


class Bound(NamedTuple):
    """One name bound by a statement: the node of the name, how, and to what."""

    node: Node
    name: str
    kind: str
    value: Value


_PATTERNS = frozenset(
    {
        "pattern_list",
        "tuple_pattern",
        "list_pattern",
        "expression_list",
        "tuple",
        "list",
        "parenthesized_expression",
    }
)
_SPLATS = frozenset({"list_splat_pattern", "list_splat", "dictionary_splat_pattern", "splat_pattern"})


def targets(node: Node | None, value: Value, kind: str = "assign") -> Iterator[Bound]:
    """The names that assigning `value` to the target `node` binds."""
    if node is None:
        return
    if node.type == "identifier":
        yield Bound(node, text(node), kind, value)
    elif node.type in _PATTERNS:
        items = [child for child in node.named_children if child.type != "comment"]
        starred = any(item.type in _SPLATS for item in items)
        spread = value.kind == "list" and len(value.base) == len(items) and not starred
        for index, item in enumerate(items):
            yield from targets(item, value.base[index] if spread else _part(value), kind)
    elif node.type in _SPLATS or node.type == "as_pattern_target":
        for item in node.named_children:
            yield from targets(item, OPAQUE if node.type in _SPLATS else value, kind)


def _part(value: Value) -> Value:
    """One item of an unpacked value; a call's items are kept apart from plainly unknown ones."""
    return Value("item", base=(value,)) if value.kind == "call" else OPAQUE


def assigned(node: Node) -> Iterator[Bound]:
    """The names an `assignment` binds, chained ones too; an annotation alone binds nothing."""
    right = node.child_by_field_name("right")
    chain = [node.child_by_field_name("left")]
    while right is not None and right.type == "assignment":
        chain.append(right.child_by_field_name("left"))
        right = right.child_by_field_name("right")
    if right is None:
        left = chain[0]
        if left is not None and left.type == "identifier":
            yield Bound(left, text(left), "declare", OPAQUE)
        return
    value = value_of(right)
    for left in chain:
        yield from targets(left, value)


def augmented(node: Node) -> Iterator[Bound]:
    """The name that `x += …` rebinds; for `__all__` what is added."""
    left = node.child_by_field_name("left")
    if left is None or left.type != "identifier":
        return
    if left.text == b"__all__":
        yield Bound(left, "__all__", "extend", value_of(node.child_by_field_name("right")))
    else:
        yield Bound(left, text(left), "assign", OPAQUE)


def imported(node: Node) -> Iterator[Bound]:
    """The names that an `import` statement binds."""
    for name in node.children_by_field_name("name"):
        yield from imported_by(node, name)


def imported_from(node: Node) -> Iterator[Bound]:
    """The names that `from m import …` binds; a star binds `*`."""
    module = _taken_from(node)
    for name in node.children_by_field_name("name"):
        yield from _taken(name, module)
    for child in node.named_children:
        if child.type == "wildcard_import":
            yield Bound(child, "*", "star", Value("star_of", module=module))


def imported_by(statement: Node, name: Node) -> Iterator[Bound]:
    """What an import statement binds for `name`, one of its children; the others are not looked at."""
    if statement.type != "import_statement":
        yield from _taken(name, _taken_from(statement))
    elif name.type == "aliased_import":
        alias, path = name.child_by_field_name("alias"), name.child_by_field_name("name")
        if alias is not None and path is not None:
            yield Bound(alias, text(alias), "import", Value("as", module=_compact(path)))
    elif name.named_child_count:
        first = name.named_children[0]
        yield Bound(first, text(first), "import", Value("top", module=_compact(name)))


def _taken_from(statement: Node) -> str:
    source = statement.child_by_field_name("module_name")
    return _compact(source) if source is not None else "__future__"


def _taken(name: Node, module: str) -> Iterator[Bound]:
    if name.type == "aliased_import":
        alias, path = name.child_by_field_name("alias"), name.child_by_field_name("name")
        if alias is not None and path is not None:
            yield Bound(alias, text(alias), "import", Value("from", text(path), module))
    else:
        yield Bound(name, text(name), "import", Value("from", text(name), module))


def _compact(node: Node) -> str:
    """A dotted name without the blanks, line breaks and comments that may stand in it."""
    if node.type == "relative_import":
        prefix = "".join(
            c for child in node.children if child.type == "import_prefix" for c in text(child) if c == "."
        )
        return prefix + "".join(
            _compact(child) for child in node.named_children if child.type == "dotted_name"
        )
    return ".".join(text(child) for child in node.named_children if child.type == "identifier")


def defined(node: Node) -> Iterator[Bound]:
    """The name of a `def` or `class`."""
    name = node.child_by_field_name("name")
    if name is None:
        return
    if node.type == "function_definition":
        same = (Value("same"),) if _returns_its_argument(node) else ()
        asynchronous = "async" if node.children[0].type == "async" else ""
        yield Bound(name, text(name), "def", Value("def", "function", asynchronous, same))
    else:
        yield Bound(name, text(name), "def", Value("def", "class"))


_RETURN = re.compile(rb"\breturn\b[ \t]*([^\n#;]*)")


def _returns_its_argument(node: Node) -> bool:
    """Whether every `return` in the function, nested ones too, returns its first parameter."""
    parameters = node.child_by_field_name("parameters")
    first = parameters.named_children[0] if parameters is not None and parameters.named_child_count else None
    while first is not None and first.type != "identifier" and first.named_child_count:
        first = first.named_children[0]
    if first is None or first.type != "identifier":
        return False
    returned = {found.strip() for found in _RETURN.findall(node.text or b"")}
    return returned == {first.text}


def decorated(node: Node) -> Iterator[Bound]:
    """The name of a decorated definition; a decorator is taken to return what it is given."""
    definition = node.child_by_field_name("definition")
    if definition is not None:
        yield from defined(definition)


def deleted(node: Node) -> Iterator[Bound]:
    """The names that `del` unbinds."""
    for bound in _del_targets(node):
        yield Bound(bound, text(bound), "del", OPAQUE)


def _del_targets(node: Node) -> Iterator[Node]:
    for child in node.named_children:
        if child.type == "identifier":
            yield child
        elif child.type in _PATTERNS:
            yield from _del_targets(child)


def declared(node: Node) -> Iterator[Bound]:
    """The names of a `global` or `nonlocal` statement."""
    for child in node.named_children:
        if child.type == "identifier":
            yield Bound(child, text(child), node.type.partition("_")[0], OPAQUE)


def looped(node: Node) -> Iterator[Bound]:
    """The names a `for` (statement or clause) binds; over a literal list, to one of its items."""
    over = value_of(node.child_by_field_name("right"))
    value = Value("alt", base=over.base) if over.kind == "list" and over.base else OPAQUE
    left = node.child_by_field_name("left")
    yield from targets(left, value if left is not None and left.type == "identifier" else OPAQUE)


def as_bound(node: Node) -> Iterator[Bound]:
    """The names that `… as x` binds, in `with`, `except` and `case`."""
    alias = node.child_by_field_name("alias")
    yield from targets(alias, OPAQUE)


def captured(node: Node) -> Iterator[Bound]:
    """The names that the pattern of a `case` binds."""
    for child in node.named_children:
        if child.type == "block":
            continue
        name = child.type == "dotted_name" and child.named_child_count == 1 and node.type in CAPTURES
        if name or (child.type == "identifier" and node.type == "splat_pattern"):
            yield Bound(child, text(child), "assign", OPAQUE)
        elif child.type == "as_pattern":
            yield from as_bound(child)
        yield from captured(child)


# a bare name in these binds; elsewhere in a pattern it is looked up
CAPTURES = frozenset({"case_pattern", "keyword_pattern"})


def walrus(node: Node) -> Iterator[Bound]:
    """The name that `:=` binds."""
    yield from targets(node.child_by_field_name("name"), value_of(node.child_by_field_name("value")))


def type_alias(node: Node) -> Iterator[Bound]:
    """The name that a `type X = …` statement binds."""
    left = node.child_by_field_name("left")
    if left is not None and left.named_child_count:
        yield Bound(left.named_children[0], text(left.named_children[0]), "assign", OPAQUE)


def listed(node: Node) -> Iterator[Bound]:
    """Calls that change `__all__` or fill the namespace in a way that cannot be read."""
    function = node.child_by_field_name("function")
    if function is None:
        return
    callee = text(function)
    arguments = node.child_by_field_name("arguments")
    items = [c for c in (arguments.named_children if arguments is not None else ()) if c.type != "comment"]
    head, _, method = callee.rpartition(".")
    if head == "__all__" and method in ("extend", "append", "remove") and len(items) == 1:
        value = value_of(items[0])
        if method == "append":
            value = Value("list", base=(value,))
        yield Bound(function, "__all__", "remove" if method == "remove" else "extend", value)
    elif callee in ("globals().update", "locals().update", "vars().update", "exec"):
        yield Bound(function, "*", "open", Value("opaque", f"{callee}(…) fills the namespace"))
    elif callee == "setattr" and items and _is_this(items[0]):
        yield from _set_on_this(function, items)


def _set_on_this(function: Node, items: list[Node]) -> Iterator[Bound]:
    name = string_text(items[1]) if len(items) > 2 and items[1].type == "string" else None
    if name is not None:
        yield Bound(items[1], name, "assign", value_of(items[2]))
    else:
        yield Bound(function, "*", "open", Value("opaque", "setattr(…) fills the namespace"))


def _is_this(node: Node) -> bool:
    return value_of(node).kind == "this"


def subscripted(node: Node) -> Iterator[Bound]:
    """`globals()["x"] = …` binds x; with a computed name anything may be bound."""
    left = node.child_by_field_name("left")
    if left is None or left.type != "subscript":
        return
    holder, keys = left.child_by_field_name("value"), left.children_by_field_name("subscript")
    if holder is None or holder.text not in (b"globals()", b"locals()", b"vars()") or not keys:
        return
    name = string_text(keys[0]) if keys[0].type == "string" else None
    if name is not None:
        yield Bound(keys[0], name, "assign", value_of(node.child_by_field_name("right")))
    else:
        yield Bound(holder, "*", "open", Value("opaque", "globals()[…] fills the namespace"))


def stored(node: Node) -> Iterator[Bound]:
    """The attributes that an assignment sets: `module.name = value`."""
    targets_ = [node.child_by_field_name("left")]
    right = node.child_by_field_name("right")
    while right is not None and right.type == "assignment":
        targets_.append(right.child_by_field_name("left"))
        right = right.child_by_field_name("right")
    for left in targets_:
        if left is not None and left.type == "attribute" and right is not None:
            attribute, holder = left.child_by_field_name("attribute"), left.child_by_field_name("object")
            if attribute is not None and holder is not None and holder.type in ("identifier", "attribute"):
                value = Value("stored", base=(value_of(holder), value_of(right)))
                yield Bound(attribute, text(attribute), "store", value)


BINDERS = {
    "assignment": assigned,
    "augmented_assignment": augmented,
    "import_statement": imported,
    "import_from_statement": imported_from,
    "future_import_statement": imported_from,
    "function_definition": defined,
    "class_definition": defined,
    "decorated_definition": decorated,
    "delete_statement": deleted,
    "global_statement": declared,
    "nonlocal_statement": declared,
    "for_statement": looped,
    "for_in_clause": looped,
    "as_pattern": as_bound,
    "named_expression": walrus,
    "type_alias_statement": type_alias,
    "call": listed,
}
