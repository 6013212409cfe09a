"""Where a node stands: scope, branches, and when it runs."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from graphkit.extract.module_facts.branches import (
    IMPORT_ERRORS,
    NAME_ERRORS,
    case_arms,
    caught,
    if_arms,
    part_arms,
    suppressed,
    suppressing,
    try_arms,
)
from graphkit.extract.module_facts.values import text
from graphkit.model.facts import LOOP, Binding, PathStep, Place, Reference, ScopeStep

if TYPE_CHECKING:
    from tree_sitter import Node, Tree

_COMPREHENSIONS = frozenset(
    {"list_comprehension", "set_comprehension", "dictionary_comprehension", "generator_expression"}
)


Held = TypeVar("Held", Binding, Reference)


class Step(NamedTuple):
    """One node on the way from the root to a leaf, and the field it is of its parent."""

    node: Node
    field: str


def descend(tree: Tree, offset: int) -> list[Step]:
    """The nodes from the root to the leaf at byte `offset`. Cost: the tree's depth."""
    cursor = tree.walk()
    steps = []
    while True:
        node = cursor.node
        assert node is not None
        steps.append(Step(node, cursor.field_name or ""))
        if cursor.goto_first_child_for_byte(offset) is None:
            return steps
        child = cursor.node
        if child is None or child.start_byte > offset:
            return steps


class Surroundings(NamedTuple):
    """What the enclosing statements say about a place; module level to start with."""

    scope: tuple[ScopeStep, ...] = ()
    path: tuple[PathStep, ...] = ()
    in_call: bool = False
    typing: bool = False
    main: bool = False
    guarded_import: bool = False
    guarded: bool = False

    def branch(self, step: PathStep) -> Surroundings:
        """Inside one arm of a branch."""
        return self._replace(
            path=(*self.path, step),
            typing=self.typing or step.state == "typing",
            main=self.main or step.state == "main",
        )

    def guard(self, names: frozenset[str]) -> Surroundings:
        """Inside a block whose exceptions `names` are caught."""
        return self._replace(
            guarded_import=self.guarded_import or bool(names & IMPORT_ERRORS),
            guarded=self.guarded or bool(names & NAME_ERRORS),
        )

    def enter(self, kind: str, name: str, start: int) -> Surroundings:
        """Inside a scope; a function's body runs later, outside the guards around its definition."""
        scope = (*self.scope, ScopeStep(kind, name, start))
        if kind in ("function", "lambda"):
            return Surroundings(scope, (), True, self.typing)
        return self._replace(scope=scope, path=())

    def place(self, node: Node) -> Place:
        """The place of `node` in these surroundings."""
        when = "type_checking" if self.typing else "call_time" if self.in_call or self.main else "import_time"
        point = node.start_point
        return Place(
            point.row + 1,
            point.column,
            node.start_byte,
            self.scope,
            self.path,
            when,
            self.guarded_import,
            self.guarded,
        )


MODULE_LEVEL = Surroundings()


def in_characters(found: list[Held], source: bytes) -> list[Held]:
    """Count the columns of `found` in characters; the parser counts them in bytes."""
    if source.isascii():
        return found
    counted = []
    for item in found:
        place = item.place
        before = source[place.offset - place.column : place.offset]
        column = len(before.decode("utf-8", "replace"))
        counted.append(item._replace(place=place._replace(column=column)))
    return counted


def surroundings(steps: list[Step]) -> Surroundings:
    """The surroundings of the last of `steps`. Cost: the number of steps."""
    around = MODULE_LEVEL
    for index, ((parent, _), (child, field)) in enumerate(pairwise(steps)):
        enter = _ENTER.get(parent.type)
        if enter is not None and not _first_iterable(steps, index):
            around = enter(around, parent, child, field)
    return around


