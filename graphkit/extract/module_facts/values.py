"""Expressions as values: what an expression can hold, without knowing any other file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.extract.module_facts.branches import static_test
from graphkit.model.facts import OPAQUE, Value

if TYPE_CHECKING:
    from tree_sitter import Node

# deeper expressions are data, not names
MAX_DEPTH = 40
# longer lists of anything but strings are data
MAX_ITEMS = 20_000


def text(node: Node) -> str:
    """The node's source text."""
    return (node.text or b"").decode("utf-8", "replace")


def value_of(node: Node | None, depth: int = 0) -> Value:
    """What the expression `node` can hold; `OPAQUE` where only running it would tell."""
    if node is None or depth > MAX_DEPTH:
        return OPAQUE
    reader = _READERS.get(node.type)
    return reader(node, depth + 1) if reader else OPAQUE


def dotted(value: Value) -> str:
    """The dotted text of a name or attribute chain, "" for anything else."""
    if value.kind == "name":
        return value.name
    if value.kind == "attr":
        head = dotted(value.base[0])
        return f"{head}.{value.name}" if head else ""
    return ""


def string_text(node: Node) -> str | None:
    """The content of a plain string constant; None when it is formatted."""
    parts = []
    raw = b"r" in (node.children[0].text or b"").lower() if node.child_count else False
    for child in node.named_children:
        if child.type == "interpolation":
            return None
        if child.type == "string_content":
            content = text(child)
            if "\\" in content and not raw:
                content = content.replace("\\\n", "").replace("\\'", "'").replace('\\"', '"')
            parts.append(content)
    return "".join(parts)


def _identifier(node: Node, depth: int) -> Value:
    return Value("name", text(node))


def _attribute(node: Node, depth: int) -> Value:
    attribute = node.child_by_field_name("attribute")
    base = value_of(node.child_by_field_name("object"), depth)
    return Value("attr", text(attribute), base=(base,)) if attribute else OPAQUE


def _string(node: Node, depth: int) -> Value:
    content = string_text(node)
    if content is not None:
        return Value("str", content)
    parts = []
    for child in node.named_children:
        if child.type == "string_content":
            parts.append(Value("str", text(child)))
        elif child.type == "interpolation":
            parts.append(value_of(child.child_by_field_name("expression"), depth))
    return Value("fstring", base=tuple(parts))


def _concatenated(node: Node, depth: int) -> Value:
    parts = tuple(value_of(child, depth) for child in node.named_children if child.type == "string")
    if all(part.kind == "str" for part in parts):
        return Value("str", "".join(part.name for part in parts))
    return Value("fstring", base=parts)


def _list(node: Node, depth: int) -> Value:
    if node.named_child_count > MAX_ITEMS:
        return OPAQUE
    items = (child for child in node.named_children if child.type != "comment")
    return Value("list", base=tuple(value_of(child, depth) for child in items))


def _splat(node: Node, depth: int) -> Value:
    return Value("star", base=(value_of(node.named_children[0], depth),)) if node.named_children else OPAQUE


def _binary(node: Node, depth: int) -> Value:
    operator = node.child_by_field_name("operator")
    if operator is not None and operator.type == "%":
        left = value_of(node.child_by_field_name("left"), depth)
        return Value("fstring", base=(OPAQUE, left)) if left.kind == "str" else OPAQUE
    if operator is None or operator.type not in ("+", "|"):
        return OPAQUE
    sides = (node.child_by_field_name("left"), node.child_by_field_name("right"))
    return Value("sum", base=tuple(value_of(side, depth) for side in sides))


def _first(node: Node, depth: int) -> Value:
    inner = [child for child in node.named_children if child.type != "comment"]
    return value_of(inner[0], depth) if len(inner) == 1 else OPAQUE


def _conditional(node: Node, depth: int) -> Value:
    parts = [child for child in node.named_children if child.type != "comment"]
    if len(parts) != 3:
        return OPAQUE
    state = static_test(parts[1])
    if state in ("true", "not_typing"):
        return value_of(parts[0], depth)
    if state in ("false", "typing"):
        return value_of(parts[2], depth)
    return Value("alt", base=(value_of(parts[0], depth), value_of(parts[2], depth)))


def _boolean(node: Node, depth: int) -> Value:
    sides = (node.child_by_field_name("left"), node.child_by_field_name("right"))
    return Value("alt", base=tuple(value_of(side, depth) for side in sides))


def _named(node: Node, depth: int) -> Value:
    return value_of(node.child_by_field_name("value"), depth)


def _comprehension(node: Node, depth: int) -> Value:
    source = node.text or b""
    computed = any(word in source for word in (b"globals(", b"locals(", b"dir(", b"vars(", b"__dict__"))
    return Value("public") if computed else OPAQUE


