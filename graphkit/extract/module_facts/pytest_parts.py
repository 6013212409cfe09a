"""What pytest sees in one file: its tests, fixtures and test classes, with the lines they take."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from graphkit.extract.module_facts.parsing import Parsed
from graphkit.model.testing import SuitePart

if TYPE_CHECKING:
    from tree_sitter import Node

_NAME = re.compile(r"""name\s*=\s*["'](\w+)["']""")
_AUTOUSE = re.compile(r"autouse\s*=\s*True\b")
_FIXTURE = re.compile(r"@\s*(?:[\w.]+\.)?\w*fixture\b")
_USEFIXTURES = re.compile(r"\busefixtures\s*\(([^)]*)\)")
_QUOTED = re.compile(r"""["'](\w+)["']""")


def is_case_base(base: str) -> bool:
    """Whether a base class, as written, is a test case of unittest by its name.

    >>> [is_case_base(base) for base in ("unittest.TestCase", "AsyncTestCase", "BaseTest", "BaseModel")]
    [True, True, True, False]
    """
    last = base.partition("[")[0].rpartition(".")[2].strip()
    return "TestCase" in last or last.endswith(("Test", "Tests", "TestBase"))


def collects(name: str, bases: Sequence[str], *, tests: bool, init: bool) -> bool:
    """Whether pytest finds tests in a class: by its name unless it has an `__init__`, or as a unittest case.

    `tests`: it has test methods itself. Without, a class `Test…` has those of a base that is named after
    tests. A base from another file is judged by its name alone.
    """
    case = any(map(is_case_base, bases))
    if not case and (init or not name.startswith("Test")):
        return False
    inherits = any("Test" in base and "TestCase" not in base for base in bases)
    return tests or (name.startswith("Test") and inherits)


def pytest_parts(parsed: Parsed) -> tuple[SuitePart, ...]:
    """Return the tests, fixtures and test classes of a file in the order of the text.

    The rules are pytest's defaults, whatever the file is called: functions `test…`, classes `Test…` without
    `__init__`, unittest cases and the methods `test…` of both; below `if` and `try` as well.
    """
    return tuple(_parts(parsed.root, "", set()))


def _parts(body: Node, owner: str, cases: set[str]) -> Iterator[SuitePart]:
    """The parts of a module or class; `cases` are the unittest cases of the file so far."""
    for whole, node in _definitions(body):
        name = _text(node.child_by_field_name("name"))
        if node.type == "class_definition":
            yield from _class_parts(whole, node, name, owner, cases)
            continue
        marks = [_text(child) for child in whole.children if child.type == "decorator"]
        first, last = whole.start_point.row + 1, whole.end_point.row + 1
        asks = (*_arguments(node), *_used_fixtures(marks))
        fixture = next((mark for mark in marks if _FIXTURE.match(mark)), None)
        if fixture is not None:
            given = _NAME.search(fixture)
            autouse = _AUTOUSE.search(fixture) is not None
            yield SuitePart("fixture", given[1] if given else name, first, last, asks, autouse, owner)
        elif name.startswith("test"):
            yield SuitePart("test", f"{owner}::{name}" if owner else name, first, last, asks, owner=owner)


def _class_parts(whole: Node, node: Node, name: str, owner: str, cases: set[str]) -> Iterator[SuitePart]:
    body = node.child_by_field_name("body")
    bases = [
        "TestCase" if _text(base) in cases else _text(base)
        for base in getattr(node.child_by_field_name("superclasses"), "named_children", ())
        if base.type != "keyword_argument"
    ]
    if any(map(is_case_base, bases)):
        cases.add(name)
    if body is None:
        return
    methods = {_text(method.child_by_field_name("name")) for _, method in _definitions(body)}
    has_tests = any(method.startswith(("test", "Test")) for method in methods)
    if _refuses(body) or not collects(name, bases, tests=has_tests, init="__init__" in methods):
        return
    path = f"{owner}::{name}" if owner else name
    marks = [_text(child) for child in whole.children if child.type == "decorator"]
    asks = tuple(_used_fixtures(marks))
    yield SuitePart("class", path, whole.start_point.row + 1, whole.end_point.row + 1, asks, owner=owner)
    yield from _parts(body, path, cases)


def _definitions(body: Node) -> Iterator[tuple[Node, Node]]:
    """(the statement with its decorators, the definition) of each function and class of a body."""
    for child in body.children:
        if child.type in ("function_definition", "class_definition"):
            yield child, child
        elif child.type == "decorated_definition":
            inner = child.child_by_field_name("definition")
            if inner is not None:
                yield child, inner
        elif child.type in (
            "if_statement", "else_clause", "elif_clause", "try_statement", "except_clause", "finally_clause",
            "with_statement", "block",
        ):  # fmt: skip
            yield from _definitions(child)


def _arguments(function: Node) -> Iterator[str]:
    parameters = function.child_by_field_name("parameters")
    for child in parameters.named_children if parameters is not None else ():
        if child.type == "identifier":
            yield _text(child)
        elif child.type == "typed_parameter":
            yield _text(child.named_children[0])


def _used_fixtures(marks: Sequence[str]) -> Iterator[str]:
    for mark in marks:
        used = _USEFIXTURES.search(mark)
        if used:
            yield from _QUOTED.findall(used[1])


def _refuses(body: Node) -> bool:
    """Whether a class says `__test__ = False`."""
    return any(_text(child).replace(" ", "") == "__test__=False" for child in body.children if child.is_named)


def _text(node: Node | None) -> str:
    return node.text.decode("utf-8", "replace") if node is not None and node.text is not None else ""
