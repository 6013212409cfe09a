"""How an expression is used by what encloses it."""

from __future__ import annotations

import pytest

from graphkit.extract.module_facts import parse
from graphkit.extract.module_facts.usages import call_values
from graphkit.model.facts import OPAQUE, Value
from tests.unit.extract.module_facts.facts import occur

MAKE = Value("name", "make")


def usages(source: str) -> list[str]:
    return [reference.usage for reference in occur(source).references]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("((make))()", "call"),
        ("await make()", "call"),
        ("x[*make()]", "call"),
        ("x = y = make()", "call"),
        ("@(make)\ndef f(): ...", "decorator"),
        ("@make()\nclass C: ...", "decorator"),
        ("@f(make)\ndef g(): ...", "argument"),
        ("make.a = 1", "base"),
        ("make.a.b()", "base"),
        ("del a.make", "store"),
        ("for a.make in b: pass", "store"),
        ("for x in make: pass", "reference"),
        ("f(*make)", "reference"),
        ("f([make])", "reference"),
        ("f(x)(make)", "argument"),
        ("f((make))", "argument"),
        ("class C(make, B): ...", "base_class"),
        ("class C(make[T][U]): ...", "reference"),
        ("class C(B[make]): ...", "reference"),
        ("class C(f(make)): ...", "argument"),
        ("class C(B):\n    make", "reference"),
        ("return_ = make if make_ else 1", "reference"),
        ("def f(x=make): ...", "reference"),
        ("lambda: make", "reference"),
        ("assert make", "reference"),
        ("x[make]", "reference"),
    ],
)
def test_usage(source: str, expected: str) -> None:
    assert usages(source) == [expected]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x: make = 1", "annotation"),
        ("x: a.make", "annotation"),
        ("x: make | None", "annotation"),
        ("x: dict[str, list[make]]", "annotation"),
        ("x: Callable[[make], int]", "annotation"),
        ("def f(x: make): ...", "annotation"),
        ("def f(x: make = 1): ...", "annotation"),
        ("def f(*args: make): ...", "annotation"),
        ("def f() -> list[make]: ...", "annotation"),
        ("class C:\n    x: make", "annotation"),
        ("def f():\n    x: make = 1", "local_annotation"),
        ("def f():\n    x: list[make]", "local_annotation"),
        ("async def f():\n    x: make | None", "local_annotation"),
        ("def f():\n    def g(x: make): ...", "annotation"),
        ("def f():\n    class C:\n        x: list[make]", "local_annotation"),
        ("type X = make", "local_annotation"),
        ("type X = list[make]", "local_annotation"),
    ],
)
def test_annotations(source: str, expected: str) -> None:
    assert usages(source) == [expected]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = make", ("x",)),
        ("x: T = make", ("x",)),
        ("x = (make)", ("x",)),
        ("x = y = make", ("x", "y")),
        ("x, y = make", ("x", "y")),
        ("x, y = make, 1", ("x", "y")),
        ("x = [make, 1]", ("x",)),
        ("x = make if c else d", ("x",)),
        ("x = d or make", ("x",)),
        ("x = a.make", ("x",)),
        ("for x in (make, other): pass", ("x",)),
        ("[x for x in [make]]", ("x",)),
        ("(x := make)", ("x",)),
        ("if (x := (make or 1)): pass", ("x",)),
        ("x = make()", ()),
        ("x = make.a", ()),
        ("x = f(make)", ()),
        ("x = {1: make}", ()),
        ("x = lambda: make", ()),
        ("a.x = make", ()),
        ("make", ()),
    ],
)
def test_names_that_get_it(source: str, expected: tuple[str, ...]) -> None:
    (reference,) = occur(source).references
    assert reference.bound == expected


@pytest.mark.parametrize(
    ("source", "given"),
    [
        ("make()", ()),
        ("make(x, 'y')", (Value("name", "x"), Value("str", "y"))),
        ("make(x, key=y)", (Value("name", "x"), Value("keyword", "key", base=(Value("name", "y"),)))),
        ("make(key='y')", (Value("keyword", "key", base=(Value("str", "y"),)),)),
        ("make(  # why\n    x,\n)", (Value("name", "x"),)),
        ("make(1)", (OPAQUE,)),
    ],
)
def test_callee_and_arguments(source: str, given: tuple[Value, ...]) -> None:
    call = parse(source.encode()).tree.root_node.named_children[0].named_children[0]
    assert call.type == "call"
    assert call_values(call) == (MAKE, *given)
    (reference,) = occur(source).references
    assert reference.call == (MAKE, *given)


@pytest.mark.parametrize(
    ("source", "position"), [("f(make)", 0), ("f(1, make)", 1), ("f(x=1)(0, 1, make)", 2)]
)
def test_which_argument(source: str, position: int) -> None:
    (reference,) = occur(source).references
    assert (reference.usage, reference.position) == ("argument", position)
