from __future__ import annotations

import pickle

import pytest

from graphkit.codemod.patterns import with_name
from graphkit.codemod.rewriting import rewrite_file
from graphkit.errors import BadRewrite
from graphkit.model.edits import Rewrite
from tests.unit.codemod.files import request


def becomes(code: str, find: str, replace: str) -> str:
    asked = request(f"x = {code}\n", replacement=None)
    return rewrite_file(asked._replace(rewrites=(Rewrite(find, replace),))).text.strip()


@pytest.mark.parametrize(
    ("code", "find", "replace", "after"),
    [
        ("«make(a + b)", "make($A)", "$A.run()", "x = (a + b).run()"),
        ("«make(a.b)", "make($A)", "$A.run()", "x = a.b.run()"),
        ("«make(a)[0]", "make($A)", "await run($A)", "x = (await run(a))[0]"),
        ("«make(a)", "make($A)", "await run($A)", "x = await run(a)"),
        ("-«make(a)", "make($A)", "$A + 1", "x = -(a + 1)"),
        ("f(«make(a))", "make($A)", "$A + 1", "x = f(a + 1)"),
        ("«make(a, *b, k=c)", "make($$$ARGS)", "new($$$ARGS)", "x = new(a, *b, k=c)"),
        ("«make()", "make($$$ARGS)", "new($$$ARGS)", "x = new()"),
        ("«make(a, b)", "make($A, $B)", "new($B, $A)", "x = new(b, a)"),
        ("«make(  a ,b )", "make($A, $B)", "new($B, $A)", "x = new(b, a)"),
        ("«make(lambda: 1)", "make($A)", "new($A)", "x = new(lambda: 1)"),
        ("«make(a, b)", "make($A)", "new($A)", "x = make(a, b)"),
        ("y.«make(1)", "y.make($A)", "new($A)", "x = y.make(1)"),
        ("«make(a)", "make($A)", "new($B)", "x = make(a)"),
        ("«make('make', make2)", "make($A, $B)", "new($A, $B)", "x = new('make', make2)"),
    ],
)
def test_what_a_pattern_becomes(code: str, find: str, replace: str, after: str) -> None:
    assert becomes(code, find, replace) == after


def test_a_rewrite_of_another_symbol_changes_nothing() -> None:
    assert becomes("«make()", "other()", "new()") == "x = make()"


def test_no_pattern() -> None:
    with pytest.raises(BadRewrite) as raised:
        becomes("«make()", "make() make()", "new()")
    assert str(raised.value) == (
        "the rewrite 'make() make()' is no pattern: write one expression, with $NAME for any part of it"
    )
    assert str(pickle.loads(pickle.dumps(raised.value))) == str(raised.value)


def test_the_symbol_in_a_pattern() -> None:
    assert with_name("make(make2, x.make, $make, make)", "make", "N") == "N(make2, x.make, $make, N)"
