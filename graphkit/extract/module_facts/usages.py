"""How an expression is used by what encloses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.extract.module_facts.binders import BINDERS
from graphkit.extract.module_facts.places import Step, surroundings
from graphkit.extract.module_facts.values import text, value_of
from graphkit.model.facts import Value

if TYPE_CHECKING:
    from tree_sitter import Node

_CARRIERS = frozenset(
    {
        *("assignment", "parenthesized_expression", "conditional_expression", "boolean_operator"),
        *("tuple", "list", "set", "expression_list"),
    }
)
_TYPES = frozenset(
    {"type", "generic_type", "type_parameter", "union_type", "member_type", "constrained_type"}
)


def assigned_to(steps: list[Step], top: int) -> tuple[str, ...]:
    """The names that get the expression `steps[top]`, wholly or as one of several."""
    for index in range(top, 0, -1):
        node, field = steps[index - 1].node, steps[index].field
        if node.type in ("assignment", "for_statement", "for_in_clause") and field == "right":
            if node.type == steps[index - 2].node.type == "assignment":
                # `a = b = …`: the outer assignment has all the names
                continue
            return tuple(sorted({bound.name for bound in BINDERS[node.type](node)}))
        if node.type == "named_expression" and field == "value":
            return tuple(bound.name for bound in BINDERS[node.type](node))
        if node.type not in _CARRIERS:
            return ()
    return ()


def usage_of(steps: list[Step], top: int) -> str:
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
            return annotation_usage(steps, _outermost_type(steps, index))
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


def annotation_usage(steps: list[Step], index: int) -> str:
    """Annotations of variables in functions are never evaluated, aliases of types on demand."""
    around = surroundings(steps[: index + 1])
    holder = steps[index - 1].node.type
    local = holder == "type_alias_statement" or (holder == "assignment" and around.in_call)
    return "local_annotation" if local else "annotation"


def _subscripted(steps: list[Step], index: int, top: int) -> bool:
    # `class A(Base[T])`: the base is the subscripted name
    return top - index == 2 and steps[index + 1].node.type == "subscript" and steps[top].field == "value"


def call_values(call: Node) -> tuple[Value, ...]:
    """The callee of a call, then its arguments."""
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
