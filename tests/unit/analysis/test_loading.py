"""What importing a module loads."""

from __future__ import annotations

import pytest

from graphkit.analysis.loading import loaded_by, loads, overwritten, runs_at_import
from graphkit.model.facts import Binding
from tests.unit.analysis.code import Code


def first(source: str, name: str = "x") -> tuple[Code, Binding]:
    code = Code({"pkg/f.py": source, "ns/deep/mod.py": ""})
    return code, next(binding for binding in code.facts["pkg.f"].bindings if binding.name == name)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import x", True),
        ("if c: import x", True),
        ("try: import x\nexcept ImportError: pass", True),
        ("while c: import x", True),
        ("if True: import x", True),
        ("if False: import x", False),
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING: import x", False),
        ("if __name__ == '__main__': import x", False),
        ("def f():\n    global x\n    import x", False),
    ],
)
def test_runs_at_import(source: str, expected: bool) -> None:
    _, binding = first(source)
    assert runs_at_import(binding) is expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import pkg.a as x", ["pkg", "pkg.a"]),
        ("from pkg import a as x", ["pkg", "pkg.a"]),
        ("from . import a as x", ["pkg", "pkg.a"]),
        ("from pkg import other as x", ["pkg"]),
        ("from pkg.a import make as x", ["pkg", "pkg.a"]),
        ("from .a import make as x", ["pkg", "pkg.a"]),
        ("import ns.deep.mod as x", ["ns", "ns.deep", "ns.deep.mod"]),
        ("from ns.deep import mod as x", ["ns", "ns.deep", "ns.deep.mod"]),
        ("import pkg.gone.further as x", ["pkg"]),
        ("import elsewhere as x", []),
        ("x = 1", []),
        ("def x(): ...", []),
    ],
)
def test_loaded_by(source: str, expected: list[str]) -> None:
    code, binding = first(source)
    assert loaded_by(code.resolver(), "pkg.f", binding) == expected


def test_a_dotted_import_loads_each_part() -> None:
    code, binding = first("import pkg.a", "pkg")
    assert loaded_by(code.resolver(), "pkg.f", binding) == ["pkg", "pkg.a"]


def test_loads_on_and_on() -> None:
    code = Code(
        {
            "m.py": "import pkg.one",
            "pkg/one.py": "from .two import x",
            "pkg/two.py": "def f():\n    from . import later\nif False: from . import never",
            "pkg/later.py": "",
            "pkg/never.py": "",
        }
    )
    known: dict[str, frozenset[str]] = {}
    assert loads(code.resolver(), known, "m") == {"pkg", "pkg.one", "pkg.two"}
    assert loads(code.resolver(), known, "pkg.later") == frozenset()
    assert loads(code.resolver(), known, "elsewhere") == frozenset()
    assert set(known) == {"m", "pkg.later", "elsewhere"}


def test_loads_ends_in_cycles_and_keeps_the_answer() -> None:
    code = Code({"m.py": "import n", "n.py": "import m"})
    known: dict[str, frozenset[str]] = {}
    assert loads(code.resolver(), known, "m") == {"m", "n"}
    known["m"] = frozenset({"kept"})
    assert loads(code.resolver(), known, "m") == {"kept"}


@pytest.mark.parametrize(
    ("init", "expected"),
    [
        # the function is bound after the submodule was loaded, or by the statement that loads it
        ("from .make import make", False),
        ("import pkg.make\ndef make(): ...", False),
        ("from .user import x\nfrom .a import make", False),
        ("from .make import *\nmake = 1", False),
        # the submodule is loaded later, by somebody else
        ("x = 1\nfrom .a import make", True),
        ("x = 1\ndef make(): ...", True),
        ("x = 1\ndef make(): ...\nimport pkg.make", True),
        ("x = 1\ndef f():\n    from . import make\nmake = 1", True),
        ("if False: import pkg.make\nmake = 1", True),
        # a first statement: nothing can have been loaded before
        ("def make(): ...", True),
    ],
)
def test_overwritten(init: str, expected: bool) -> None:
    files = {
        "pkg/__init__.py": init,
        "pkg/make.py": "def make(): ...",
        "pkg/user.py": "from pkg.make import make as x",
    }
    resolver = Code(files).resolver()
    bindings = [b for b in resolver.facts["pkg"].bindings if b.name == "make" and not b.place.scope]
    assert overwritten(resolver, {}, "pkg", bindings, "pkg.make") is expected


def test_an_unknown_package_is_overwritten() -> None:
    assert overwritten(Code({}).resolver(), {}, "elsewhere", (), "elsewhere.make")
