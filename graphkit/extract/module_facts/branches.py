"""Branching statements: which arms there are, which can run, and which guard an import."""

from __future__ import annotations

import operator
import re
import sys
from collections.abc import Callable
from functools import cache
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING, Any

from graphkit.model.facts import Handler, PathStep

if TYPE_CHECKING:
    from tree_sitter import Node

IMPORT_ERRORS = frozenset({"ImportError", "ModuleNotFoundError", "Exception", "BaseException"})
NAME_ERRORS = IMPORT_ERRORS | {"AttributeError", "NameError"}

_NEGATED = {"true": "false", "false": "true", "typing": "not_typing", "not_typing": "typing"}
_FACTS: dict[str, object] = {
    "sys.version_info": tuple(sys.version_info[:3]),
    "sys.version_info.major": sys.version_info[0],
    "sys.version_info.minor": sys.version_info[1],
    "sys.version_info[0]": sys.version_info[0],
    "sys.version_info[1]": sys.version_info[1],
    "sys.version_info[:2]": tuple(sys.version_info[:2]),
    "sys.platform": sys.platform,
    "sys.implementation.name": sys.implementation.name,
    "os.name": "nt" if sys.platform == "win32" else "posix",
}


def static_test(node: Node | None) -> str:
    """What a condition is known to be: true | false | typing | not_typing | main | "" (unknown).

    Versions and platforms are those of the running interpreter.
    """
    if node is None:
        return ""
    source = (node.text or b"").decode("utf-8", "replace")
    if node.type in ("identifier", "attribute"):
        return "typing" if source.rpartition(".")[2] == "TYPE_CHECKING" else ""
    if node.type in ("true", "false"):
        return node.type
    if node.type == "integer":
        return "false" if source == "0" else "true"
    if node.type == "parenthesized_expression" and node.named_child_count == 1:
        return static_test(node.named_children[0])
    if node.type == "not_operator":
        return _NEGATED.get(static_test(node.child_by_field_name("argument")), "")
    if node.type == "boolean_operator":
        return _boolean(node)
    if node.type == "comparison_operator":
        return _comparison(node)
    if node.type == "call":
        return _platform_prefix(node)
    return ""


def _boolean(node: Node) -> str:
    left = static_test(node.child_by_field_name("left"))
    right = static_test(node.child_by_field_name("right"))
    sign = node.child_by_field_name("operator")
    if sign is not None and sign.type == "and":
        if "false" in (left, right):
            return "false"
        if "typing" in (left, right):
            return "typing"
        return right if left == "true" else left if right == "true" else ""
    if "true" in (left, right):
        return "true"
    if left == "false":
        return right
    if right == "false" or left == right:
        return left
    return ""


def _comparison(node: Node) -> str:
    if node.named_child_count != 2 or node.child_count != 3:
        return ""
    left, right = (_fact(child) for child in node.named_children)
    sign = node.children[1].type
    if left == "__name__" and right == "__main__" and sign == "==":
        return "main"
    if left is None or right is None:
        return ""
    try:
        outcome = _COMPARE[sign](left, right)
    except (KeyError, TypeError):
        return ""
    return "true" if outcome else "false"


_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
    "in": lambda item, items: item in items,
}


def _fact(node: Node) -> object:
    source = (node.text or b"").decode("utf-8", "replace")
    if source == "__name__":
        return source
    compact = source.replace(" ", "")
    for known in (compact, compact.removeprefix("_")):
        if known in _FACTS:
            return _FACTS[known]
    if node.type == "integer" and source.isdigit():
        return int(source)
    if node.type == "string":
        return source.strip("\"'")
    if node.type == "tuple":
        items = tuple(_fact(child) for child in node.named_children)
        return None if None in items else items
    return None


def _platform_prefix(node: Node) -> str:
    function = node.child_by_field_name("function")
    arguments = node.child_by_field_name("arguments")
    if function is None or arguments is None or function.text != b"sys.platform.startswith":
        return ""
    prefixes = _fact(arguments.named_children[0]) if arguments.named_child_count == 1 else None
    if isinstance(prefixes, (str, tuple)):
        return "true" if sys.platform.startswith(prefixes) else "false"
    return ""


