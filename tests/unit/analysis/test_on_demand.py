"""Names that a module provides when asked."""

from __future__ import annotations

import pytest

from graphkit.analysis.on_demand import on_demand
from graphkit.analysis.things import NOTHING, Thing, Things
from tests.unit.analysis.code import Code

MAKE = Thing("symbol", "pkg.a", "make", "function")
TABLE = """
import importlib
_TABLE = {'make': 'pkg.a', 'a': 'pkg'}
def __getattr__(name):
    return getattr(importlib.import_module(_TABLE[name]), name)
"""
COMPARED = """
def __getattr__(name):
    if name == 'make':
        from pkg.a import make
        return make
    raise AttributeError(name)
"""
FORWARD = "from pkg import a\ndef __getattr__(name): return getattr(a, name)"
OBJECT = "thing = find()\ndef __getattr__(name): return getattr(thing, name)"
OPEN = "def __getattr__(name): return find(name)"


def asked(source: str, name: str = "make", *, runtime: bool = False) -> Things:
    files = {"pkg/f.py": source, "pkg/partial.py": "__all__ = ['x', f()]"}
    return on_demand(Code(files).resolver(runtime=runtime), "pkg.f", name)


@pytest.mark.parametrize("runtime", [False, True])
@pytest.mark.parametrize("source", [TABLE, COMPARED, FORWARD])
def test_provided(source: str, runtime: bool) -> None:
    assert asked(source, runtime=runtime) == {MAKE}


def test_a_table_may_name_modules() -> None:
    assert asked(TABLE, "a") == {Thing("module", "pkg.a")}


@pytest.mark.parametrize("source", [TABLE, COMPARED])
def test_not_in_the_table(source: str) -> None:
    assert asked(source, "other") == NOTHING


def test_forwarded_to_a_module_that_lacks_it() -> None:
    (thing,) = asked(FORWARD, "gone")
    assert thing[:3] == ("missing", "pkg.a", "gone")


def test_a_module_does_not_forward_to_itself() -> None:
    assert MAKE not in asked("import pkg.f\ndef __getattr__(name): return getattr(pkg.f, name)")


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (OBJECT, "pkg.f.__getattr__ asks an object that is not known"),
        (OPEN, "pkg.f.__getattr__ cannot be read"),
        ("from elsewhere import *", "pkg.f takes every name of elsewhere, which is outside the roots"),
        ("from pkg.gone import *", "pkg.f takes every name of pkg.gone, which is outside the roots"),
        ("from pkg.partial import *", "the __all__ of pkg.partial cannot be read"),
    ],
)
def test_unknown_and_why(source: str, why: str) -> None:
    assert asked(source) == {Thing("unknown", "pkg.f", "make", why)}
    assert asked(source, runtime=True) == NOTHING


def test_a_namespace_that_is_filled_by_a_call() -> None:
    (thing,) = asked("globals().update(f())")
    assert thing[:3] == ("unknown", "pkg.f", "make")
    assert thing.what.startswith("pkg.f: ")
    assert len(thing.what) > len("pkg.f: ")
    assert asked("globals().update(f())", runtime=True) == NOTHING


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("", "make"),
        ("from pkg.a import *", "make"),
        (OPEN, "__path__"),
        ("from elsewhere import *", "__wrapped__"),
    ],
)
def test_nothing_provides_it(source: str, name: str) -> None:
    assert asked(source, name) == NOTHING


def test_a_module_outside_the_tree() -> None:
    assert on_demand(Code({}).resolver(), "elsewhere", "make") == NOTHING
