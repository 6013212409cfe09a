"""The module-level namespace of one file: what its statements bind, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from graphkit.extract.module_facts.binders import BINDERS, Bound, captured, stored, subscripted
from graphkit.extract.module_facts.branches import (
    case_arms,
    caught,
    if_arms,
    suppressed,
    suppressing,
    try_arms,
)
from graphkit.extract.module_facts.lazy import lazy_names
from graphkit.extract.module_facts.occurrences import occurrences
from graphkit.extract.module_facts.parsing import Parsed, syntax_errors
from graphkit.extract.module_facts.places import MODULE_LEVEL, Surroundings, in_characters
from graphkit.model.facts import LOOP, Binding, ModuleFacts, PathStep

if TYPE_CHECKING:
    from tree_sitter import Node

_GLOBAL = re.compile(rb"^[ \t]+global[ \t]+([^\n#;]+)", re.MULTILINE)
_WALRUS = re.compile(rb"(\w+)[ \t]*:=")
# Python itself refuses a hundred blocks or two hundred brackets inside each other
_TOO_DEEP = ModuleFacts(
    bindings=(),
    lazy=(),
    open_getattr=False,
    kept="",
    only_imports=False,
    future_annotations=False,
    errors=((1, "nested too deeply to be read"),),
)
_SIMPLE = frozenset(BINDERS) - {"for_in_clause", "as_pattern", "named_expression", "call"}


def module_facts(parsed: Parsed) -> ModuleFacts:
    """Read the module-level namespace of a parsed file.

    Function and class bodies are not entered. Cost: linear in the module-level statements. Of a file that is
    nested far deeper than Python accepts, nothing is known but that.
    """
    try:
        return _facts(parsed)
    except RecursionError:
        return _TOO_DEEP


def _facts(parsed: Parsed) -> ModuleFacts:
    bindings = [*_statements(parsed.root, MODULE_LEVEL), *_globals(parsed), *_walruses(parsed)]
    bindings = in_characters(bindings, parsed.source)
    bindings.sort(key=lambda binding: binding.place.offset)
    lazy, open_getattr, kept = lazy_names(parsed.root, bindings, parsed.source)
    return ModuleFacts(
        bindings=tuple(bindings),
        lazy=lazy,
        open_getattr=open_getattr,
        kept=kept,
        only_imports=_only_imports(parsed.root),
        future_annotations=_future_annotations(parsed.root),
        errors=tuple(syntax_errors(parsed.root)),
    )


def _globals(parsed: Parsed) -> Iterator[Binding]:
    """What functions bind at module level through `global`: it may or may not have happened."""
    for match in _GLOBAL.finditer(parsed.source):
        for name in match[1].decode("utf-8", "replace").split(","):
            if not name.strip().isidentifier():
                continue
            found = occurrences(parsed, name.strip()).bindings
            scopes = {binding.place.scope for binding in found if binding.kind == "global"}
            for binding in found:
                if (
                    binding.place.scope in scopes
                    and binding.kind not in ("global", "del")
                    and binding.place.scope
                ):
                    yield from _global(parsed, binding)


def _walruses(parsed: Parsed) -> Iterator[Binding]:
    """What `:=` binds at module level, wherever it stands in a statement."""
    if b":=" not in parsed.source:
        return
    places = {match.start(1): match[1] for match in _WALRUS.finditer(parsed.source)}
    for name in sorted(set(places.values())):
        for binding in occurrences(parsed, name.decode("utf-8", "replace")).bindings:
            if binding.place.offset in places and not binding.place.scope and binding.kind == "assign":
                yield binding


def _global(parsed: Parsed, binding: Binding) -> Iterator[Binding]:
    """A `global` name's binding: where its function is called at module level, else perhaps."""
    scope = binding.place.scope
    if len(scope) == 1:
        found = occurrences(parsed, scope[0].name)
        definitions = [b.place.offset for b in found.bindings if not b.place.scope]
        for reference in found.references:
            if reference.usage != "call" or reference.role != "load" or reference.place.scope:
                continue
            # the function that is called is the one defined last before the call
            before = [offset for offset in definitions if offset < reference.place.offset]
            if before and min(o for o in definitions if o > scope[0].start) == before[-1]:
                yield binding._replace(place=reference.place)
    maybe = PathStep(scope[-1].start, 0, 0, False)
    yield binding._replace(place=binding.place._replace(path=(maybe,)))


def _statements(block: Node, around: Surroundings) -> Iterator[Binding]:
    for node in block.named_children:
        yield from _statement(node, around)