def if_arms(node: Node) -> list[tuple[Node, PathStep]]:
    """The arms of an `if` statement with their clause nodes, in order."""
    clauses: list[tuple[Node, Node | None, Node | None]] = []
    consequence = node.child_by_field_name("consequence")
    if consequence is not None:
        clauses.append((consequence, node.child_by_field_name("condition"), consequence))
    closed = False
    for clause in node.children_by_field_name("alternative"):
        if clause.type == "elif_clause":
            block = clause.child_by_field_name("consequence")
            clauses.append((clause, clause.child_by_field_name("condition"), block))
        else:
            closed = True
            clauses.append((clause, None, clause.child_by_field_name("body")))
    states = _if_states([static_test(condition) if condition else "else" for _, condition, _ in clauses])
    ends = [_ends(block) for _, _, block in clauses]
    # a name need not be bound in arms that do not run, or that never reach what follows
    needed = [s in ("", "always", "main") and not end for s, end in zip(states, ends, strict=True)]
    arms = sum(needed) if closed else 0
    return [
        (clause, PathStep(node.start_byte, index, arms, ends[index], states[index], "if"))
        for index, (clause, _, _) in enumerate(clauses)
    ]


def _if_states(tests: list[str]) -> list[str]:
    states = []
    # what is left for the arms that follow
    rest = "open"
    for test in tests:
        if rest == "closed":
            states.append("never")
        elif rest == "typing":
            states.append("typing")
        elif test == "false":
            states.append("never")
        elif test in ("typing", "main"):
            states.append(test)
        elif test in ("true", "not_typing", "else"):
            # an arm is certain only when no earlier one may run instead
            states.append("" if rest == "maybe" else "always")
            rest = "typing" if test == "not_typing" else "closed"
        else:
            states.append("")
            rest = "maybe"
    return states


def part_arms(node: Node) -> dict[int, PathStep]:
    """Node id of each part of `a if c else b`, `a and b`, `a or b` that need not be worked out → its arm."""
    if node.type == "conditional_expression":
        parts = [child for child in node.named_children if child.type != "comment"]
        if len(parts) != 3:
            return {}
        states = _if_states([static_test(parts[1]), "else"])
        return {
            part.id: PathStep(node.start_byte, arm, 0, False, state, "if")
            for arm, (part, state) in enumerate(zip((parts[0], parts[2]), states, strict=True))
        }
    right, sign = node.child_by_field_name("right"), node.child_by_field_name("operator")
    if right is None or sign is None:
        return {}
    runs, never = ("true", "false") if sign.type == "and" else ("false", "true")
    left = static_test(node.child_by_field_name("left"))
    state = "always" if left == runs else "never" if left == never else ""
    return {right.id: PathStep(right.start_byte, 0, 0, False, state, "if")}


def try_arms(node: Node) -> dict[int, PathStep]:
    """Node id of each clause of a `try` → its arm; body and `else` are one, `finally` is none."""
    handlers = [
        child for child in node.named_children if child.type in ("except_clause", "except_group_clause")
    ]
    if not handlers:
        return {}
    blocks = [next((c for c in handler.named_children if c.type == "block"), None) for handler in handlers]
    ends = [_ends(block) for block in blocks]
    body = node.child_by_field_name("body")
    state = "never" if body is not None and surely_fails(body) else ""
    arms = (not state) + ends.count(False)
    steps: dict[int, PathStep] = {}
    if body is not None:
        catching = tuple(map(_handler, handlers, blocks))
        steps[body.id] = PathStep(node.start_byte, 0, arms, False, state, "try", catching)
    for index, handler in enumerate(handlers):
        steps[handler.id] = PathStep(node.start_byte, index + 1, arms, ends[index], "", "except")
    for child in node.named_children:
        if child.type == "else_clause":
            steps[child.id] = PathStep(node.start_byte, 0, arms, False, state, "else")
    return steps


_IMPORTED = re.compile(rb"\s*(?:import|from)\s+(\w+)")
_WINDOWS = re.compile(rb"\bctypes\s*(?:\.|import\b[^\n]*)\s*\b(?:WinDLL|OleDLL|windll|oledll|WinError)\b")


def surely_fails(body: Node) -> bool:
    """Whether a `try` body raises here: by itself, or for a part of the standard library that is not here."""
    for statement in body.named_children:
        if statement.type == "raise_statement":
            return True
        if statement.type == "if_statement" and any(
            s.ends and s.state == "always" for _, s in if_arms(statement)
        ):
            return True
        if statement.type in ("import_statement", "import_from_statement"):
            named = _IMPORTED.match(statement.text or b"")
            if named and named[1].decode() in _absent():
                return True
        if statement.type in ("import_from_statement", "expression_statement") and sys.platform != "win32":
            if _WINDOWS.search(statement.text or b""):
                return True
    return False


