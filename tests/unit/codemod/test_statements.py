from __future__ import annotations

import pytest

from graphkit.codemod.statements import block_of, blocks, lines, parse, parts, span, statement_around


def bound(code: str) -> list[tuple[str, str]]:
    return [(part.name, part.how) for node in block_of(parse(code)).statements for part in parts(node)]


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import a.b, c as d\n", [("a", "item"), ("d", "item")]),
        ("from .m import a, b as c\n", [("a", "item"), ("c", "item")]),
        ("from m import *\n", [("*", "stuck")]),
        ("@dec\nclass A: ...\n", [("A", "whole")]),
        ("a = b.c = d = 1\n", [("a", "target"), ("d", "target")]),
        ("a, (b, *c) = x\n", [("a", "stuck"), ("b", "stuck"), ("c", "stuck")]),
        ("x.a = x[b] = 1\n", []),
        ("a += 1\n", [("a", "whole")]),
        ("del a, b\n", [("a", "del"), ("b", "del")]),
        ("for a, b in c: d = 1\n", [("a", "stuck"), ("b", "stuck")]),
        ("with x as a, y as (b, c): ...\n", [("a", "stuck"), ("b", "stuck"), ("c", "stuck")]),
        ("f(a := 1, lambda: (b := 2))\n", [("a", "stuck")]),
        ("if x:\n    y = (a := 1)\n", []),
    ],
)
def test_what_a_statement_binds(code: str, found: list[tuple[str, str]]) -> None:
    assert bound(code) == found


def test_blocks_that_run_with_the_module() -> None:
    code = "a\nif x:\n    b\nelif y:\n    c\ntry:\n    d\nexcept E:\n    e\n"
    code += "def f():\n    g\nmatch x:\n    case 1:\n        h\n"
    found = [[node.text() for node in block.statements] for block in blocks(parse(code))]
    assert [texts[0] for texts in found] == ["a", "b", "c", "d", "e", "h"]
    assert [block.is_module for block in blocks(parse(code))] == [True] + [False] * 5


def test_places_are_counted_in_characters() -> None:
    code = "# 😀漢\nx = '😀'; y = 1\n"
    last = block_of(parse(code)).statements[-1]
    assert code[slice(*span(last))] == "y = 1"
    assert lines(last) == (2, 2)


def test_the_statement_around_a_node() -> None:
    root = parse("def f():\n    if x:\n        g(a)\n")
    found = root.find(kind="identifier", regex="^a$")
    assert found is not None
    around = statement_around(found)
    assert around is not None
    assert (around[0].text(), around[1].kind()) == ("g(a)", "block")
