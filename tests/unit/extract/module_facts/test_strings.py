"""Occurrences inside strings."""

from __future__ import annotations

import pytest

from graphkit.model.facts import Reference, Value
from tests.unit.extract.module_facts.facts import occur


def only(source: str) -> Reference:
    (reference,) = occur(source).references
    assert reference.role == "string"
    return reference


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("'make'", "docstring"),
        ('def f():\n    """Calls make."""', "docstring"),
        ("'a' 'make'", "docstring"),
        ("x: 'make'", "annotation"),
        ("x: 'list[make]' = 1", "annotation"),
        ("x: list['make']", "annotation"),
        ("def f(x: 'make'): ...", "annotation"),
        ("def f() -> 'make | None': ...", "annotation"),
        ("def f():\n    x: 'make'", "local_annotation"),
        ("type X = 'make'", "local_annotation"),
        ("__all__ = ['make']", "export"),
        ("__all__ = ['x'] + ['make']", "export"),
        ("__all__ += ('make',)", "export"),
        ("__all__.append('make')", "export"),
        ("__all__.extend(['make'])", "export"),
        ("__all__: list[str] = ['make']", "export"),
        ("if c:\n    __all__ += ['make']", "export"),
        ("def f():\n    __all__ = ['make']", "string"),
        ("names = ['make']", "string"),
        ("x = 'make'", "string"),
        ("x['make']", "string"),
        ("{'make': 1}", "string"),
        ("return_ = x == 'make'", "string"),
        ("f(['make'])", "string"),
        ("f('make')", "argument"),
        ("f(x='make')", "argument x"),
        ("f(a='pkg.make', b=1)", "argument a"),
    ],
)
def test_usage(source: str, expected: str) -> None:
    assert only(source).usage == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = 'make'", Value("str", "make")),
        ("x = 'pkg.a.make'", Value("str", "pkg.a.make")),
        ("x = b'make'", Value("str", "make")),
        ("x = r'pkg\\make'", Value("str", "pkg\\make")),
        ("x = 'pkg.' 'make'", Value("str", "pkg.make")),
        ("x = ('pkg.'\n     'make')", Value("str", "pkg.make")),
        ("x = y + '.make'", Value("sum", base=(Value("name", "y"), Value("str", ".make")))),
        ("x = f'{y}.make'", Value("fstring", base=(Value("name", "y"), Value("str", ".make")))),
        ("x = '%s.make' % y", Value("fstring", base=(Value("opaque"), Value("str", "%s.make")))),
        ("x = '{}.make'.format(y)", Value("fstring", base=(Value("opaque"), Value("str", "{}.make")))),
        ("x = 'make'.upper", Value("str", "make")),
        ("x = ['make']", Value("str", "make")),
    ],
)
def test_the_whole_text(source: str, expected: Value) -> None:
    assert only(source).value == expected


@pytest.mark.parametrize(
    ("source", "position", "given"),
    [
        ("f('make')", 0, (Value("str", "make"),)),
        ("f(x, 'make')", 1, (Value("name", "x"), Value("str", "make"))),
        ("f(  # why\n    'make')", 0, (Value("str", "make"),)),
        ("f('pkg.' + 'make')", 0, (Value("sum", base=(Value("str", "pkg."), Value("str", "make"))),)),
        ("f(k='make')", -1, (Value("keyword", "k", base=(Value("str", "make"),)),)),
    ],
)
def test_the_call_it_is_given_to(source: str, position: int, given: tuple[Value, ...]) -> None:
    reference = only(source)
    assert (reference.position, reference.call) == (position, (Value("name", "f"), *given))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = 'make'", ("x",)),
        ("x = y = 'pkg.' 'make'", ("x", "y")),
        ("x = f('make')", ("x",)),
        ("x = getattr(m, 'make')", ("x",)),
        ("for x in ('make', 'other'): pass", ("x",)),
        ("f('make')", ()),
        ("x = {'make': 1}", ()),
    ],
)
def test_names_that_get_it(source: str, expected: tuple[str, ...]) -> None:
    assert only(source).bound == expected


@pytest.mark.parametrize(
    ("source", "line", "column"),
    [
        ("x = 'make'", 1, 5),
        ("x = 'a.b.make'", 1, 9),
        ("x = 'é.make'", 1, 7),
        ("x = '''\nfirst\n  make\n'''", 3, 2),
        ("x = ('a'\n     'make')", 2, 6),
    ],
)
def test_place(source: str, line: int, column: int) -> None:
    place = only(source).place
    assert (place.line, place.column, place.offset) == (line, column, source.encode().index(b"make"))


def test_each_occurrence_in_one_string() -> None:
    found = occur("x = 'make, make and remake'").references
    assert [reference.place.column for reference in found] == [5, 11]


def test_where_it_stands() -> None:
    reference = only("def f():\n    if c:\n        return g('make')")
    assert [step.name for step in reference.place.scope] == ["f"]
    assert len(reference.place.path) == 1
    assert reference.place.when == "call_time"


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("globals()['make'] = f", Value("name", "f")),
        ("globals().update({'make': f})", None),
        ("setattr(sys.modules[__name__], 'make', f)", Value("name", "f")),
        ("x['make'] = f", None),
        ("f('make')", None),
    ],
)
def test_a_string_may_bind(source: str, value: Value | None) -> None:
    found = occur(source)
    assert [binding.value for binding in found.bindings] == ([value] if value else [])
    assert [reference.role for reference in found.references] == ["string"]
