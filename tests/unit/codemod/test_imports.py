from __future__ import annotations

import pytest

from graphkit.codemod.imports import Changes, Namespace, import_of_symbol
from graphkit.codemod.spans import applied
from graphkit.codemod.statements import parse
from graphkit.model.names import Symbol

NEW = Symbol("pkg.new", "Manager")


def space(text: str) -> Namespace:
    return Namespace(text, parse(text))


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("from pkg.new import Manager\n", "Manager"),
        ("from pkg.new import a, Manager as M\n", "M"),
        ("if x:\n    from pkg.new import Manager\n", ""),
        ("def f():\n    from pkg.new import Manager\n", ""),
        ("from pkg.other import Manager\n", ""),
        ("from pkg.new import Other as Manager\n", ""),
        ("Manager = 1\n", ""),
    ],
)
def test_the_name_that_already_holds_a_symbol(text: str, held: str) -> None:
    assert space(text).holding(NEW) == held


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\nManager = 1\n", 2),
        ("class Manager: ...\n", 1),
        ("from other import Manager\n", 1),
        ("def f(Manager): ...\n", 1),
        ("def f(a, Manager=1): ...\n", 1),
        ("def f(Manager: int): ...\n", 1),
        ("def f():\n    from pkg.new import Manager\n", 0),
        ("def f():\n    from .new import Manager\n", 0),
        ("def f():\n    from ..new2 import Manager\n", 2),
        ("x.Manager = Manager.y\nf(Manager=1, a=Manager)\ndef f(a=Manager): ...\n", 0),
    ],
)
def test_other_meanings_of_the_name(text: str, line: int) -> None:
    assert space(text).clashes("Manager", NEW) == line


def test_names_that_nothing_else_uses() -> None:
    text = "import a\nimport b\na.x\nb.y\nb.z\nc = 1\n"
    names = space(text)
    assert names.only_in("a", [(text.index("a.x"), text.index("a.x") + 3)])
    assert not names.only_in("b", [(text.index("b.y"), text.index("b.y") + 3)])
    assert not names.only_in("c", [])
    assert not names.only_in("d", [])


def test_where_another_import_belongs() -> None:
    text = "import a\nimport z\ndef f():\n    import a\n    a.x\n"
    names = space(text)
    function = (text.index("def"), len(text) - 1)
    anchor = names.anchor("a", (function,))
    assert anchor is not None
    assert anchor.range().start.line == 3
    for name, line in (("a", 0), ("q", 1)):
        at_module_level = names.anchor(name, ())
        assert at_module_level is not None
        assert at_module_level.range().start.line == line
    assert space("x = 1\n").anchor("x", ()) is None


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("x = 1\n", "NEW\nx = 1\n"),
        ('"""Doc."""\nx = 1\n', '"""Doc."""\n\nNEW\nx = 1\n'),
        ("# head\n\nx = 1\n", "# head\n\nNEW\nx = 1\n"),
    ],
)
def test_an_import_on_top(text: str, after: str) -> None:
    changes = Changes(space(text))
    assert changes.add_on_top("NEW")
    assert not changes.add_on_top("NEW")
    assert applied(text, changes.all()) == after


def test_the_import_of_a_symbol() -> None:
    assert import_of_symbol(NEW) == ("from pkg.new import Manager", "Manager")
    assert import_of_symbol(Symbol("pkg.new")) == ("from pkg import new", "new")
    assert import_of_symbol(Symbol("new")) == ("import new", "new")