def _first_iterable(steps: list[Step], index: int) -> bool:
    """Whether the way leads into the first iterable of a comprehension, which is evaluated outside of it."""
    parent, child = steps[index].node, steps[index + 1].node
    if parent.type not in _COMPREHENSIONS or child.type != "for_in_clause" or index + 2 >= len(steps):
        return False
    first = next(clause for clause in parent.named_children if clause.type == "for_in_clause")
    return first.id == child.id and steps[index + 2].field == "right"


def _function(around: Surroundings, parent: Node, child: Node, field: str) -> Surroundings:
    if field in ("body", "parameters", "return_type"):
        around = generic(around, parent)
    return enter_body(around, parent) if field == "body" else around


def generic(around: Surroundings, definition: Node) -> Surroundings:
    """Inside the scope that holds the type parameters of a definition, when it has some."""
    if definition.child_by_field_name("type_parameters") is None:
        return around
    return around.enter("typing", "", definition.start_byte)


def enter_body(around: Surroundings, definition: Node) -> Surroundings:
    """Inside the body of a `def`, `lambda` or `class`."""
    name = definition.child_by_field_name("name")
    kind = definition.type.partition("_")[0]
    if kind == "lambda" and _called_at_once(definition):
        # its body runs where it stands
        kind = "comprehension"
    return around.enter(kind, text(name) if name is not None else "", definition.start_byte)


def _called_at_once(function: Node) -> bool:
    """Whether a lambda is the callee of a call: `(lambda: x)()`."""
    holder = function.parent
    call = holder.parent if holder is not None and holder.type == "parenthesized_expression" else None
    callee = call.child_by_field_name("function") if call is not None and call.type == "call" else None
    return callee is not None and holder is not None and callee.id == holder.id


def _lambda(around: Surroundings, parent: Node, child: Node, field: str) -> Surroundings:
    return enter_body(around, parent) if field == "body" else around


def _class(around: Surroundings, parent: Node, child: Node, field: str) -> Surroundings:
    if field in ("body", "superclasses"):
        around = generic(around, parent)
    return enter_body(around, parent) if field == "body" else around


def _comprehension(around: Surroundings, parent: Node, child: Node, field: str) -> Surroundings:
    return around.enter("comprehension", "", parent.start_byte)


def _if(around: Surroundings, parent: Node, child: Node, field: str) -> Surroundings:
    for clause, step in if_arms(parent):
        if clause.id == child.id:
            return around.branch(step)
    return around


def _try(around: Surroundings, parent: Node, child: Node, field: str) -> Surroundings:
    step = try_arms(parent).get(child.id)
    if step is None:
        return around
    return around.branch(step).guard(caught(parent)) if field == "body" else around.branch(step)


def _with(around: Surroundings, parent: Node, child: Node, field: str) -> Surroundings:
    names = suppressed(parent) if field == "body" else frozenset()
    if not names:
        return around
    return around.branch(suppressing(parent, names)).guard(names)


def _loop(around: Surroundings, parent: Node, child: Node, field: str) -> Surroundings:
    if field != "body":
        return around
    return around.branch(PathStep(parent.start_byte, LOOP, 0, False, "", "loop"))


def _part(around: Surroundings, parent: Node, child: Node, field: str) -> Surroundings:
    step = part_arms(parent).get(child.id)
    # what is for type checkers alone is no type checking where values are worked out
    return around if step is None or step.state in ("typing", "main") else around.branch(step)


def _case_block(around: Surroundings, parent: Node, child: Node, field: str) -> Surroundings:
    match = parent.parent
    if child.type != "case_clause" or match is None:
        return around
    step = case_arms(match).get(child.id)
    return around.branch(step) if step is not None else around


_ENTER = {
    "function_definition": _function,
    "lambda": _lambda,
    "class_definition": _class,
    "if_statement": _if,
    "try_statement": _try,
    "with_statement": _with,
    "for_statement": _loop,
    "while_statement": _loop,
    "block": _case_block,
    "conditional_expression": _part,
    "boolean_operator": _part,
    **dict.fromkeys(_COMPREHENSIONS, _comprehension),
}
