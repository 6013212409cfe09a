"""What a name stands for."""

from __future__ import annotations

import pytest

from graphkit.model.names import Symbol
from tests.unit.analysis.code import MAKE, Code

FUNCTION = ("symbol", "pkg.a", "make", "function")
OTHER = ("symbol", "pkg.a", "other", "function")


def denoted(files: dict[str, str], symbol: str, *, runtime: bool = False) -> list[tuple[str, ...]]:
    module, _, name = symbol.partition(":")
    return sorted(Code(files).resolver(runtime=runtime).denote(module, name))


@pytest.mark.parametrize(
    "source",
    [
        "from pkg.a import make",
        "from .a import make",
        "from pkg.a import *",
        "from pkg import a\nmake = a.make",
        "import pkg.a\nmake = pkg.a.make",
        "import pkg.a as b\nmake = b.make",
        "import importlib\nmake = importlib.import_module('pkg.a').make",
        "NAME = 'pkg.a'\nimport importlib\nmake = getattr(importlib.import_module(NAME), 'make')",
        "import sys\nmake = sys.modules['pkg.a'].make",
        "from pkg.a import make as m\nmake = m",
        "from pkg.a import make as m\nmake, x = m, 1",
        "from pkg.a import make as m\nn = make = m",
        "from pkg.a import make as m\nglobals()['make'] = m",
        "from pkg.a import make as m\ndef same(f): return f\nmake = same(m)",
        "def make(): ...\nfrom pkg.a import make",
        "def load():\n    global make\n    from pkg.a import make",
        "class C: make = 1\nfrom pkg.a import make",
    ],
)
def test_one_origin(source: str) -> None:
    assert denoted({"pkg/f.py": source}, "pkg.f:make") == [FUNCTION]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("if c: from pkg.a import make\nelse: from pkg.a import other as make", [FUNCTION, OTHER]),
        ("from pkg.a import make, other\nmake = make if c else other", [FUNCTION, OTHER]),
        (
            "try: from pkg.a import make\nexcept ImportError: from pkg.a import other as make",
            [FUNCTION, OTHER],
        ),
        ("from pkg.a import make\nfrom pkg.a import other as make", [OTHER]),
        ("from pkg.a import make\ndef make(): ...", [("symbol", "pkg.f", "make", "function")]),
        ("from pkg.a import make\nmake = 1", [("symbol", "pkg.f", "make", "variable")]),
        ("class make: ...", [("symbol", "pkg.f", "make", "class")]),
        ("from pkg.a import make\ndel make", [("missing", "pkg.f", "make", "")]),
        ("from elsewhere import make", [("other", "", "", "")]),
        ("from pkg import a as make", [("module", "pkg.a", "", "")]),
        ("from pkg.gone import make", [("missing", "pkg.gone", "make", "")]),
        ("from pkg.f import make", [("missing", "pkg.f", "make", "")]),
        ("", [("missing", "pkg.f", "make", "")]),
    ],
)
def test_other_origins(source: str, expected: list[tuple[str, ...]]) -> None:
    found = denoted({"pkg/f.py": source}, "pkg.f:make")
    assert [thing[0] for thing in found] == [thing[0] for thing in expected]
    if expected[0][0] in ("symbol", "module"):
        assert found == expected


def test_chains_of_any_length() -> None:
    files = {f"pkg/m{n}.py": f"from pkg.m{n + 1} import make" for n in range(120)}
    files["pkg/m120.py"] = "from pkg.a import make"
    assert denoted(files, "pkg.m0:make") == [FUNCTION]


def test_cycles_end() -> None:
    files = {"pkg/f.py": "from pkg.g import make", "pkg/g.py": "from pkg.f import make"}
    assert [thing[0] for thing in denoted(files, "pkg.f:make")] == ["missing"]
    files["pkg/g.py"] += "\nif c:\n    from pkg.a import make"
    assert FUNCTION in denoted(files, "pkg.f:make")
    assert FUNCTION in denoted(files, "pkg.g:make")


