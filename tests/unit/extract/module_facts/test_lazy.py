"""Names that a module provides when asked."""

from __future__ import annotations

import pytest

from graphkit.model.facts import Value
from tests.unit.extract.module_facts.facts import read

GETATTR = "\ndef __getattr__(name):\n    return load(_LAZY[name])\n"


def first(source: str) -> dict[str, Value]:
    """Name → the best value."""
    return {lazy.name: lazy.values[0] for lazy in reversed(read(source).lazy)}


@pytest.mark.parametrize(
    "source",
    ["", "x = {'make': 'pkg.a'}", "def getattr(name): ...", "class C:\n    def __getattr__(self, name): ..."],
)
def test_modules_without_one_provide_nothing(source: str) -> None:
    facts = read(source)
    assert (facts.lazy, facts.open_getattr, facts.kept) == ((), False, "")


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("_LAZY = {'make': '.a'}", Value("from", "make", ".a")),
        ("_LAZY = {'make': ('.a', 'make')}", Value("from", "make", ".a")),
        ("_LAZY = {'make': ('.a', 'build')}", Value("from", "build", ".a")),
        ("_LAZY = {'make': '.a:build'}", Value("from", "build", ".a")),
        ("_LAZY: dict[str, str] = {'make': '.a'}", Value("from", "make", ".a")),
        ("_LAZY = {}\n_LAZY['make'] = '.a'", Value("from", "make", ".a")),
        ("_LAZY = {'make': impl}", Value("name", "impl")),
        ("_LAZY = {'.a': ['make']}", Value("from", "make", ".a")),
    ],
)
def test_tables(table: str, expected: Value) -> None:
    assert first(table + GETATTR)["make"] == expected


def test_a_bare_module_is_looked_for_beside_and_at_the_top() -> None:
    (lazy,) = read("_LAZY = {'make': 'a'}" + GETATTR).lazy
    assert lazy.values[:2] == (Value("from", "make", ".a"), Value("from", "make", "a"))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("if name == 'make':\n        from .a import make\n        return make", Value("from", "make", ".a")),
        (
            "if 'make' == name:\n        from . import a\n        return a.build",
            Value("attr", "build", base=(Value("from", "a", "."),)),
        ),
        (
            "if name in ('x', 'make'):\n        from . import a\n        return getattr(a, name)",
            Value("attr", "make", base=(Value("from", "a", "."),)),
        ),
        (
            "if name == 'x':\n        pass\n    elif name == 'make':\n        return build",
            Value("name", "build"),
        ),
    ],
)
def test_comparisons(body: str, expected: Value) -> None:
    facts = read(f"def __getattr__(name):\n    {body}\n    raise AttributeError(name)\n")
    assert {lazy.name: lazy.values[0] for lazy in facts.lazy}["make"] == expected
    assert not facts.open_getattr


def test_forwarding_answers_every_name() -> None:
    assert first("def __getattr__(name):\n    return getattr(impl, name)\n") == {"*": Value("name", "impl")}


@pytest.mark.parametrize(
    "body", ["return load(name)", "return globals()[name]", "if x(name):\n        return y"]
)
def test_what_cannot_be_read_is_open(body: str) -> None:
    facts = read(f"def __getattr__(name):\n    {body}\n")
    assert facts.open_getattr
    assert facts.lazy == ()


def test_attach_provides_attributes_and_submodules() -> None:
    call = "attach(__name__, submodules={'sub'}, submod_attrs={'a': ['make', 'x']})"
    source = f"__getattr__, __dir__, __all__ = {call}"
    assert set(first(source)) >= {"make", "x", "sub"}
    assert first(source)["make"] == Value("from", "make", ".a")


def test_an_object_in_the_place_of_the_module() -> None:
    facts = read("import sys\ns = {'a': ['make']}\nsys.modules[__name__] = Lazy(__name__, s)\n")
    assert facts.kept
    assert {lazy.name for lazy in facts.lazy} == {"make"}


def test_the_line_is_that_of_the_name() -> None:
    (lazy,) = read("_LAZY = {\n    'make': '.a',\n}" + GETATTR).lazy
    assert lazy.line == 2