def _bindings(found: Iterator[Bound], around: Surroundings) -> Iterator[Binding]:
    for bound in found:
        yield Binding(bound.name, bound.kind, bound.value, around.place(bound.node))


def _statement(node: Node, around: Surroundings) -> Iterator[Binding]:
    kind = node.type
    if kind == "expression_statement":
        for child in node.named_children:
            yield from _expression(child, around)
        return
    if kind in _COMPOUND:
        yield from _COMPOUND[kind](node, around)
    elif kind in _SIMPLE:
        yield from _bindings(BINDERS[kind](node), around)
    elif kind == "ERROR":
        # what the parser could still read around the error counts
        yield from _statements(node, around)


def _expression(node: Node, around: Surroundings) -> Iterator[Binding]:
    if node.type == "assignment":
        yield from _bindings(BINDERS["assignment"](node), around)
        yield from _bindings(subscripted(node), around)
        yield from _bindings(stored(node), around)
    elif node.type in ("augmented_assignment", "call"):
        yield from _bindings(BINDERS[node.type](node), around)


def _if(node: Node, around: Surroundings) -> Iterator[Binding]:
    for clause, step in if_arms(node):
        block = clause
        if clause.type == "elif_clause":
            block = clause.child_by_field_name("consequence") or clause
        elif clause.type == "else_clause":
            block = clause.child_by_field_name("body") or clause
        yield from _statements(block, around.branch(step))


def _try(node: Node, around: Surroundings) -> Iterator[Binding]:
    arms = try_arms(node)
    names = caught(node)
    for child in node.named_children:
        inside = around.branch(arms[child.id]) if child.id in arms else around
        if child.type == "block":
            yield from _statements(child, inside.guard(names))
            continue
        for part in child.named_children:
            if part.type == "block":
                yield from _statements(part, inside)
            elif part.type == "as_pattern":
                yield from _bindings(_unbound_after(part), inside)


def _unbound_after(part: Node) -> Iterator[Bound]:
    # `except E as name` unbinds the name when the handler ends
    for bound in BINDERS["as_pattern"](part):
        yield bound._replace(kind="del")


def _with(node: Node, around: Surroundings) -> Iterator[Binding]:
    for clause in node.named_children:
        if clause.type == "with_clause":
            for item in clause.named_children:
                value = item.child_by_field_name("value")
                if value is not None and value.type == "as_pattern":
                    yield from _bindings(BINDERS["as_pattern"](value), around)
    names = suppressed(node)
    inside = around.branch(suppressing(node, names)).guard(names) if names else around
    body = node.child_by_field_name("body")
    if body is not None:
        yield from _statements(body, inside)


def _loop(node: Node, around: Surroundings) -> Iterator[Binding]:
    inside = around.branch(PathStep(node.start_byte, LOOP, 0, False, "", "loop"))
    if node.type == "for_statement":
        yield from _bindings(BINDERS["for_statement"](node), inside)
    body = node.child_by_field_name("body")
    if body is not None:
        yield from _statements(body, inside)
    for clause in node.children_by_field_name("alternative"):
        block = clause.child_by_field_name("body")
        if block is not None:
            yield from _statements(block, around)


def _match(node: Node, around: Surroundings) -> Iterator[Binding]:
    arms = case_arms(node)
    body = node.child_by_field_name("body")
    for case in body.named_children if body is not None else ():
        block = case.child_by_field_name("consequence")
        if case.id in arms and block is not None:
            inside = around.branch(arms[case.id])
            yield from _bindings(captured(case), inside)
            yield from _statements(block, inside)


_COMPOUND = {
    "if_statement": _if,
    "try_statement": _try,
    "with_statement": _with,
    "for_statement": _loop,
    "while_statement": _loop,
    "match_statement": _match,
}


def _only_imports(root: Node) -> bool:
    for node in root.named_children:
        if node.type in ("import_statement", "import_from_statement", "future_import_statement", "comment"):
            continue
        if node.type != "expression_statement":
            return False
        child = node.named_children[0] if node.named_children else node
        left = child.child_by_field_name("left")
        dunder = left is not None and (left.text or b"").startswith(b"__")
        if child.type != "string" and not dunder and (child.text or b"")[:8] != b"__all__.":
            return False
    return True


def _future_annotations(root: Node) -> bool:
    for node in root.named_children:
        if node.type == "future_import_statement":
            if b"annotations" in (node.text or b""):
                return True
        elif node.type not in ("comment", "expression_statement"):
            return False
    return False