def _subscript(node: Node, depth: int) -> Value:
    holder = dotted(value_of(node.child_by_field_name("value"), depth))
    keys = node.children_by_field_name("subscript")
    key = value_of(keys[0], depth) if len(keys) == 1 else OPAQUE
    if holder in ("sys.modules", "modules"):
        if key.kind == "str":
            return Value("module", module=key.name)
        if key == Value("name", "__name__"):
            return Value("this")
    called = node.child_by_field_name("value")
    if called is not None and called.type == "call" and key.kind == "str":
        callee = called.child_by_field_name("function")
        if callee is not None and text(callee) in ("globals", "vars", "locals"):
            return Value("name", key.name)
    return OPAQUE


def arguments_of(call: Node) -> tuple[tuple[Value, ...], dict[str, Value]]:
    """Positional and keyword arguments of a call, as values."""
    positional: list[Value] = []
    named: dict[str, Value] = {}
    arguments = call.child_by_field_name("arguments")
    for child in arguments.named_children if arguments is not None else ():
        if child.type == "keyword_argument":
            key = child.child_by_field_name("name")
            if key is not None:
                named[text(key)] = value_of(child.child_by_field_name("value"))
        elif child.type != "comment":
            positional.append(value_of(child))
    return tuple(positional), named


def _call(node: Node, depth: int) -> Value:
    callee = value_of(node.child_by_field_name("function"), depth)
    last = callee.name if callee.kind in ("name", "attr") else ""
    special = _SPECIAL_CALLS.get(last)
    if special is not None:
        positional, named = arguments_of(node)
        found = special(positional, named, node)
        if found is not None:
            return found
    arguments = node.child_by_field_name("arguments")
    first = arguments.named_children[0] if arguments is not None and arguments.named_child_count else None
    if first is not None and first.type in ("identifier", "attribute", "call", "string"):
        return Value("call", base=(callee, value_of(first, depth)))
    return Value("call", base=(callee,))


def _import_module(positional: tuple[Value, ...], named: dict[str, Value], node: Node) -> Value | None:
    name = positional[0] if positional else named.get("name", OPAQUE)
    if name.kind != "str":
        return Value("import_module", base=(name,))
    package = positional[1] if len(positional) > 1 else named.get("package", OPAQUE)
    if name.name.startswith(".") and package.kind == "str":
        dots = len(name.name) - len(name.name.lstrip("."))
        head = package.name.split(".")[: len(package.name.split(".")) - dots + 1]
        return Value("module", module=".".join([*head, name.name.lstrip(".")]))
    return Value("module", module=name.name)


def _dunder_import(positional: tuple[Value, ...], named: dict[str, Value], node: Node) -> Value | None:
    if not positional or positional[0].kind != "str":
        return Value("import_module", base=positional[:1])
    whole = len(positional) > 3 or "fromlist" in named
    return Value("module" if whole else "top", module=positional[0].name)


def _getattr(positional: tuple[Value, ...], named: dict[str, Value], node: Node) -> Value | None:
    if len(positional) < 2:
        return None
    if positional[1].kind == "str":
        return Value("attr", positional[1].name, base=(positional[0],))
    return Value("getattr", base=positional[:2])


def _wrapped_list(positional: tuple[Value, ...], named: dict[str, Value], node: Node) -> Value | None:
    if len(positional) == 1 and positional[0].kind in ("list", "sum", "public", "attr", "name"):
        return positional[0]
    return _comprehension(node, 0)


def _format(positional: tuple[Value, ...], named: dict[str, Value], node: Node) -> Value | None:
    function = node.child_by_field_name("function")
    pattern = value_of(function.child_by_field_name("object")) if function is not None else OPAQUE
    return Value("fstring", base=(OPAQUE, pattern)) if pattern.kind == "str" else None


def _public(positional: tuple[Value, ...], named: dict[str, Value], node: Node) -> Value | None:
    return Value("public") if not positional else None


_SPECIAL_CALLS = {
    "import_module": _import_module,
    "__import__": _dunder_import,
    "getattr": _getattr,
    "list": _wrapped_list,
    "tuple": _wrapped_list,
    "sorted": _wrapped_list,
    "set": _wrapped_list,
    "frozenset": _wrapped_list,
    "dir": _public,
    "format": _format,
}

_READERS = {
    "identifier": _identifier,
    "attribute": _attribute,
    "string": _string,
    "concatenated_string": _concatenated,
    "list": _list,
    "tuple": _list,
    "set": _list,
    "expression_list": _list,
    "list_splat": _splat,
    "binary_operator": _binary,
    "parenthesized_expression": _first,
    "conditional_expression": _conditional,
    "boolean_operator": _boolean,
    "named_expression": _named,
    "list_comprehension": _comprehension,
    "generator_expression": _comprehension,
    "set_comprehension": _comprehension,
    "subscript": _subscript,
    "call": _call,
}
