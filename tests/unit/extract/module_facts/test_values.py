"""What an expression can hold."""

from __future__ import annotations

import pytest

from graphkit.extract.module_facts.parsing import parse
from graphkit.extract.module_facts.values import dotted, value_of
from graphkit.model.facts import OPAQUE, Value


def value(source: str) -> Value:
    statement = parse(f"({source})".encode()).root.named_children[0]
    return value_of(statement.named_children[0])


def name(text: str) -> Value:
    """`a.b.c` as a value."""
    head, *rest = text.split(".")
    found = Value("name", head)
    for part in rest:
        found = Value("attr", part, base=(found,))
    return found


def string(text: str) -> Value:
    return Value("str", text)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("make", name("make")),
        ("a.b.make", name("a.b.make")),
        ("((make))", name("make")),
        ("'text'", string("text")),
        ('"""te\nxt"""', string("te\nxt")),
        ("'a' 'b'", string("ab")),
        ("'it\\'s'", string("it's")),
        ("r'a\\b'", string("a\\b")),
        ("b'x'", string("x")),
        ("['a', 'b']", Value("list", base=(string("a"), string("b")))),
        ("[make, *rest]", Value("list", base=(name("make"), Value("star", base=(name("rest"),))))),
        ("a.x + ['b']", Value("sum", base=(name("a.x"), Value("list", base=(string("b"),))))),
        ("f if x else g", Value("alt", base=(name("f"), name("g")))),
        ("f or g", Value("alt", base=(name("f"), name("g")))),
        ("(x := make)", name("make")),
        ("import_module('pkg.a')", Value("module", module="pkg.a")),
        ("importlib.import_module('.a', 'pkg.sub')", Value("module", module="pkg.sub.a")),
        ("importlib.import_module('..a', package='pkg.sub')", Value("module", module="pkg.a")),
        ("import_module(NAME)", Value("import_module", base=(name("NAME"),))),
        ("__import__('pkg.a')", Value("top", module="pkg.a")),
        ("__import__('pkg.a', fromlist=['x'])", Value("module", module="pkg.a")),
        ("sys.modules['pkg.a']", Value("module", module="pkg.a")),
        ("sys.modules[__name__]", Value("this")),
        ("getattr(a, 'make')", name("a.make")),
        ("getattr(a, 'make', None)", name("a.make")),
        ("getattr(a, NAME)", Value("getattr", base=(name("a"), name("NAME")))),
        ("globals()['make']", name("make")),
        ("wrap(make)", Value("call", base=(name("wrap"), name("make")))),
        ("make()", Value("call", base=(name("make"),))),
        ("[n for n in dir() if n]", Value("public")),
        ("f'{A}.make'", Value("fstring", base=(name("A"), string(".make")))),
    ],
)
def test_values(source: str, expected: Value) -> None:
    assert value(source) == expected


@pytest.mark.parametrize(
    "source", ["1", "None", "-x", "x[0]", "x and 1 < 2 < y", "lambda: x", "{1: 2}", "await x", "x - y"]
)
def test_what_only_running_tells_is_opaque(source: str) -> None:
    found = value(source)
    assert found == OPAQUE or (found.kind == "alt" and OPAQUE in found.base)


@pytest.mark.parametrize(
    "source", ["f if True else g", "f if not TYPE_CHECKING else g", "g if TYPE_CHECKING else f"]
)
def test_known_conditions_choose(source: str) -> None:
    assert value(source) == name("f")


def test_deep_expressions_are_opaque_in_the_end() -> None:
    assert dotted(value("x" + ".y" * 20)) == "x" + ".y" * 20
    assert dotted(value("x" + ".y" * 200)) == ""


def test_dotted() -> None:
    assert dotted(name("a.b.c")) == "a.b.c"
    assert dotted(Value("attr", "x", base=(Value("call", base=(name("f"),)),))) == ""
