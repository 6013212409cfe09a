"""Occurrences inside strings: in `__all__`, in annotations, in arguments, or just there."""

from __future__ import annotations

from graphkit.extract.module_facts.binders import BINDERS, subscripted
from graphkit.extract.module_facts.places import Step, surroundings
from graphkit.extract.module_facts.usages import annotation_usage, assigned_to, call_values
from graphkit.extract.module_facts.values import text, value_of
from graphkit.model.facts import Binding, Reference, Value

# the names of `typing` whose brackets hold types
_GENERICS = frozenset(
    {
        *("Annotated", "AsyncGenerator", "AsyncIterable", "AsyncIterator", "Awaitable", "Callable"),
        *("ClassVar", "Collection", "Coroutine", "DefaultDict", "Deque", "Dict", "Final", "FrozenSet"),
        *("Generator", "Generic", "Iterable", "Iterator", "List", "Mapping", "MutableMapping"),
        *("MutableSequence", "MutableSet", "NotRequired", "Optional", "Required", "Sequence", "Set"),
        *("Tuple", "Type", "TypeGuard", "Union"),
    }
)
# what a string may be a part of and still be one text
_WRITTEN = frozenset({"concatenated_string", "binary_operator", "parenthesized_expression"})


def in_string(steps: list[Step], name: str, offset: int, source: bytes) -> list[Binding | Reference]:
    """What the occurrence of `name` at byte `offset`, inside a string, binds or refers to."""
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
                result += [
                    Binding(name, b.kind, b.value, place) for b in subscripted(outer) if b.name == name
                ]
            elif outer.type == "call":
                result += [
                    Binding(name, b.kind, b.value, place) for b in BINDERS["call"](outer) if b.name == name
                ]
    usage, call, position = string_usage(steps, top)
    bound = assigned_to(steps, top - 2 if call else top)
    result.append(Reference(name, "string", value_of(node), place, usage, bound, call, position))
    return result


def string_usage(steps: list[Step], top: int) -> tuple[str, tuple[Value, ...], int]:
    """How the string `steps[top]` is used, in which call, and as which of its arguments."""
    holder = steps[top - 1].node
    if holder.type == "expression_statement":
        return "docstring", (), -1
    for index in range(top, 0, -1):
        node = steps[index].node
        if node.type == "type":
            return annotation_usage(steps, index), (), -1
        if _names_a_type(steps, index):
            return "annotation", (), -1
        if _changes_all(steps, index):
            return "export", (), -1
        if node.type == "block":
            break
    if holder.type == "argument_list" and steps[top - 2].node.type == "call":
        call = steps[top - 2].node
        items = [c for c in holder.named_children if c.type != "comment"]
        position = next((i for i, item in enumerate(items) if item.id == steps[top].node.id), -1)
        return "argument", call_values(call), position
    if holder.type == "keyword_argument" and len(steps) > 3 and steps[top - 3].node.type == "call":
        key = holder.child_by_field_name("name")
        return (
            f"argument {text(key)}" if key is not None else "argument",
            call_values(steps[top - 3].node),
            -1,
        )
    return "string", (), -1


def _names_a_type(steps: list[Step], index: int) -> bool:
    """Whether the step is where `typing` takes types as strings: `Union["A", …]`, `cast("A", x)`."""
    node, field = steps[index].node, steps[index].field
    holder = steps[index - 1].node
    if holder.type == "subscript" and field == "subscript":
        taker = holder.child_by_field_name("value")
        return taker is not None and text(taker).rpartition(".")[2] in _GENERICS
    if holder.type == "argument_list" and steps[index - 2].node.type == "call":
        function = steps[index - 2].node.child_by_field_name("function")
        called = text(function).rpartition(".")[2] if function is not None else ""
        first = holder.named_children[0].id == node.id
        return called in (("cast", "ForwardRef") if first else ("TypeVar", "NewType"))
    return False


def _changes_all(steps: list[Step], index: int) -> bool:
    node = steps[index].node
    if node.type in ("assignment", "augmented_assignment"):
        left = node.child_by_field_name("left")
        return left is not None and left.text == b"__all__" and len(surroundings(steps[:index]).scope) == 0
    if node.type == "call":
        function = node.child_by_field_name("function")
        return function is not None and (function.text or b"").startswith(b"__all__.")
    return False
