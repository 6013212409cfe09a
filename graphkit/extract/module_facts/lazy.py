"""Names that a module provides on demand: PEP 562 `__getattr__` and the idioms around it.

Three providers are read: a module-level `__getattr__` (defined, or assigned from a call such as
`lazy_loader.attach`), an object put in place of the module (`sys.modules[__name__] = …`), and a call
that takes `__name__` and a table. What they provide stands in literal tables, or in comparisons of
the asked name with constants.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from graphkit.extract.module_facts.binders import BINDERS
from graphkit.extract.module_facts.values import string_text, text, value_of
from graphkit.model.facts import OPAQUE, Binding, LazyName, Value

if TYPE_CHECKING:
    from tree_sitter import Node

_SCOPES = frozenset({"function_definition", "class_definition", "lambda"})


def lazy_names(root: Node, bindings: list[Binding], source: bytes) -> tuple[tuple[LazyName, ...], bool, str]:
    """The names provided on demand, whether others may be that cannot be read, and which are kept."""
    if b"__getattr__" not in source and b"__name__" not in source:
        return (), False, ""
    getattrs = [binding for binding in bindings if binding.name == "__getattr__"]
    assigned = [binding for binding in getattrs if binding.kind != "def"]
    replaced = _replaces_module(root)
    kept = "all" if replaced else ""
    if not getattrs and not replaced:
        return (), False, ""
    found = [lazy for node in _walk(root) for lazy in _table(node)]
    open_getattr = not found and bool(assigned)
    constants = {b.name: b.value for b in bindings if b.kind == "assign" and b.value.kind == "list"}
    for node in root.named_children:
        function = _getattr_function(node)
        if function is not None:
            provided, unread = _function(function, constants)
            found += provided
            open_getattr = open_getattr or (unread and not found)
            kept = kept or _kept(function)
    return tuple(found), open_getattr, kept or ("asked" if assigned else "")


def _kept(node: Node) -> str:
    """Whether a `__getattr__` writes what it answers into the namespace."""
    body = node.child_by_field_name("body")
    source = (body.text or b"") if body is not None else b""
    if b"globals()" not in source and b"setattr(" not in source:
        return ""
    return "module" if any(child.type == "for_statement" for child in _inside(body)) else "asked"


def _inside(node: Node | None) -> Iterator[Node]:
    for child in node.named_children if node is not None else ():
        yield child
        yield from _inside(child)


def _getattr_function(node: Node) -> Node | None:
    """The function of `def __getattr__(name): …` or `__getattr__ = lambda name: …`."""
    if node.type == "decorated_definition":
        node = node.child_by_field_name("definition") or node
    if node.type == "function_definition":
        name = node.child_by_field_name("name")
        return node if name is not None and name.text == b"__getattr__" else None
    assignment = (
        node.named_children[0] if node.type == "expression_statement" and node.named_children else node
    )
    left, right = assignment.child_by_field_name("left"), assignment.child_by_field_name("right")
    if left is not None and left.text == b"__getattr__" and right is not None and right.type == "lambda":
        return right
    return None


def _walk(node: Node) -> Iterator[Node]:
    """Dictionaries and sets of the module level, wherever they stand in a statement."""
    for child in node.named_children:
        if child.type in _SCOPES or child.type == "decorated_definition":
            continue
        if child.type in ("dictionary", "keyword_argument", "assignment", "call"):
            yield child
        if child.type != "dictionary":
            yield from _walk(child)


def _replaces_module(node: Node) -> bool:
    for child in node.named_children:
        if child.type == "expression_statement":
            for expression in child.named_children:
                left, call = expression.child_by_field_name("left"), expression
                if left is not None and left.type == "subscript" and value_of(left).kind == "this":
                    return True
                if expression.type == "assignment":
                    call = expression.child_by_field_name("right") or expression
                if call.type == "call" and _takes_name_and_table(call):
                    return True
        elif child.type not in _SCOPES and _replaces_module(child):
            return True
    return False


def _takes_name_and_table(call: Node) -> bool:
    arguments = call.child_by_field_name("arguments")
    items = [c for c in arguments.named_children if c.type != "comment"] if arguments is not None else []
    if not items or items[0].text != b"__name__":
        return False
    return any(
        item.type == "dictionary"
        or (
            item.type == "keyword_argument"
            and (item.child_by_field_name("value") or item).type == "dictionary"
        )
        for item in items
    )


def _table(node: Node) -> Iterator[LazyName]:
    if node.type == "dictionary":
        for pair in node.named_children:
            key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
            if pair.type == "pair" and key is not None and value is not None:
                yield from _entry(key, value)
    elif node.type == "call":
        yield from _dict_call(node)
    elif node.type == "keyword_argument":
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        if name is not None and name.text == b"submodules" and value is not None:
            for item in value.named_children:
                if item.type == "string":
                    yield _lazy(item, string_text(item) or "", _modules(string_text(item) or ""))
    else:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        keys = (
            left.children_by_field_name("subscript") if left is not None and left.type == "subscript" else []
        )
        if right is not None and len(keys) == 1:
            yield from _entry(keys[0], right)


def _dict_call(call: Node) -> Iterator[LazyName]:
    function, arguments = call.child_by_field_name("function"), call.child_by_field_name("arguments")
    if function is None or function.text != b"dict" or arguments is None:
        return
    for item in arguments.named_children:
        key, value = item.child_by_field_name("name"), item.child_by_field_name("value")
        if item.type == "keyword_argument" and key is not None and value is not None:
            yield from _entry(key, value)


def _entry(key: Node, value: Node) -> Iterator[LazyName]:
    name = text(key) if key.type == "identifier" else None
    if key.type in ("string", "concatenated_string"):
        name = string_text(key)
    if not name:
        return
    held = value_of(value)
    texts = [item.name for item in held.base if item.kind == "str"] if held.kind == "list" else []
    if held.kind == "str":
        yield _lazy(key, name, _spelled(name, held.name))
    elif held.kind in ("name", "attr"):
        yield _lazy(key, name, (held,))
    elif held.kind == "list":
        if value.type == "tuple" and len(texts) == 2:
            yield _lazy(key, name, tuple(Value("from", texts[1], module) for module in _raw(texts[0])))
        elif value.type == "tuple" and len(texts) == 1 < len(held.base):
            # the other items say in which package, or are of no interest
            yield _lazy(key, name, _spelled(name, texts[0]))
        for item in value.named_children:
            taken = string_text(item) if item.type == "string" else None
            if taken:
                yield _lazy(item, taken, tuple(Value("from", taken, module) for module in _raw(name)))


def _spelled(name: str, path: str) -> tuple[Value, ...]:
    """What `{name: path}` may mean: a module, `module:attribute`, `module.attribute`, another name."""
    head, colon, tail = path.partition(":")
    if colon:
        return tuple(Value("from", tail, module) for module in _raw(head))
    values = [Value("from", name, module) for module in _raw(path)]
    head, dot, tail = path.rpartition(".")
    if dot and tail:
        values += [Value("from", tail, module) for module in _raw(head or ".")]
    if path == name or path.lstrip(".") == name:
        values += _modules(path)
    return (*values, Value("name", path)) if path.isidentifier() else tuple(values)


def _raw(module: str) -> tuple[str, ...]:
    return (module,) if module.startswith(".") else (f".{module}", module)


def _modules(path: str) -> tuple[Value, ...]:
    return tuple(Value("module", module=module) for module in _raw(path))


def _lazy(node: Node, name: str, values: tuple[Value, ...]) -> LazyName:
    return LazyName(name, values, node.start_point.row + 1)


def _function(node: Node, constants: dict[str, Value]) -> tuple[list[LazyName], bool]:
    """What a `__getattr__` answers, and whether some of it cannot be read."""
    parameters, body = node.child_by_field_name("parameters"), node.child_by_field_name("body")
    names = [child for child in (parameters.named_children if parameters else []) if child.type != "comment"]
    if not names or body is None:
        return [], True
    asked = text(names[0].named_children[0] if names[0].named_child_count else names[0])
    local = _local_values(body)
    found: list[LazyName] = []
    answered: list[Node] = []
    for block, asked_for in _clauses(body, asked, constants):
        answered.append(block)
        found += _answers(block, asked_for, asked, local)
    returned = [r for r in _returned(node) if not any(_within(r, block) for block in answered)]
    forwards = [lazy for value in returned for lazy in _forward(value, asked, local)]
    return found + forwards, not found and not forwards and any(True for _ in _returned(node))


def _returned(node: Node) -> Iterator[Node]:
    body = node.child_by_field_name("body")
    if body is not None and node.type == "lambda":
        yield body
    elif body is not None:
        yield from _returns(body)


def _within(node: Node, block: Node) -> bool:
    return block.start_byte <= node.start_byte and node.end_byte <= block.end_byte


def _clauses(
    node: Node, asked: str, constants: dict[str, Value]
) -> Iterator[tuple[Node, list[tuple[Node, str]]]]:
    """The blocks that run for some asked names only, with the strings (and their nodes) of those names."""
    for child in _inside(node):
        if child.type in ("if_statement", "elif_clause"):
            block = child.child_by_field_name("consequence")
            names = _compared(child.child_by_field_name("condition"), asked, constants)
        elif child.type == "case_clause":
            block = child.child_by_field_name("consequence")
            patterns = [c for c in child.named_children if c.type == "case_pattern"]
            names = [(s, string_text(s) or "") for p in patterns for s in _inside(p) if s.type == "string"]
        else:
            continue
        if block is not None and names:
            yield block, names


def _compared(condition: Node | None, asked: str, constants: dict[str, Value]) -> list[tuple[Node, str]]:
    if condition is None or condition.type != "comparison_operator" or condition.named_child_count != 2:
        return []
    sides, operator = condition.named_children, condition.children[1].type
    if operator not in ("==", "in") or asked not in (text(sides[0]), text(sides[1])):
        return []
    other = sides[1] if text(sides[0]) == asked else sides[0]
    if other.type == "string":
        return [(other, string_text(other) or "")]
    if other.type == "identifier":
        items = constants.get(text(other), OPAQUE).base
        return [(other, item.name) for item in items if item.kind == "str"]
    return [(c, string_text(c) or "") for c in other.named_children if c.type == "string"]


def _answers(
    block: Node, names: list[tuple[Node, str]], asked: str, local: dict[str, Value]
) -> Iterator[LazyName]:
    for returned in _returns(block):
        value = value_of(returned)
        for node, name in names:
            yield _lazy(node, name, (_substituted(value, local, asked, name),))


def _local_values(block: Node) -> dict[str, Value]:
    """What the function's own imports and assignments bind, nested blocks too."""
    values: dict[str, Value] = {}
    for node in _inside(block):
        if node.type in ("import_statement", "import_from_statement", "assignment"):
            values.update({bound.name: bound.value for bound in BINDERS[node.type](node)})
    return values


def _substituted(value: Value, local: dict[str, Value], asked: str, name: str, depth: int = 0) -> Value:
    if value.kind == "name" and value.name in local and depth < 10:
        return _substituted(local[value.name], local, asked, name, depth + 1)
    if value.kind == "getattr":
        # `getattr(module, name)` with the asked name
        return Value("attr", name, base=(_substituted(value.base[0], local, asked, name, depth),))
    if value.base:
        return value._replace(
            base=tuple(_substituted(part, local, asked, name, depth) for part in value.base)
        )
    return value


def _forward(returned: Node, asked: str, local: dict[str, Value]) -> Iterator[LazyName]:
    """`return getattr(module, name)` answers every name with the module's."""
    value = value_of(returned)
    if value.kind == "getattr" and value.base[1] == Value("name", asked):
        holder = _substituted(value.base[0], local, asked, "")
        if holder.kind in ("name", "attr", "module", "from", "top"):
            yield _lazy(returned, "*", (holder,))


def _returns(node: Node) -> Iterator[Node]:
    for child in node.named_children:
        if child.type == "return_statement" and child.named_child_count:
            yield child.named_children[0]
        elif child.type not in _SCOPES:
            yield from _returns(child)
