"""Every occurrence of one identifier in one file: what binds it and what refers to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graphkit.extract.module_facts.binders import BINDERS, subscripted
from graphkit.extract.module_facts.parsing import Parsed
from graphkit.extract.module_facts.places import Step, descend, enter_body, generic, in_characters, surroundings
from graphkit.extract.module_facts.values import text, value_of
from graphkit.model.facts import OPAQUE, Binding, Occurrences, Reference, Value

if TYPE_CHECKING:
    from tree_sitter import Node

_PARAMETERS = frozenset(
    {"parameters", "lambda_parameters", "default_parameter", "typed_parameter", "typed_default_parameter"}
)
_IMPORTS = frozenset({"import_statement", "import_from_statement", "future_import_statement"})
_CARRIERS = frozenset(
    {
        *("assignment", "parenthesized_expression", "conditional_expression", "boolean_operator"),
        *("tuple", "list", "set", "expression_list"),
    }
)
_TYPES = frozenset({"type", "generic_type", "type_parameter", "union_type", "member_type", "constrained_type"})
# what a string may be a part of and still be one text
_WRITTEN = frozenset({"concatenated_string", "binary_operator", "parenthesized_expression"})
_GENERIC = frozenset({"function_definition", "class_definition", "type_alias_statement"})
_CAPTURES = frozenset({"case_pattern", "keyword_pattern", "splat_pattern", "dict_pattern"})


def occurrences(parsed: Parsed, name: str) -> Occurrences:
    """Find `name` in a parsed file. Cost: a search of the text, then the tree's depth each time."""
    bindings: list[Binding] = []
    references: list[Reference] = []
    pattern = re.compile(rb"(?<![\w\x80-\xff])" + re.escape(name.encode()) + rb"(?![\w\x80-\xff])")
    for match in pattern.finditer(parsed.source):
        found = _occurrence(descend(parsed.tree, match.start()), name, match.start(), parsed.source)
        for item in found:
            (bindings if isinstance(item, Binding) else references).append(item)  # type: ignore[arg-type]
    return Occurrences(
        tuple(in_characters(bindings, parsed.source)), tuple(in_characters(references, parsed.source))
    )


def _occurrence(steps: list[Step], name: str, offset: int, source: bytes) -> list[Binding | Reference]:
    node = steps[-1].node
    if node.type == "comment":
        return [_plain(steps, name, "comment")]
    if node.type in ("string_content", "string_start", "string_end", "escape_sequence"):
        return _in_string(steps, name, offset, source)
    if node.type != "identifier":
        return []
    bound = _bindings(steps, name)
    if bound is not None:
        return bound
    reference = _reference(steps, name)
    return [reference] if reference is not None else []


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
        if field in ("type", "value") or node.type not in (*_PARAMETERS, "list_splat_pattern", "dictionary_splat_pattern", "tuple_pattern"):
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
    result: list[Binding | Reference] = []
    for bound in BINDERS[statement.type](statement):
        if bound.node.start_byte == leaf.start_byte and bound.name == name:
            result.append(Binding(name, "import", bound.value, place))
    if statement.type == "import_from_statement":
        for bound in BINDERS[statement.type](statement):
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
    usage = _usage(steps, top)
    holder = steps[top - 1]
    call: tuple[Value, ...] = ()
    position = -1
    if holder.node.type == "call" and usage in ("call", "decorator"):
        call = _call_values(holder.node)
    elif usage == "argument":
        _, call, position = _string_usage(steps, top)
    place = surroundings(steps).place(leaf.node)
    # what `getattr` gives is what it names
    bound = _assigned_to(steps, top - 1 if call and name == "getattr" else top)
    return Reference(name, role, value, place, usage, bound, call, position)


def _dotted_value(holder: Node, leaf: Node) -> Value:
    """The attribute chain of a dotted name up to `leaf`."""
    parts = [text(child) for child in holder.named_children if child.start_byte <= leaf.start_byte]
    value = Value("name", parts[0])
    for part in parts[1:]:
        value = Value("attr", part, base=(value,))
    return value


def _assigned_to(steps: list[Step], top: int) -> tuple[str, ...]:
    """The names that get the expression `steps[top]`, wholly or as one of several."""
    for index in range(top, 0, -1):
        node, field = steps[index - 1].node, steps[index].field
        if node.type in ("assignment", "for_statement", "for_in_clause") and field == "right":
            return tuple(sorted({bound.name for bound in BINDERS[node.type](node)}))
        if node.type == "named_expression" and field == "value":
            return tuple(bound.name for bound in BINDERS[node.type](node))
        if node.type not in _CARRIERS:
            return ()
    return ()


def _keyword(steps: list[Step], name: str) -> Reference | None:
    call = steps[-4].node if len(steps) > 3 else None
    if call is None or call.type != "call":
        return None
    place = surroundings(steps).place(steps[-1].node)
    return Reference(name, "keyword", Value("str", name), place, "keyword", (), _call_values(call))