def test_the_answer_does_not_depend_on_what_was_asked_before() -> None:
    files = {
        "pkg/f.py": "from pkg.g import *\nfrom pkg.a import make",
        "pkg/g.py": "from pkg.h import *",
        "pkg/h.py": "from pkg.f import *",
    }
    names = [("pkg.f", "make"), ("pkg.g", "make"), ("pkg.h", "make")]
    answers = []
    for order in (names, names[::-1]):
        resolver = Code(files).resolver()
        for module, name in order:
            resolver.denote(module, name)
        answers.append([resolver.denote(module, name) for module, name in names])
    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    ("init", "runtime", "kinds"),
    [
        ("", False, ["module"]),
        ("make = 1\n", True, ["module"]),
        ("from .make import make\n", True, ["symbol"]),
        ("from .make import make\n", False, ["symbol"]),
        ("from . import make\n", True, ["module"]),
    ],
)
def test_a_package_and_its_submodule_of_the_name(init: str, runtime: bool, kinds: list[str]) -> None:
    files = {"pkg/__init__.py": init, "pkg/make.py": "def make(): ..."}
    found = denoted(files, "pkg:make", runtime=runtime)
    assert [thing[0] for thing in found] == kinds


@pytest.mark.parametrize(
    ("source", "names", "public"),
    [
        ("def f(): ...", set(), True),
        ("__all__ = ['f']", {"f"}, False),
        ("__all__ = ('f', 'g')", {"f", "g"}, False),
        ("__all__ = ['f'] + ['g']", {"f", "g"}, False),
        ("__all__ = ['f']\n__all__ += ['g']", {"f", "g"}, False),
        ("__all__ = ['f']\n__all__.extend(('g',))", {"f", "g"}, False),
        ("__all__ = ['f']\n__all__.append('g')", {"f", "g"}, False),
        ("__all__ = ['f', 'g']\n__all__.remove('g')", {"f"}, False),
        ("__all__ = ['f']\n__all__ = ['g']", {"g"}, False),
        ("__all__ = ['f']\nif c: __all__ += ['g']", {"f", "g"}, False),
        ("__all__ = []", set(), False),
        ("from pkg import exp\n__all__ = ['f', *exp.__all__]", {"f", "x", "y"}, False),
        ("from pkg.exp import __all__ as names\n__all__ = names + ['f']", {"f", "x", "y"}, False),
        ("from .exp import __all__", {"x", "y"}, False),
        ("_NAMES = ['f']\n__all__ = _NAMES", {"f"}, False),
    ],
)
def test_exports(source: str, names: set[str], public: bool) -> None:
    code = Code({"pkg/f.py": source, "pkg/exp.py": "__all__ = ['x', 'y']"})
    exports = code.resolver().exports("pkg.f")
    assert (set(exports.names), exports.public) == (names, public)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("X = 'a'", "a"),
        ("Y = 'a'\nX = Y + '.b'", "a.b"),
        ("Y = 'a'\nX = f'{Y}.b'", "a.b"),
        ("from pkg.names import NAME\nX = NAME", "pkg.a"),
        ("from pkg import names\nX = names.NAME", "pkg.a"),
        ("X = __name__", "pkg.f"),
        ("X = f(1)", None),
        ("X = f'{f()}.b'", None),
        ("X = 'a' if c else 'b'", None),
        ("if c: X = 'a'\nelse: X = 'b'", None),
    ],
)
def test_texts(source: str, text: str | None) -> None:
    code = Code({"pkg/f.py": source, "pkg/names.py": "NAME = 'pkg.a'"})
    from graphkit.model.facts import Value

    assert code.resolver().text("pkg.f", Value("name", "X")) == text


def test_what_is_stopped_at_is_not_followed() -> None:
    files = {"pkg/f.py": "from pkg import a\nbuild = a.make"}
    assert denoted(files, "pkg.f:build") == [FUNCTION]
    resolver = Code(files).resolver(stop=[Symbol("pkg.f", "build")])
    assert {thing[:3] for thing in resolver.denote("pkg.f", "build")} == {("symbol", "pkg.f", "build")}


def test_unread_names_are_unknown_not_missing() -> None:
    for source in (
        "from elsewhere import *",
        "globals().update(x())",
        "def __getattr__(name): return x(name)",
    ):
        (thing,) = Code({"pkg/f.py": source}).resolver().denote("pkg.f", "make")
        assert (thing.kind, bool(thing.what)) == ("unknown", True)


def test_an_unknown_module_holds_nothing() -> None:
    (thing,) = Code({}).resolver(stop=[MAKE]).denote("pkg.gone", "make")
    assert thing.kind == "missing"