@cache
def _absent() -> frozenset[str]:
    """The standard library's modules that are for other platforms; none of them is imported."""
    known = {*sys.builtin_module_names}
    finder = PathFinder()
    return frozenset(
        name for name in sys.stdlib_module_names if name not in known and finder.find_spec(name) is None
    )


def caught(node: Node) -> frozenset[str]:
    """Names of the exceptions that the handlers of a `try` catch; a bare `except` is BaseException."""
    names: set[str] = set()
    for handler in node.named_children:
        if handler.type in ("except_clause", "except_group_clause"):
            names |= _catches(handler)
    return frozenset({"BaseException"}) if "BaseException" in names else frozenset(names)


def _catches(handler: Node) -> set[str]:
    values = [child for child in handler.named_children if child.type not in ("block", "comment")]
    if not values:
        return {"BaseException"}
    return {name for value in values for name in _exception_names(value)}


def _handler(clause: Node, block: Node | None) -> Handler:
    """What one `except` clause catches, and how it ends."""
    statements = [c for c in (block.named_children if block is not None else ()) if c.type != "comment"]
    last = statements[-1] if statements else None
    raises = _raised(clause, last) if last is not None and last.type == "raise_statement" else ""
    return Handler(tuple(sorted(_catches(clause))), raises, _ends(block) and not raises)


def _raised(clause: Node, statement: Node) -> str:
    """The name of what a `raise` in a handler raises: "same" for the error that was caught."""
    value = statement.named_children[0] if statement.named_child_count else None
    if value is None:
        return "same"
    if value.type == "call":
        value = value.child_by_field_name("function") or value
    name = (value.text or b"").decode("utf-8", "replace").rpartition(".")[2]
    caught_as = clause.named_children[0].child_by_field_name("alias") if clause.named_child_count else None
    return "same" if caught_as is not None and caught_as.text == name.encode() else name


def _exception_names(node: Node) -> set[str]:
    if node.type in ("identifier", "attribute"):
        return {(node.text or b"").decode("utf-8", "replace").rpartition(".")[2]}
    if node.type in ("tuple", "as_pattern", "parenthesized_expression", "expression_list"):
        return {name for child in node.named_children for name in _exception_names(child)}
    return set()


def suppressed(node: Node) -> frozenset[str]:
    """Names of the exceptions that a `with suppress(…)` swallows; empty for other `with`."""
    names: set[str] = set()
    clause = next((child for child in node.named_children if child.type == "with_clause"), None)
    for item in clause.named_children if clause is not None else ():
        call = item.child_by_field_name("value")
        function = call.child_by_field_name("function") if call is not None and call.type == "call" else None
        if call is None or function is None or (function.text or b"").rpartition(b".")[2] != b"suppress":
            continue
        arguments = call.child_by_field_name("arguments")
        for argument in arguments.named_children if arguments is not None else ():
            names |= _exception_names(argument)
    return frozenset(names)


def suppressing(node: Node, names: frozenset[str]) -> PathStep:
    """The arm that is the body of a `with` that swallows the exceptions `names`."""
    return PathStep(node.start_byte, 0, 0, False, "", "suppress", (Handler(tuple(sorted(names))),))


def case_arms(node: Node) -> dict[int, PathStep]:
    """Node id of each `case` of a `match` → its arm; closed when a bare `case _` or name ends it."""
    body = node.child_by_field_name("body")
    cases = [c for c in (body.named_children if body is not None else ()) if c.type == "case_clause"]
    last = cases[-1] if cases else None
    closed = False
    if last is not None and last.child_by_field_name("guard") is None:
        patterns = [child for child in last.named_children if child.type == "case_pattern"]
        closed = len(patterns) == 1 and text_is_name(patterns[0]) if patterns else False
    ends = [_ends(case.child_by_field_name("consequence")) for case in cases]
    arms = ends.count(False) if closed else 0
    return {
        case.id: PathStep(node.start_byte, index, arms, ends[index], "", "case")
        for index, case in enumerate(cases)
    }


def text_is_name(node: Node) -> bool:
    """Whether the node is one bare identifier."""
    return (node.text or b"").decode("utf-8", "replace").isidentifier()


def _ends(block: Node | None) -> bool:
    if block is None:
        return False
    statements = [child for child in block.named_children if child.type != "comment"]
    last = statements[-1] if statements else None
    return last is not None and last.type in (
        "raise_statement",
        "return_statement",
        "continue_statement",
        "break_statement",
    )
