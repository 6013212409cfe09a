"""Which names hold the target."""

from __future__ import annotations

from graphkit.analysis.holders import find_holders, held_symbols
from graphkit.model.names import Symbol
from tests.unit.analysis.code import MAKE, Code


def holders(files: dict[str, str]) -> set[str]:
    code = Code(files)
    targets = frozenset({MAKE})
    found = find_holders(code.sources, code.resolver(stop=targets), targets)
    assert all(symbols == targets for symbols in found.held.values())
    return {str(symbol) for symbol in found.held} - {str(MAKE)}


def test_the_definition_alone() -> None:
    assert holders({}) == set()


def test_renamings_are_followed() -> None:
    files = {
        "pkg/f.py": "from pkg.a import make as build",
        "pkg/g.py": "from pkg.f import build as create\nagain = create",
        "pkg/h.py": "from pkg import g\nlast = g.again",
    }
    assert holders(files) == {"pkg.f:build", "pkg.g:create", "pkg.g:again", "pkg.h:last"}


def test_stars_are_followed_though_the_text_lacks_the_name() -> None:
    files = {
        "pkg/f.py": "from pkg.a import *",
        "pkg/g.py": "from pkg.f import *",
        "pkg/h.py": "from pkg.b import *",
    }
    assert holders({**files, "pkg/b.py": "x = 1"}) == {"pkg.f:make", "pkg.g:make"}


def test_names_on_demand_are_held() -> None:
    files = {"pkg/f.py": "_L = {'make': 'pkg.a'}\ndef __getattr__(name): return load(_L[name])"}
    assert holders(files) == {"pkg.f:make"}


def test_functions_locals_and_other_definitions_hold_nothing() -> None:
    files = {
        "pkg/f.py": "def f():\n    from pkg.a import make",
        "pkg/g.py": "def make(): ...",
        "pkg/h.py": "make = 1",
        "pkg/i.py": "from pkg.a import make\nresult = make()\nmake = None",
    }
    assert holders(files) == set()


def test_names_and_the_modules_that_hold_them() -> None:
    code = Code({"pkg/f.py": "from pkg.a import make as build", "pkg/g.py": "build = 1"})
    targets = frozenset({MAKE})
    found = find_holders(code.sources, code.resolver(stop=targets), targets)
    assert found.names == {"make", "build"}
    assert found.mentions == {"make": ("pkg.a", "pkg.f"), "build": ("pkg.f", "pkg.g")}


def test_held_symbols_says_which_targets() -> None:
    code = Code({"pkg/f.py": "if c: from pkg.a import make\nelse: from pkg.a import other as make"})
    other = Symbol("pkg.a", "other")
    targets = frozenset({MAKE, other})
    resolver = code.resolver(stop=targets)
    assert held_symbols(resolver, "pkg.f", "make", targets) == targets
    assert held_symbols(resolver, "pkg.f", "make", frozenset({other})) == {other}
    assert held_symbols(resolver, "pkg.f", "gone", targets) == frozenset()
