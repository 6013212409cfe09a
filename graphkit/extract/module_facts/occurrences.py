"""Every occurrence of one identifier in one file: what binds it and what refers to it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from graphkit.extract.module_facts.binders import BINDERS, imported_by
from graphkit.extract.module_facts.parsing import Parsed
from graphkit.extract.module_facts.places import (
    Step,
    descend,
    enter_body,
    generic,
    in_characters,
    surroundings,
)
from graphkit.extract.module_facts.strings import in_string, string_usage
from graphkit.extract.module_facts.usages import assigned_to, call_values, usage_of
from graphkit.extract.module_facts.values import text, value_of
from graphkit.model.facts import OPAQUE, Binding, Occurrences, Reference, Value

if TYPE_CHECKING:
    from tree_sitter import Node

_PARAMETERS = frozenset(
    {"parameters", "lambda_parameters", "default_parameter", "typed_parameter", "typed_default_parameter"}
)
_IMPORTS = frozenset({"import_statement", "import_from_statement", "future_import_statement"})
_GENERIC = frozenset({"function_definition", "class_definition", "type_alias_statement"})
_CAPTURES = frozenset({"case_pattern", "keyword_pattern", "splat_pattern", "dict_pattern"})


def occurrences(parsed: Parsed, name: str) -> Occurrences:
    """Find `name` in a parsed file. Cost: a search of the text, then the tree's depth each time.

    In a file that is nested far deeper than Python accepts nothing is found.
    """
    try:
        return _occurrences(parsed, name)
    except RecursionError:
        return Occurrences((), ())


def _occurrences(parsed: Parsed, name: str) -> Occurrences:
    bindings: list[Binding] = []
    references: list[Reference] = []
    for offset in _offsets(parsed.source, name.encode()):
        steps = descend(parsed.tree, offset)
        if _in_comments(parsed, offset):
            references.append(_commented(steps, name, offset, parsed.source))
            continue
        found = _occurrence(steps, name, offset, parsed.source)
        for item in found:
            (bindings if isinstance(item, Binding) else references).append(item)  # type: ignore[arg-type]
    return Occurrences(
        tuple(in_characters(bindings, parsed.source)), tuple(in_characters(references, parsed.source))
    )


def _offsets(source: bytes, word: bytes) -> Iterator[int]:
    """Where `word` stands as a whole identifier."""
    start = source.find(word)
    while start >= 0:
        end = start + len(word)
        if not _is_word(source[start - 1 : start]) and not _is_word(source[end : end + 1]):
            yield start
        start = source.find(word, end)


def _is_word(byte: bytes) -> bool:
    return byte.isalnum() or byte == b"_" or byte >= b"\x80"


def _occurrence(steps: list[Step], name: str, offset: int, source: bytes) -> list[Binding | Reference]:
    node = steps[-1].node
    if node.type == "comment":
        return [_plain(steps, name, "comment")]
    if node.type in ("string_content", "string_start", "string_end", "escape_sequence"):
        if not any(step.node.type == "string" for step in steps):
            # the beginning of a string that never ends
            return [_plain(steps, name, "string")]
        return in_string(steps, name, offset, source)
    if node.type != "identifier":
        return []
    bound = _bindings(steps, name)
    if bound is not None:
        return bound
    reference = _reference(steps, name)
    return [reference] if reference is not None else []


def _in_comments(parsed: Parsed, offset: int) -> bool:
    place = bisect_right(parsed.comments, (offset, len(parsed.source)))
    return place > 0 and offset < parsed.comments[place - 1][1]


def _commented(steps: list[Step], name: str, offset: int, source: bytes) -> Reference:
    """A name in a comment that is not in the tree."""
    line = source.rfind(b"\n", 0, offset) + 1
    start = source.find(b"#", line)
    place = surroundings(steps).place(steps[-1].node)
    place = place._replace(line=source.count(b"\n", 0, line) + 1, column=start - line, offset=start)
    return Reference(name, "comment", OPAQUE, place, "comment")


def _plain(steps: list[Step], name: str, role: str) -> Reference:
    return Reference(name, role, OPAQUE, surroundings(steps).place(steps[-1].node), role)


# ---------------------------------------------------------------- bindings


def _bindings(steps: list[Step], name: str) -> list[Binding | Reference] | None:
    """What binds here; None when the occurrence is no binding."""
    leaf = steps[-1].node
    parameter = _parameter(steps, name)
    if parameter is not None:
        return [parameter]
    for index in range(len(steps) - 2, max(len(steps) - 12, -1), -1):
        node = steps[index].node
        if node.type in _CAPTURES:
            return _capture(steps, name)
        if node.type == "type_parameter" and steps[index - 1].node.type in _GENERIC:
            return [_type_parameter(steps, index, name)]
        binder = BINDERS.get(node.type)
        if binder is None or node.type in ("call", "decorated_definition"):
            continue
        if node.type in _IMPORTS:
            return _imported(steps, index, name)
        found = [b for b in binder(node) if b.node.start_byte == leaf.start_byte and b.name == name]
        if found:
            around = surroundings(steps)
            if node.type == "named_expression":
                while around.scope and around.scope[-1].kind == "comprehension":
                    around = around._replace(scope=around.scope[:-1])
            place = around.place(leaf)
            result: list[Binding | Reference] = [Binding(name, b.kind, b.value, place) for b in found]
            if node.type == "augmented_assignment":
                result.append(Reference(name, "load", Value("name", name), place, "reference"))
            return result
        if node.type in ("assignment", "augmented_assignment", "for_statement", "function_definition"):
            return None
    return None


def _type_parameter(steps: list[Step], index: int, name: str) -> Binding:
    """`def f[T]`, `class C[T]`: the parameter is seen in the whole definition."""
    inside = generic(surroundings(steps[:index]), steps[index - 1].node)
    return Binding(name, "param", OPAQUE, inside.place(steps[-1].node))


def _capture(steps: list[Step], name: str) -> list[Binding | Reference] | None:
    """A bare name in a `case` pattern captures; a dotted one or a class is looked up."""
    leaf, holder = steps[-1], steps[-2]
    if holder.node.type == "dotted_name":
        pattern = steps[-3].node.type if len(steps) > 2 else ""
        if holder.node.named_child_count > 1 or pattern not in ("case_pattern", "keyword_pattern"):
            return None
    elif holder.node.type == "keyword_pattern" and holder.node.named_children[0].id == leaf.node.id:
        return []
    elif holder.node.type == "class_pattern":
        return None
    return [Binding(name, "assign", OPAQUE, surroundings(steps).place(leaf.node))]


def _parameter(steps: list[Step], name: str) -> Binding | None:
    """A parameter's name is bound in the function, though it stands outside its body."""
    for index in range(len(steps) - 2, max(len(steps) - 7, 0), -1):
        node, field = steps[index].node, steps[index + 1].field
        if node.type in ("parameters", "lambda_parameters"):
            break
        if field in ("type", "value") or node.type not in (
            *_PARAMETERS,
            "list_splat_pattern",
            "dictionary_splat_pattern",
            "tuple_pattern",
        ):
            return None
    else:
        return None
    owner = steps[index - 1].node
    inside = enter_body(generic(surroundings(steps[:index]), owner), owner)
    return Binding(name, "param", OPAQUE, inside.place(steps[-1].node))


