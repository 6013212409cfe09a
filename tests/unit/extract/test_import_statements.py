"""Import statements as they are written, against the parser's reading of the same text."""

from __future__ import annotations

import pytest

from graphkit.extract.import_statements import Statement, absolute_base, find_statements, statements_at


def one(text: str, line: int = 0) -> tuple[Statement, ...]:
    return statements_at(text.encode().split(b"\n"), line)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import a", Statement(0, "", ("a",), False)),
        ("import a.b as c, d", Statement(0, "", ("a.b as c", "d"), False)),
        ("from a.b import c", Statement(0, "a.b", ("c",), True)),
        ("from a import (b as  c,\n  d,  # why\n)\n", Statement(0, "a", ("b as c", "d"), True)),
        ("from a import b, \\\n  c", Statement(0, "a", ("b", "c"), True)),
        ("from . import a", Statement(1, "", ("a",), True)),
        ("from . . .a import b", Statement(3, "a", ("b",), True)),
        ("from a import *  # all", Statement(0, "a", ("*",), True)),
        ("from a import(b)", Statement(0, "a", ("b",), True)),
        ("    from a import b\r", Statement(0, "a", ("b",), True)),
        ("from \\\n  a import b", Statement(0, "a", ("b",), True)),
        ("lazy from a import b", Statement(0, "a", ("b",), True)),
        ("try: import a", Statement(0, "", ("a",), False)),
        ("x = 1; from a import b", Statement(0, "a", ("b",), True)),
    ],
)
def test_one_statement(text: str, expected: Statement) -> None:
    assert one(text) == (expected,)


def test_two_on_a_line() -> None:
    assert [statement.names for statement in one("import a; from b import c, d")] == [("a",), ("c", "d")]


@pytest.mark.parametrize(
    ("text", "module", "is_package", "base"),
    [
        ("from a import x", "p.m", False, "a"),
        ("from . import x", "p.m", False, "p"),
        ("from . import x", "p.m", True, "p.m"),
        ("from ..a import x", "p.q.m", False, "p.a"),
        ("from .. import x", "p.m", False, None),
        ("from ... import x", "p.m", True, None),
    ],
)
def test_absolute_base(text: str, module: str, is_package: bool, base: str | None) -> None:
    assert absolute_base(one(text)[0], module, is_package) == base


def test_find_statements_in_a_broken_file() -> None:
    source = b"import a\ndef f(:\n    from b import (\n        c,\n    )\nfromage = 1\n"
    assert [(line, found.base, found.names) for line, found in find_statements(source)] == [
        (1, "", ("a",)),
        (3, "b", ("c",)),
    ]


def test_rest_of_the_file_in_one_piece() -> None:
    lines = b"from a import (\n    b,\n    c,\n)\nd = (1,\n2)\n".split(b"\n", 1)
    assert statements_at(lines, 0) == (Statement(0, "a", ("b", "c"), True),)


def test_bracket_that_is_never_closed_ends() -> None:
    assert one("from a import (b,\n" + "x\n" * 10_000)[0].base == "a"
