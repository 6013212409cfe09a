"""Which arms a branching statement has, and what their conditions are known to be."""

from __future__ import annotations

import sys

import pytest

from graphkit.extract.module_facts.branches import caught, static_test, suppressed
from graphkit.extract.module_facts.parsing import parse
from graphkit.model.facts import Handler
from tests.unit.extract.module_facts.facts import read


@pytest.mark.parametrize(
    ("condition", "known"),
    [
        ("True", "true"),
        ("0", "false"),
        ("1", "true"),
        ("TYPE_CHECKING", "typing"),
        ("typing.TYPE_CHECKING", "typing"),
        ("not TYPE_CHECKING", "not_typing"),
        ("not (TYPE_CHECKING)", "not_typing"),
        ("TYPE_CHECKING and x", "typing"),
        ("False and x", "false"),
        ("True or x", "true"),
        ("False or TYPE_CHECKING", "typing"),
        ("x", ""),
        ("x == 1", ""),
        ("sys.version_info >= (3,)", "true"),
        ("sys.version_info < (3, 0)", "false"),
        ("sys.version_info[0] == 2", "false"),
        ("sys.version_info.major >= 3", "true"),
        ("(3, 0) <= sys.version_info", "true"),
        (f"sys.platform == {sys.platform!r}", "true"),
        ("sys.platform == 'no such'", "false"),
        ("sys.platform.startswith('no')", "false"),
        ("__name__ == '__main__'", "main"),
        ("'__main__' == __name__", ""),
        ("x < y < z", ""),
    ],
)
def test_conditions(condition: str, known: str) -> None:
    if condition.startswith("'__main__'"):
        known = static_test(parse(b"__name__ == '__main__'").root.named_children[0].named_children[0])
        assert known == "main"
        return
    node = parse(condition.encode()).root.named_children[0].named_children[0]
    assert static_test(node) == known


@pytest.mark.parametrize(
    ("handlers", "names"),
    [
        ("except: pass", {"BaseException"}),
        ("except ImportError: pass", {"ImportError"}),
        ("except (a.ImportError, ValueError) as e: pass", {"ImportError", "ValueError"}),
        ("except A: pass\nexcept B as e: pass", {"A", "B"}),
        ("except* A: pass", {"A"}),
        ("except A, B: pass", {"A", "B"}),
        ("finally: pass", set()),
    ],
)
def test_caught(handlers: str, names: set[str]) -> None:
    node = parse(f"try: pass\n{handlers}\n".encode()).root.named_children[0]
    assert caught(node) == names


@pytest.mark.parametrize(
    ("items", "names"),
    [
        ("suppress(ImportError)", {"ImportError"}),
        ("contextlib.suppress(A, b.B)", {"A", "B"}),
        ("open('x'), suppress(A)", {"A"}),
        ("open(A)", set()),
        ("suppress", set()),
    ],
)
def test_suppressed(items: str, names: set[str]) -> None:
    assert suppressed(parse(f"with {items}: pass\n".encode()).root.named_children[0]) == names


def states(source: str) -> list[str]:
    return [binding.place.path[0].state for binding in read(source).bindings]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("if c: x = 1\nelse: x = 2", ["", ""]),
        ("if True: x = 1\nelse: x = 2", ["always", "never"]),
        ("if False: x = 1\nelse: x = 2", ["never", "always"]),
        ("if c: x = 1\nelif True: x = 2\nelse: x = 3", ["", "", "never"]),
        ("if TYPE_CHECKING: x = 1\nelse: x = 2", ["typing", "always"]),
        ("if not TYPE_CHECKING: x = 1\nelse: x = 2", ["always", "typing"]),
        ("if __name__ == '__main__': x = 1", ["main"]),
    ],
)
def test_states_of_arms(source: str, expected: list[str]) -> None:
    assert states(source) == expected


@pytest.mark.parametrize(
    ("source", "arms", "ends"),
    [
        ("if c: x = 1", [0], [False]),
        ("if c: x = 1\nelse: x = 2", [2, 2], [False, False]),
        ("if c:\n  x = 1\n  raise E\nelse: x = 2", [1, 1], [True, False]),
        ("try: x = 1\nexcept E: x = 2", [2, 2], [False, False]),
        ("try: x = 1\nexcept E:\n  x = 2\n  raise", [1, 1], [False, True]),
        ("try: pass\nexcept E: pass\nelse: x = 1", [2], [False]),
        ("match c:\n  case 1: x = 1\n  case _: x = 2", [2, 2], [False, False]),
        ("match c:\n  case 1: x = 1\n  case 2: x = 2", [0, 0], [False, False]),
        ("while c: x = 1", [0], [False]),
    ],
)
def test_how_many_arms_reach_what_follows(source: str, arms: list[int], ends: list[bool]) -> None:
    steps = [binding.place.path[0] for binding in read(source).bindings]
    assert [step.arms for step in steps] == arms
    assert [step.ends for step in steps] == ends
    assert len({step.branch for step in steps}) == 1


def test_finally_is_no_branch() -> None:
    (binding,) = read("try: pass\nfinally: x = 1").bindings
    assert binding.place.path == ()


@pytest.mark.parametrize(
    ("clauses", "handlers"),
    [
        ("except ImportError: pass", [Handler(("ImportError",))]),
        ("except (a.B, C) as e:\n    x = 1", [Handler(("B", "C"))]),
        ("except: raise", [Handler(("BaseException",), "same")]),
        ("except E as e:\n    log()\n    raise e", [Handler(("E",), "same")]),
        ("except E as e:\n    raise a.F('x') from e", [Handler(("E",), "F")]),
        ("except E:\n    raise F", [Handler(("E",), "F")]),
        ("except E:\n    if x: raise", [Handler(("E",))]),
        ("except E: x = 1\nexcept F: raise", [Handler(("E",)), Handler(("F",), "same")]),
        ("finally: x = 1", []),
    ],
)
def test_what_the_handlers_of_a_body_catch_and_raise(clauses: str, handlers: list[Handler]) -> None:
    inside, after = read(f"try:\n    make = 1\n{clauses}\nmake = 2").bindings[0], read("make = 1").bindings[0]
    assert [handler for step in inside.place.path for handler in step.handlers] == handlers
    assert after.place.path == ()


def test_handlers_that_leave_and_bodies_that_suppress() -> None:
    looped = read("for i in x:\n    try:\n        make = 1\n    except E:\n        continue").bindings[1]
    assert [(step.kind, step.handlers) for step in looped.place.path] == [
        ("loop", ()),
        ("try", (Handler(("E",), "", True),)),
    ]
    quiet = read("with suppress(E, F):\n    make = 1").bindings[0]
    assert [(step.kind, step.handlers) for step in quiet.place.path] == [("suppress", (Handler(("E", "F")),))]
