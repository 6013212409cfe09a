"""What one expression takes its value from, one step on."""

from __future__ import annotations

import pytest

from graphkit.analysis.taking import no_lookup, taken_from
from graphkit.analysis.things import NOTHING, OTHER, Thing, Things
from graphkit.model.facts import OPAQUE, Value
from tests.unit.analysis.code import Code

A = Value("module", module="pkg.a")
GONE = Value("module", module="pkg.gone")
FILES = {
    "pkg/f.py": "NAME = 'pkg.a'\ndef same(f): return f\ndef other(f): return 1\n"
    "from importlib import import_module as load",
    "ns/mod.py": "",
}
LOOKUP = {
    "a": Thing("module", "pkg.a"),
    "same": Thing("symbol", "pkg.f", "same", "function"),
    "other": Thing("symbol", "pkg.f", "other", "function"),
    "load": Thing("other", "importlib", "import_module"),
    "dark": Thing("unknown", what="why"),
    "lost": Thing("missing", "pkg.a", "lost"),
}


def lookup(name: str) -> Things:
    return frozenset({LOOKUP[name]}) if name in LOOKUP else NOTHING


def name(text: str) -> Value:
    return Value("name", text)


def attr(holder: Value, text: str) -> Value:
    return Value("attr", text, base=(holder,))


def taken(value: Value) -> Things:
    return taken_from(Code(FILES).resolver(), "pkg.f", value, lookup)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Value("from", "make", "pkg.a"), Thing("member", "pkg.a", "make")),
        (Value("from", "make", ".a"), Thing("member", "pkg.a", "make")),
        (Value("from", "a", "."), Thing("member", "pkg", "a")),
        (Value("from", "make", "pkg.gone"), Thing("missing", "pkg.gone", "make")),
        (Value("from", "make", "elsewhere"), Thing("other", "elsewhere", "make")),
        (A, Thing("module", "pkg.a")),
        (Value("module", module="ns"), Thing("module", "ns")),
        (GONE, Thing("missing", "pkg.gone")),
        (Value("module", module="elsewhere"), OTHER),
        # `import pkg.a as x` takes an attribute of `pkg`
        (Value("as", "x", "pkg.a"), Thing("member", "pkg", "a")),
        (Value("as", "x", "pkg"), Thing("module", "pkg")),
        (Value("as", "x", "pkg.gone"), Thing("missing", "pkg.gone")),
        (Value("as", "x", "elsewhere"), OTHER),
        (Value("top", module="pkg.a"), Thing("module", "pkg")),
        (Value("top", module="ns.mod"), Thing("module", "ns")),
        (Value("top", module="elsewhere.x"), OTHER),
        (Value("this"), Thing("module", "pkg.f")),
    ],
)
def test_imports(value: Value, expected: Thing) -> None:
    assert taken(value) == {expected}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (attr(A, "make"), Thing("member", "pkg.a", "make")),
        (attr(name("a"), "make"), Thing("member", "pkg.a", "make")),
        (attr(name("dark"), "make"), Thing("unknown", what="why")),
        (attr(name("lost"), "make"), Thing("missing", "pkg.a.lost", "make")),
        (attr(GONE, "make"), Thing("missing", "pkg.gone", "make")),
        (attr(name("same"), "make"), OTHER),
        (Value("getattr", base=(A, name("NAME"))), Thing("member", "pkg.a", "pkg.a")),
        (Value("getattr", base=(A, OPAQUE)), Thing("unknown", what="the attribute's name is computed")),
        (Value("getattr", base=(name("same"), OPAQUE)), OTHER),
    ],
)
def test_attributes(value: Value, expected: Thing) -> None:
    assert taken(value) == {expected}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Value("import_module", base=(name("NAME"),)), Thing("module", "pkg.a")),
        (Value("import_module", base=(Value("str", "pkg.gone"),)), Thing("missing", "pkg.gone")),
        (
            Value("import_module", base=(OPAQUE,)),
            Thing("unknown", what="the imported module's name is computed"),
        ),
        (Value("import_module"), Thing("unknown", what="the imported module's name is computed")),
        (Value("call", base=(name("load"), name("NAME"))), Thing("module", "pkg.a")),
        (Value("call", base=(name("same"), attr(A, "make"))), Thing("member", "pkg.a", "make")),
        (Value("call", base=(name("other"), attr(A, "make"))), OTHER),
        (Value("call", base=(name("same"),)), OTHER),
        (Value("call", base=(OPAQUE, A)), OTHER),
    ],
)
def test_calls(value: Value, expected: Thing) -> None:
    assert taken(value) == {expected}


def test_alternatives_give_what_each_gives() -> None:
    value = Value("alt", base=(attr(A, "make"), name("a"), OPAQUE, name("nobody")))
    assert taken(value) == {Thing("member", "pkg.a", "make"), Thing("module", "pkg.a"), OTHER}


@pytest.mark.parametrize("kind", ["opaque", "str", "list", "sum", "fstring", "def", "item", "new"])
def test_values_of_no_interest(kind: str) -> None:
    assert taken(Value(kind, "x")) == {OTHER}


def test_names_are_looked_up() -> None:
    assert taken(name("same")) == {LOOKUP["same"]}
    assert taken(name("nobody")) == NOTHING
    assert taken_from(Code(FILES).resolver(), "pkg.f", name("same"), no_lookup) == NOTHING
    assert no_lookup("same") == NOTHING
