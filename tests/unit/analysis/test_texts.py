"""Strings that are put together from constants."""

from __future__ import annotations

import pytest

from graphkit.analysis.texts import text_of
from graphkit.model.facts import OPAQUE, Value
from tests.unit.analysis.code import Code

NAME = Value("name", "X")


def text(source: str, value: Value = NAME) -> str | None:
    files = {
        "pkg/f.py": source,
        "pkg/names.py": "NAME = 'pkg.a'\nBOTH = NAME + '.b'\nfrom pkg.further import FAR",
        "pkg/further.py": "FAR = f'{__name__}.x'",
    }
    return text_of(Code(files).resolver(), "pkg.f", value)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("X = ''", ""),
        ("X = 'a' 'b'", "ab"),
        ("X = ('a')", "a"),
        ("X = 'a'\nX = 'b'", "b"),
        ("Y = 'a'\nX = Y + '.b' + '.c'", "a.b.c"),
        ("Y = 'a'\nX = f'{Y}.b'", "a.b"),
        ("X = __name__ + '.b'", "pkg.f.b"),
        ("from pkg.names import NAME as X", "pkg.a"),
        ("from .names import BOTH\nX = f'{BOTH}.c'", "pkg.a.b.c"),
        ("from pkg.names import FAR as X", "pkg.further.x"),
        ("from pkg import names\nX = names.NAME", "pkg.a"),
        ("import pkg.names\nX = pkg.names.BOTH", "pkg.a.b"),
        ("from pkg import names\nX = names.__name__ + '.b'", "pkg.names.b"),
    ],
)
def test_constants_are_put_in(source: str, expected: str) -> None:
    assert text(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "",
        "X = f()",
        "X = 1",
        "X = 'a' + f()",
        "X = f'{f()}.b'",
        "X = '%s.b' % Y",
        "X = '{}.b'.format(Y)",
        "X = 'a' if c else 'b'",
        "if c: X = 'a'\nelse: X = 'b'",
        "def X(): ...",
        "from elsewhere import X",
        "from pkg.gone import X",
        "from pkg import names as X",
        "import elsewhere\nX = elsewhere.NAME",
        "X = X + 'a'",
        "X = Y\nY = X",
        "from pkg.f import X",
    ],
)
def test_what_is_computed_has_no_text(source: str) -> None:
    assert text(source) is None


def test_deep_sums_are_not_read() -> None:
    shallow = deep = Value("str", "a")
    for _ in range(10):
        shallow = Value("sum", base=(shallow, Value("str", "b")))
    for _ in range(12):
        deep = Value("sum", base=(NAME, deep))
    assert text("X = 'x'", shallow) == "a" + "b" * 10
    assert text("X = 'x'", deep) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Value("str", "a"), "a"),
        (Value("sum", base=(Value("str", "a"), Value("name", "X"))), "ax"),
        (Value("sum"), ""),
        (Value("sum", base=(Value("str", "a"), OPAQUE)), None),
        (Value("list", base=(Value("str", "a"),)), None),
    ],
)
def test_values(value: Value, expected: str | None) -> None:
    assert text("X = 'x'", value) == expected