def _usage(steps: list[Step], top: int) -> str:
    """How the expression `steps[top]` is used by what encloses it."""
    while steps[top - 1].node.type == "parenthesized_expression" or _starred_callee(steps, top):
        top -= 1
    step, holder = steps[top], steps[top - 1].node
    if holder.type == "call" and step.field == "function":
        return "decorator" if steps[top - 2].node.type == "decorator" else "call"
    if holder.type == "decorator":
        return "decorator"
    if holder.type in ("assignment", "for_statement", "for_in_clause") and step.field == "left":
        return "store"
    if holder.type == "delete_statement":
        return "store"
    if holder.type == "attribute" and step.field == "object":
        return "base"
    for index in range(top, 0, -1):
        node, field = steps[index].node, steps[index].field
        if node.type == "type":
            return _annotation(steps, _outermost_type(steps, index))
        if node.type == "argument_list":
            if steps[index - 1].node.type == "class_definition":
                return "base_class" if top - index == 1 or _subscripted(steps, index, top) else "reference"
            return "argument" if top - index == 1 else "reference"
        if node.type == "block" or field == "body":
            break
    return "reference"


def _starred_callee(steps: list[Step], top: int) -> bool:
    # `x[*f()]`: the parser puts the star inside the callee
    return steps[top - 1].node.type == "list_splat" and steps[top - 1].field == "function"


def _outermost_type(steps: list[Step], index: int) -> int:
    """The step of the whole annotation that the type at `index` is a part of."""
    outermost = index
    while steps[index].node.type in _TYPES:
        if steps[index].node.type == "type":
            outermost = index
        index -= 1
    return outermost


def _annotation(steps: list[Step], index: int) -> str:
    """Annotations of variables in functions are never evaluated, aliases of types on demand."""
    around = surroundings(steps[: index + 1])
    holder = steps[index - 1].node.type
    local = holder == "type_alias_statement" or (holder == "assignment" and around.in_call)
    return "local_annotation" if local else "annotation"


def _subscripted(steps: list[Step], index: int, top: int) -> bool:
    # `class A(Base[T])`: the base is the subscripted name
    return top - index == 2 and steps[index + 1].node.type == "subscript" and steps[top].field == "value"


def _call_values(call: Node) -> tuple[Value, ...]:
    arguments = call.child_by_field_name("arguments")
    given = []
    for child in arguments.named_children if arguments is not None else ():
        if child.type == "keyword_argument":
            key = child.child_by_field_name("name")
            value = value_of(child.child_by_field_name("value"))
            given.append(Value("keyword", text(key) if key is not None else "", base=(value,)))
        elif child.type != "comment":
            given.append(value_of(child))
    return (value_of(call.child_by_field_name("function")), *given)


# ---------------------------------------------------------------- strings


def _in_string(steps: list[Step], name: str, offset: int, source: bytes) -> list[Binding | Reference]:
    top = len(steps) - 1
    while steps[top].node.type != "string":
        top -= 1
    while steps[top - 1].node.type in _WRITTEN or steps[top - 1].node.type == "attribute":
        if steps[top - 1].node.type == "attribute":
            if steps[top - 2].node.type != "call":
                break
            # `"…".format(…)`
            top -= 1
        top -= 1
    node = steps[top].node
    around = surroundings(steps[: top + 1])
    place = around.place(node)._replace(offset=offset)
    line_start = source.rfind(b"\n", 0, offset) + 1
    place = place._replace(line=source.count(b"\n", 0, offset) + 1, column=offset - line_start)
    result: list[Binding | Reference] = []
    holder = steps[top - 1].node
    if holder.type == "subscript" or (holder.type == "argument_list"):
        for binder_index in range(top - 1, max(top - 5, 0), -1):
            outer = steps[binder_index].node
            if outer.type == "assignment":
                result += [Binding(name, b.kind, b.value, place) for b in subscripted(outer) if b.name == name]
            elif outer.type == "call":
                result += [Binding(name, b.kind, b.value, place) for b in BINDERS["call"](outer) if b.name == name]
    usage, call, position = _string_usage(steps, top)
    bound = _assigned_to(steps, top - 2 if call else top)
    result.append(Reference(name, "string", value_of(node), place, usage, bound, call, position))
    return result


def _string_usage(steps: list[Step], top: int) -> tuple[str, tuple[Value, ...], int]:
    holder = steps[top - 1].node
    if holder.type == "expression_statement":
        return "docstring", (), -1
    for index in range(top, 0, -1):
        node = steps[index].node
        if node.type == "type":
            return _annotation(steps, index), (), -1
        if _changes_all(steps, index):
            return "export", (), -1
        if node.type == "block":
            break
    if holder.type == "argument_list" and steps[top - 2].node.type == "call":
        call = steps[top - 2].node
        items = [c for c in holder.named_children if c.type != "comment"]
        position = next((i for i, item in enumerate(items) if item.id == steps[top].node.id), -1)
        return "argument", _call_values(call), position
    if holder.type == "keyword_argument" and len(steps) > 3 and steps[top - 3].node.type == "call":
        key = holder.child_by_field_name("name")
        return f"argument {text(key)}" if key is not None else "argument", _call_values(steps[top - 3].node), -1
    return "string", (), -1


def _changes_all(steps: list[Step], index: int) -> bool:
    node = steps[index].node
    if node.type in ("assignment", "augmented_assignment"):
        left = node.child_by_field_name("left")
        return left is not None and left.text == b"__all__" and len(surroundings(steps[:index]).scope) == 0
    if node.type == "call":
        function = node.child_by_field_name("function")
        return function is not None and (function.text or b"").startswith(b"__all__.")
    return False