def _imported(steps: list[Step], index: int, name: str) -> list[Binding | Reference]:
    """Occurrences in an import statement: the name taken, the name bound, or a part of the path."""
    statement, leaf = steps[index].node, steps[-1].node
    around = surroundings(steps)
    place = around.place(leaf)
    part = steps[index + 1]
    # thousands of names may be taken in one statement
    binds = list(imported_by(statement, part.node)) if part.field == "name" else []
    result: list[Binding | Reference] = [
        Binding(name, "import", bound.value, place)
        for bound in binds
        if bound.node.start_byte == leaf.start_byte and bound.name == name
    ]
    if statement.type == "import_from_statement":
        for bound in binds:
            taken = _taken_node(bound.node, statement) if bound.value.kind == "from" else None
            if taken is not None and taken.start_byte == leaf.start_byte:
                result.append(Reference(name, "import", bound.value, place, "import", (bound.name,)))
                return result
    if not result or statement.type == "import_statement":
        path = _path_up_to(leaf)
        if path:
            usage = "from" if statement.type == "import_from_statement" else "import"
            result.append(Reference(name, "path", Value("module", module=path), place, usage))
    return result


def _taken_node(bound: Node, statement: Node) -> Node | None:
    """The node of the name taken, which is not the bound one when there is an alias."""
    parent = bound.parent
    if parent is not None and parent.type == "aliased_import":
        return parent.child_by_field_name("name")
    return bound


def _path_up_to(leaf: Node) -> str:
    """The dotted module from its start to `leaf`, with the dots of a relative import."""
    holder = leaf.parent
    if holder is None or holder.type != "dotted_name":
        return ""
    parts = []
    for child in holder.named_children:
        parts.append(text(child))
        if child.id == leaf.id:
            break
    prefix = ""
    outer = holder.parent
    if outer is not None and outer.type == "relative_import":
        prefix = "".join(text(child) for child in outer.children if child.type == "import_prefix")
    return prefix + ".".join(parts)


# ---------------------------------------------------------------- references


def _reference(steps: list[Step], name: str) -> Reference | None:
    leaf = steps[-1]
    holder = steps[-2]
    top = len(steps) - 1
    role, value = "load", Value("name", name)
    if holder.node.type == "attribute" and leaf.field == "attribute":
        top, role, value = top - 1, "attribute", value_of(holder.node)
    elif holder.node.type == "dotted_name" and holder.node.named_children[0].id != leaf.node.id:
        # in the pattern of a `case`
        top, role, value = top - 1, "attribute", _dotted_value(holder.node, leaf.node)
    elif holder.node.type == "keyword_argument" and leaf.field == "name":
        return _keyword(steps, name)
    usage = usage_of(steps, top)
    role = "store" if usage == "store" else role
    holder = steps[top - 1]
    call: tuple[Value, ...] = ()
    position = -1
    if holder.node.type == "call" and usage in ("call", "decorator"):
        call = call_values(holder.node)
    elif usage == "argument":
        _, call, position = string_usage(steps, top)
    place = surroundings(steps).place(leaf.node)
    # what `getattr` gives is what it names
    bound = assigned_to(steps, top - 1 if call and name == "getattr" else top)
    return Reference(name, role, value, place, usage, bound, call, position)


def _dotted_value(holder: Node, leaf: Node) -> Value:
    """The attribute chain of a dotted name up to `leaf`."""
    parts = [text(child) for child in holder.named_children if child.start_byte <= leaf.start_byte]
    value = Value("name", parts[0])
    for part in parts[1:]:
        value = Value("attr", part, base=(value,))
    return value


def _keyword(steps: list[Step], name: str) -> Reference | None:
    call = steps[-4].node if len(steps) > 3 else None
    if call is None or call.type != "call":
        return None
    place = surroundings(steps).place(steps[-1].node)
    return Reference(name, "keyword", Value("str", name), place, "keyword", (), call_values(call))
