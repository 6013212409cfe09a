"""Every occurrence of a name: what binds it, what refers to it, how."""

from __future__ import annotations

import pytest

from graphkit.model.facts import Value
from tests.unit.extract.module_facts.facts import occur, short


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("make", [("load", "reference")]),
        ("make()", [("load", "call")]),
        ("(make)()", [("load", "call")]),
        ("a.make", [("attribute", "reference")]),
        ("a.make()", [("attribute", "call")]),
        ("make.a", [("load", "base")]),
        ("@make\ndef f(): ...", [("load", "decorator")]),
        ("@a.make(1)\ndef f(): ...", [("attribute", "decorator")]),
        ("class C(make): ...", [("load", "base_class")]),
        ("class C(make[int]): ...", [("load", "base_class")]),
        ("class C(metaclass=make): ...", [("load", "reference")]),
        ("x: make", [("load", "annotation")]),
        ("x: list[make]", [("load", "annotation")]),
        ("def f() -> make: ...", [("load", "annotation")]),
        ("def f():\n    x: make", [("load", "local_annotation")]),
        ("x: 'make'", [("string", "annotation")]),
        ('f"make!{', [("string", "string")]),
        ("f(make)", [("load", "argument")]),
        ("f('make')", [("string", "argument")]),
        ("f(x=make)", [("load", "reference")]),
        ("f(make=1)", [("keyword", "keyword")]),
        ("from a import make", [("import", "import")]),
        ("from a import make as m", [("import", "import")]),
        ("from make import a", [("path", "from")]),
        ("import a.make", [("path", "import")]),
        ("a.make = 1", [("store", "store")]),
        ("__all__ = ['make']", [("string", "export")]),
        ("__all__ += ['make']", [("string", "export")]),
        ("__all__.append('make')", [("string", "export")]),
        ("x = ['make']", [("string", "string")]),
        ("'make'", [("string", "docstring")]),
        ("# make", [("comment", "comment")]),
        ("f'{make}'", [("load", "reference")]),
        ("f'make'", [("string", "docstring")]),
        ("match make:\n    case a.make: pass", [("load", "reference"), ("attribute", "reference")]),
    ],
)
def test_references(source: str, expected: list[tuple[str, str]]) -> None:
    found = occur(source)
    assert [(reference.role, reference.usage) for reference in found.references] == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("make = 1", "assign"),
        ("import make", "import"),
        ("import a as make", "import"),
        ("from a import make", "import"),
        ("from a import b as make", "import"),
        ("def make(): ...", "def"),
        ("class make: ...", "def"),
        ("def f(make): ...", "param"),
        ("def f(x, *, make: int = 1): ...", "param"),
        ("lambda *make: 1", "param"),
        ("for make in x: pass", "assign"),
        ("[0 for make in x]", "assign"),
        ("with x as make: pass", "assign"),
        ("try: pass\nexcept E as make: pass", "assign"),
        ("(make := 1)", "assign"),
        ("match x:\n    case [make]: pass", "assign"),
        ("def f():\n    global make", "global"),
        ("def f():\n    def g():\n        nonlocal make", "nonlocal"),
        ("del make", "del"),
        ("make: int", "declare"),
        ("type make = int", "assign"),
        ("a, (make, *b) = x", "assign"),
    ],
)
def test_bindings(source: str, expected: str) -> None:
    assert [kind for _, kind, _ in short(occur(source).bindings)] == [expected]


@pytest.mark.parametrize("source", ["remake", "make_", "makeé", "émake", "xmake.makex", "'''remake'''"])
def test_parts_of_longer_names_are_no_occurrences(source: str) -> None:
    assert occur(source) == ((), ())


@pytest.mark.parametrize(
    ("source", "bound"),
    [
        ("x = make", ("x",)),
        ("x = y = make", ("y",)),
        ("x = make if a else b", ("x",)),
        ("x = make()", ()),
        ("x, y = make, 1", ("x", "y")),
        ("(x := make)", ("x",)),
        ("from a import make as m", ("m",)),
        ("for x in (make,): pass", ("x",)),
        ("f(make)", ()),
    ],
)
def test_names_that_get_the_reference(source: str, bound: tuple[str, ...]) -> None:
    (reference,) = occur(source).references
    assert set(bound) <= set(reference.bound)
    assert bool(reference.bound) is bool(bound)


def test_arguments_know_their_call() -> None:
    (reference,) = occur("patch.object(a, 'make', 1)").references
    callee, *arguments = reference.call
    assert callee == Value("attr", "object", base=(Value("name", "patch"),))
    assert arguments[:2] == [Value("name", "a"), Value("str", "make")]
    assert reference.position == 1


def test_lines_inside_a_string_are_those_of_the_name() -> None:
    found = occur("'''\n\n make\n'''\nf('''a\nmake''')\n").references
    assert [reference.place.line for reference in found] == [3, 6]


def test_occurrences_come_in_the_order_of_the_text() -> None:
    offsets = [r.place.offset for r in occur("make(make, a.make)\nx = make\n").references]
    assert offsets == sorted(offsets)
    assert len(offsets) == 4
