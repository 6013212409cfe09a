"""What breaks when names and modules go: the ways of taking a name, of guarding it, of falling with it."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator, Mapping

import pytest

from graphkit.analysis.breakage import what_breaks
from graphkit.analysis.breakage_change import Change, Taken, change_of
from graphkit.analysis.breakage_rows import Broken
from graphkit.analysis.breakage_verdict import verdict_of
from graphkit.model.breakage import Breakage
from graphkit.model.imports import CALL_TIME, IMPORT_TIME, ImportEdge, ImportGraph
from graphkit.model.names import parse_symbol
from tests.unit.analysis.code import Code

FACADE = {"pkg/f.py": "from pkg.a import make\n"}


def removal(code: Code, removed: tuple[str, ...], *, keep_all: bool = False) -> Change:
    """Everything that binds the names goes, and their entries in `__all__`."""
    taken = []
    for file, _, line in (word.rpartition(":") for word in removed if ".py:" in word):
        module = next(module for module, known in code.tree.modules.items() if known.path == file)
        bindings = code.facts[module].bindings
        taken += [Taken(module, b.name, b.place.line) for b in bindings if b.place.line == int(line)]
    removed = tuple(word for word in removed if ".py:" not in word)
    for symbol in map(parse_symbol, removed):
        if symbol.name:
            bindings = code.facts[symbol.module].bindings
            taken += [Taken(*symbol, b.place.line) for b in bindings if b.name == symbol.name]
            taken += [Taken(*symbol, 1, export=True)] * (not keep_all)
    modules = [symbol.module for symbol in map(parse_symbol, removed) if not symbol.name]
    cut = {symbol.module: _lines(code, *symbol) for symbol in map(parse_symbol, removed)}
    return change_of(code.tree, code.facts, taken, modules, cut)


def _lines(code: Code, module: str, name: str) -> frozenset[int]:
    """The lines of the definitions of a name."""
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return frozenset(
        line
        for node in ast.parse(code.parsed[module].source).body
        if isinstance(node, definitions) and node.name == name
        for line in range(
            min([node.lineno, *(d.lineno for d in node.decorator_list)]), (node.end_lineno or 0) + 1
        )
    )


def graph_of(code: Code) -> ImportGraph:
    """The imports of all files, those of one name from a package to its submodule where there is one."""
    edges = [edge for module in sorted(code.parsed) for edge in _edges(code, module)]
    return ImportGraph(tuple(sorted(code.parsed)), tuple(edges))


def _edges(code: Code, module: str) -> Iterator[ImportEdge]:
    tree = ast.parse(code.parsed[module].source)
    inside = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        when = CALL_TIME if id(node) in inside else IMPORT_TIME
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name in code.parsed:
                    yield ImportEdge(module, alias.name, node.lineno, (), when)
        elif isinstance(node, ast.ImportFrom):
            base = code.resolver().module(module, "." * node.level + (node.module or ""))
            for alias in node.names:
                child = f"{base}.{alias.name}"
                imported = child if child in code.parsed else base
                if imported in code.parsed:
                    yield ImportEdge(module, str(imported), node.lineno, (alias.name,), when)


def broken(files: Mapping[str, str], *removed: str, keep_all: bool = False) -> Broken:
    code = Code(files)
    change = removal(code, removed or ("pkg.f:make",), keep_all=keep_all)
    return what_breaks(code.sources, change, lambda: graph_of(code), lambda what, done, total: None)


def rows(found: tuple[Breakage, ...]) -> list[str]:
    """`module:line error`, with `?` for what is only possible, and what it falls with."""
    return [
        f"{row.module}:{row.line} {row.error or row.kind}"
        f"{'?' * (row.certainty != 'certain')}{''.join(f' < {module}' for module in row.via)}"
        for row in found
    ]


def taking(body: str, *removed: str, **files: str) -> Broken:
    """What the removal of `pkg.f:make` breaks with `pkg.user` as given; files by `module_name=text`."""
    more = {f"pkg/{name}.py": textwrap.dedent(text) for name, text in files.items()}
    return broken({**FACADE, "pkg/user.py": textwrap.dedent(body), **more}, *removed)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("from pkg.f import make", "pkg.user:1 ImportError"),
        ("from .f import make as m", "pkg.user:1 ImportError"),
        ("import pkg.f\npkg.f.make()", "pkg.user:2 AttributeError"),
        ("import pkg.f as f\nx = f.make", "pkg.user:2 AttributeError"),
        ("from pkg import f\nx = getattr(f, 'make')", "pkg.user:2 AttributeError"),
        ("from pkg.f import *\nmake()", "pkg.user:2 NameError"),
        ("from pkg.f import *\n@make\ndef g(): ...", "pkg.user:2 NameError"),
        ("from pkg.f import *\nclass C(make): ...", "pkg.user:2 NameError"),
        ("from pkg.f import *\ndef g(x=make): ...", "pkg.user:2 NameError"),
        ("from pkg.f import *\ndef g(x: make): ...", "pkg.user:2 NameError"),
        ("from pkg.f import *\nclass C:\n  x = make", "pkg.user:3 NameError"),
        ("from pkg.f import *\nx = [make for i in 'a']", "pkg.user:2 NameError"),
        ("class C:\n  from pkg.f import make", "pkg.user:2 ImportError"),
        ("import importlib\nx = importlib.import_module('pkg.f').make", "pkg.user:2 AttributeError"),
        ("if True:\n  from pkg.f import make", "pkg.user:2 ImportError"),
        ("if C:\n  from pkg.f import make", "pkg.user:2 ImportError?"),
        ("for i in 'a':\n  from pkg.f import make", "pkg.user:2 ImportError?"),
        # nothing of these runs
        ("from __future__ import annotations\nfrom pkg.f import *\ndef g(x: make): ...", ""),
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n  from pkg.f import make", ""),
        ("if False:\n  from pkg.f import make", ""),
        ("from pkg.f import other_name", ""),
        ("from pkg.a import make", ""),
        ("from pkg.f import *\ndef make(): ...\nmake()", ""),
        ("from pkg.f import *\nx = len", ""),
    ],
)
def test_fails_at_import(body: str, found: str) -> None:
    assert rows(taking(body).import_time) == [found] * bool(found)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("try:\n  from pkg.f import make\nexcept ImportError:\n  make = None\nmake", ""),
        ("try:\n  from pkg.f import make\nexcept ImportError:\n  pass\nmake", "pkg.user:5 NameError"),
        ("try:\n  from pkg.f import make\nexcept ImportError:\n  raise", "pkg.user:2 ImportError"),
        (
            "try:\n  from pkg.f import make\nexcept ImportError as e:\n  raise OSError from e",
            "pkg.user:2 OSError",
        ),
        ("try:\n  from pkg.f import make\nexcept ImportError as e:\n  raise e", "pkg.user:2 ImportError"),
        ("try:\n  from pkg.f import make\nexcept AttributeError:\n  make = 1", "pkg.user:2 ImportError"),
        ("try:\n  from pkg.f import make\nexcept ModuleNotFoundError:\n  make = 1", "pkg.user:2 ImportError"),
        ("try:\n  from pkg.f import make\nexcept (OSError, Exception):\n  make = 1", ""),
        ("try:\n  from pkg.f import make\nexcept:\n  make = 1", ""),
        ("try:\n  from pkg.f import make\nfinally:\n  make = 1", "pkg.user:2 ImportError"),
        ("try:\n  pass\nexcept ImportError:\n  from pkg.f import make", "pkg.user:4 ImportError?"),
        ("try:\n  x = 1\nexcept E:\n  x = 2\nelse:\n  from pkg.f import make", "pkg.user:6 ImportError"),
        ("import contextlib\nwith contextlib.suppress(ImportError):\n  from pkg.f import make", ""),
        (
            "import contextlib\nwith contextlib.suppress(OSError):\n  from pkg.f import make",
            "pkg.user:3 ImportError",
        ),
        ("try:\n  import pkg.f as f\n  f.make\nexcept ImportError:\n  pass", "pkg.user:3 AttributeError"),
        # what stands behind the error in the same body is skipped
        ("try:\n  from pkg.f import make\n  import pkg.gone\nexcept ImportError:\n  pass", ""),
        ("try:\n  from pkg.f import make\n  x = 1\nexcept ImportError:\n  pass\nfrom pkg.user import x", ""),
        (
            "try:\n  from pkg.f import make\nexcept ImportError:\n  from pkg.f import make",
            "pkg.user:4 ImportError",
        ),
        (
            "try:\n  try:\n    import pkg.f\n    pkg.f.make\n  except OSError:\n    0\nexcept Exception: 0",
            "",
        ),
    ],
)
def test_guards(body: str, found: str) -> None:
    assert rows(taking(body).import_time) == [found] * bool(found)


def test_a_swallowed_loss_is_silent() -> None:
    found = taking("try:\n  from pkg.f import make\nexcept ImportError:\n  make = None\n")
    assert rows(found.guarded) == ["pkg.user:2 ImportError"]
    assert verdict_of(found) == ("risky", "risky: 1 guarded import swallows the loss")


@pytest.mark.parametrize(
    ("body", "later", "guarded"),
    [
        ("def g():\n  from pkg.f import make\n  make()", ["pkg.user:2 ImportError"], []),
        ("import pkg.f\ndef g():\n  pkg.f.make()", ["pkg.user:3 AttributeError"], []),
        ("from pkg.f import *\ndef g():\n  make()", ["pkg.user:3 NameError"], []),
        ("from pkg.f import *\ng = lambda: make()", ["pkg.user:2 NameError"], []),
        ("import pkg.f\ndef g():\n  return hasattr(pkg.f, 'make')", [], ["pkg.user:3 AttributeError"]),
        ("import pkg.f\ndef g():\n  return getattr(pkg.f, 'make', None)", [], ["pkg.user:3 AttributeError"]),
        (
            "def g():\n  try:\n    from pkg.f import make\n  except ImportError:\n    return\n  make()",
            [],
            ["pkg.user:3 ImportError"],
        ),
        (
            "def g():\n  try:\n    from pkg.f import make\n  except ImportError:\n    log()\n  make()",
            ["pkg.user:6 UnboundLocalError?"],
            ["pkg.user:3 ImportError"],
        ),
        (
            "def g():\n  try:\n    from pkg.f import make\n    make()\n  except:\n    make = 0\n  make",
            [],
            ["pkg.user:3 ImportError"],
        ),
        ("if __name__ == '__main__':\n  from pkg.f import make", ["pkg.user:2 ImportError"], []),
        ("import pkg.f\npkg.f.make = 1", [], []),
    ],
)
def test_fails_when_reached(body: str, later: list[str], guarded: list[str]) -> None:
    found = taking(body)
    assert rows(found.call_time) == later
    assert rows(found.guarded) == guarded
    assert found.import_time == ()


def test_importers_fall_with_their_chain() -> None:
    found = taking(
        "from pkg.f import make",
        one="import pkg.user",
        two="from . import one",
        three="try:\n  import pkg.two\nexcept ImportError:\n  pass\n",
        four="def g():\n  import pkg.one\n",
    )
    assert rows(found.import_time) == [
        "pkg.one:1 ImportError < pkg.user",
        "pkg.two:1 ImportError < pkg.one < pkg.user",
        "pkg.user:1 ImportError",
    ]
    assert rows(found.guarded) == ["pkg.three:2 ImportError < pkg.two < pkg.one < pkg.user"]
    assert rows(found.call_time) == ["pkg.four:2 ImportError < pkg.one < pkg.user"]
    assert (
        verdict_of(found)[1] == "unsafe: 1 module fails at import, 2 with it; 1 statement fails when reached"
    )


def test_a_failing_package_takes_all_below_it() -> None:
    files = {
        **FACADE,
        "pkg/sub/__init__.py": "from pkg.f import make\n",
        "pkg/sub/deep.py": "x = 1\n",
        "pkg/user.py": "import pkg.sub.deep\n",
    }
    assert rows(broken(files).import_time) == [
        "pkg.sub:1 ImportError",
        "pkg.sub.deep:0 ImportError < pkg.sub",
        "pkg.user:1 ImportError < pkg.sub",
    ]


def test_import_cycles_end_at_the_module_that_raises() -> None:
    found = taking("import pkg.one\nfrom pkg.f import make", one="import pkg.user\n", two="import pkg.one\n")
    assert rows(found.import_time) == [
        "pkg.one:1 ImportError < pkg.user",
        "pkg.two:1 ImportError < pkg.one < pkg.user",
        "pkg.user:2 ImportError",
    ]


def test_a_submodule_of_the_same_name_takes_the_place() -> None:
    files = {
        "pkg/__init__.py": "from pkg.a import make\n",
        "pkg/make.py": "",
        "pkg/user.py": "from pkg import make\n",
    }
    assert broken(files, "pkg:make").import_time == ()


def test_an_entry_of_all_that_stays() -> None:
    files = {
        "pkg/f.py": "from pkg.a import make\n__all__ = ['make']\n",
        "pkg/user.py": "from pkg.f import *\n",
    }
    assert broken(files).import_time == ()
    found = broken(files, keep_all=True)
    assert rows(found.import_time) == ["pkg.user:1 AttributeError"]
    assert rows(found.dangling) == ["pkg.f:2 export"]


def test_what_is_provided_on_demand() -> None:
    provider = "def __getattr__(name):\n  if name == 'make':\n    from pkg.f import make\n    return make\n"
    found = taking("from pkg.lazy import make", lazy=provider, asks="import pkg.lazy\npkg.lazy.make()\n")
    assert rows(found.import_time) == ["pkg.asks:2 AttributeError", "pkg.user:1 ImportError"]


def test_a_whole_module() -> None:
    files = {
        **FACADE,
        "pkg/user.py": "import pkg.f\n",
        "pkg/one.py": "from pkg import f\n",
        "pkg/two.py": "def g():\n  from pkg.f import make\n",
        "pkg/three.py": "try:\n  import pkg.f\nexcept ModuleNotFoundError:\n  pass\n",
        "pkg/four.py": "from pkg.user import pkg\n",
    }
    found = broken(files, "pkg.f")
    assert rows(found.import_time) == [
        "pkg.four:1 ModuleNotFoundError < pkg.user",
        "pkg.one:1 ImportError",
        "pkg.user:1 ModuleNotFoundError",
    ]
    assert rows(found.call_time) == ["pkg.two:2 ModuleNotFoundError"]
    assert rows(found.guarded) == ["pkg.three:2 ModuleNotFoundError"]


def test_several_at_once() -> None:
    files = {"pkg/one.py": "from pkg.a import make\n", "pkg/two.py": "from pkg.a import other\n"}
    found = broken(files, "pkg.a:make", "pkg.a:other")
    assert rows(found.import_time) == ["pkg.one:1 ImportError", "pkg.two:1 ImportError"]


def test_a_definition_goes_with_what_stands_in_it() -> None:
    files = {"pkg/a.py": "def make():\n  return make()\n\ndef other(): ...\n"}
    assert broken(files, "pkg.a:make") == Broken((), (), (), (), ())
    assert verdict_of(Broken((), (), (), (), ())) == ("safe", "safe: nothing imports it")


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("def g():\n  from pkg.f import make\ng()", "pkg.user:3 ImportError"),
        ("def g():\n  from pkg.f import make\ndef h():\n  g()\nh()", "pkg.user:5 ImportError"),
        ("def d(x):\n  from pkg.f import make\n@d\ndef g(): ...", "pkg.user:3 ImportError"),
        ("class C:\n  def __init__(self):\n    from pkg.f import make\nC()", "pkg.user:4 ImportError"),
        (
            "class C:\n  def __init__(self):\n    self.m()\n  def m(self):\n    from pkg.f import make\nC()",
            "pkg.user:6 ImportError",
        ),
        ("class C:\n  def m(self):\n    from pkg.f import make\nC().m()", "pkg.user:4 ImportError"),
        ("class C:\n  def m(self):\n    from pkg.f import make\nc = C()\nc.m()", "pkg.user:5 ImportError"),
        ("def g():\n  from pkg.f import make\ntry:\n  g()\nexcept ImportError:\n  pass", ""),
        ("def g():\n  try:\n    from pkg.f import make\n  except ImportError:\n    pass\ng()", ""),
        ("async def g():\n  from pkg.f import make\ng()", ""),
        ("def g():\n  from pkg.f import make\ndef h():\n  g()", ""),
    ],
)
def test_functions_that_run_at_import(body: str, found: str) -> None:
    assert rows(taking(body).import_time) == [found] * bool(found)


def test_a_function_of_another_module_that_runs_at_import() -> None:
    found = taking("from pkg.tool import g\ng()\n", tool="def g():\n  from pkg.f import make\n")
    assert rows(found.import_time) == ["pkg.user:2 ImportError < pkg.tool"]
    assert found.import_time[0].what == "cannot import name 'make' from 'pkg.f', in g() at line 2"


def test_names_lost_with_a_swallowed_error() -> None:
    found = taking(
        "try:\n  from pkg.f import make\n  extra = 1\nexcept ImportError:\n  pass\n",
        one="from pkg.user import extra\n",
        two="from pkg.user import make\n",
    )
    assert rows(found.import_time) == ["pkg.one:1 ImportError", "pkg.two:1 ImportError"]


def test_what_is_broken_already_is_told_apart() -> None:
    found = taking(
        "from pkg.a import nothing\nfrom pkg.f import make\n",
        one="import pkg.gone\nfrom pkg.f import make\n",
    )
    assert found.import_time == ()
    assert rows(found.already_broken) == [
        "pkg.one:1 ModuleNotFoundError",
        "pkg.user:1 ImportError",
    ]


def test_patches_dangle() -> None:
    tests = {"tests/test_f.py": "from unittest.mock import patch\n@patch('pkg.f.make')\ndef test(m): ...\n"}
    found = broken({**FACADE, **tests})
    assert rows(found.dangling) == ["tests.test_f:2 patch_string"]
    assert found.dangling[0].is_test
    assert verdict_of(found) == ("risky", "risky: 1 reference left dangling")


@pytest.mark.parametrize(
    ("files", "removed", "found"),
    [
        # any name of a module, whatever its value
        (
            {"m": "import pkg.a as whole\n__all__ = []\n__all__.extend(whole.__all__)"},
            ["m:whole"],
            ["m:3 NameError"],
        ),
        ({"m": "import pkg.a\nf = pkg.a.make"}, ["m:pkg"], ["m:2 NameError"]),
        ({"m": "import os\nx = os.sep"}, ["m:os"], ["m:2 NameError"]),
        ({"m": "x = compute()\n@(x if callable(x) else vars)\ndef f(): ..."}, ["m:x"], ["m:2 NameError"]),
        ({"m": "flag = True\nif not flag:\n  x = 1"}, ["m:flag"], ["m:2 NameError"]),
        # a removed import passes nothing on
        (
            {"m": "from n import h\ndel h", "n": "class h: ...\nfor u in [h]: pass"},
            ["m:h", "n:h"],
            ["n:2 NameError"],
        ),
        # running the module comes before taking from it
        (
            {"m": "from n import h", "n": "class h: ...\nfor u in [h]: pass"},
            ["n:h"],
            ["m:1 NameError < n", "n:2 NameError"],
        ),
        (
            {"m": "import importlib\nimportlib.import_module('n')", "n": "from o import x", "o": "x = 1"},
            ["o:x"],
            ["m:2 ImportError < n", "n:1 ImportError"],
        ),
        (
            {"m": "if C:\n  from o import x", "n": "import m", "o": "x = 1"},
            ["o:x"],
            ["m:2 ImportError?", "n:1 ImportError? < m"],
        ),
        (
            {"m": "x = 1\ndef f():\n  try:\n    return x\n  except ImportError: ...\ny = [f() for i in '1']"},
            ["m:x"],
            ["m:6 NameError"],
        ),
        (
            {
                "m/__init__.py": "from .s import s",
                "m/s.py": "def s(): ...",
                "n": "import m.s\nimport m\nx = m.s",
            },
            ["m:s", "m.s:s"],
            [],
        ),
        # the name as it is called here
        (
            {
                "m": "try:\n  from n import x as y\nexcept BaseException: y = None\ny",
                "n": "from o import x",
                "o": "x = 1",
            },
            ["o"],
            ["n:1 ModuleNotFoundError"],
        ),
        ({"m": "from n import *\ndel x", "n": "x = 1"}, ["n:x"], ["m:2 NameError"]),
        (
            {
                "m/__init__.py": "from m.n import x",
                "m/n.py": "x = 1\nprint(x)",
            },
            ["m.n:x"],
            ["m:1 NameError < m.n", "m.n:2 NameError"],
        ),
        (
            {
                "m": "def f():\n  try:\n    import_module('o').x\n  except ImportError: 0\nf()",
                "o": "x = 1",
            },
            ["o"],
            [],
        ),
        (
            {"m/__init__.py": "from .s import s", "m/s.py": "def s(): ...", "n": "import m\nx = m.s"},
            ["m:s"],
            ["n:2 AttributeError?"],
        ),
        (
            {
                "m": "try:\n  x = import_module('o').y\nexcept Exception: 0",
                "n": "import m as k\nx = k.x",
                "o": "y = 1",
            },
            ["o:y"],
            ["n:2 AttributeError"],
        ),
        (
            {
                "m": "_table = {'y': ('n', 'x')}\ndef __getattr__(name):\n"
                "  module, attribute = _table[name]\n  return getattr(import_module(module), attribute)",
                "n": "x = 1\ny = 1\nprint(y)",
                "o": "from m import y",
            },
            ["n:y"],
            ["n:3 NameError", "o:1 NameError < n"],
        ),
        # a name that another module may set
        (
            {
                "m": "from n import late\nfrom o import x",
                "n": "if TYPE_CHECKING: from k import late",
                "o": "x = 1",
            },
            ["o:x"],
            ["m:2 ImportError"],
        ),
        ({"m": "x = 1\ny = (lambda: x)()\nz = lambda: y"}, ["m:x"], ["m:2 NameError"]),
        ({"m": "x = 1\ny = (lambda x: x)(2)"}, ["m:x"], []),
        # parts of an expression that may not be worked out
        ({"m": "x = 1\ny = x if len('a') else 2"}, ["m:x"], ["m:2 NameError?"]),
        ({"m": "x = 1\ny = 2 if len('a') else [x]"}, ["m:x"], ["m:2 NameError?"]),
        ({"m": "x = 1\ny = 2 if x else 3"}, ["m:x"], ["m:2 NameError"]),
        ({"m": "x = 1\ny = x if True else 3"}, ["m:x"], ["m:2 NameError"]),
        ({"m": "x = 1\nlen('a') and x"}, ["m:x"], ["m:2 NameError?"]),
        ({"m": "x = 1\nx or len('a')"}, ["m:x"], ["m:2 NameError"]),
        (
            {"m": "y = __import__('n') if len('a') else None", "n": "from o import x", "o": "x = 1"},
            ["o:x"],
            ["m:1 ImportError? < n", "n:1 ImportError"],
        ),
        # a module whose name is computed, from a function of the class body too
        (
            {
                "m": "import importlib\nfor name in names:\n  importlib.import_module(f'plug.{name}')",
                "plug/__init__.py": "",
                "plug/one.py": "from o import x",
                "o": "x = 1",
            },
            ["o:x"],
            ["m:3 ImportError? < plug.one", "plug.one:1 ImportError"],
        ),
        (
            {
                "m": "class C:\n  def f():\n    __import__('plug.%s' % name)\n  held = list(f())",
                "plug/__init__.py": "",
                "plug/one.py": "from o import x",
                "o": "x = 1",
            },
            ["o:x"],
            ["m:4 ImportError? < plug.one", "plug.one:1 ImportError"],
        ),
        # the handler alone binds the name, and has nothing to do any more
        (
            {"m": "try:\n  from n import f\nexcept ImportError:\n  f = None\nf", "n": "f = 1"},
            ["m.py:2"],
            ["m:5 NameError?"],
        ),
        # an import in the body of a class
        ({"m": "class C:\n  from n import x", "n": "x = 1"}, ["n"], ["m:2 ModuleNotFoundError"]),
        # a package runs what it imports before it takes from it
        (
            {"p/__init__.py": "from p.n import x", "p/n.py": "x = 1\ndef f(): return x\nf()"},
            ["p.n:x"],
            ["p:1 NameError < p.n", "p.n:3 NameError"],
        ),
        # a guard that catches what is certain, or what may come before it
        (
            {
                "m": "try:\n  import n\nexcept ImportError: pass",
                "n": "if len('a'):\n  from o import x\nimport o\no.x",
                "o": "x = 1",
            },
            ["o:x"],
            ["m:2 AttributeError? < n", "n:4 AttributeError"],
        ),
        # one branch alone binds the name now
        (
            {"m": "if len('a'):\n  f = 1\nelse:\n  f = 2\nf", "n": "from m import f"},
            ["m.py:2"],
            ["m:5 NameError?", "n:1 ImportError?"],
        ),
        # one handler alone runs
        (
            {"m": "g = 1\ntry:\n  f = g\nexcept ImportError:\n  f = 1\nexcept NameError:\n  pass\nf"},
            ["m:g"],
            ["m:8 NameError"],
        ),
        (
            {"m": "from p import (\n  o,\n  n,\n)", "p/__init__.py": "", "p/n.py": "", "p/o.py": ""},
            ["p.n"],
            ["m:3 ImportError"],
        ),
        # called before the name is bound again
        (
            {"m": "x = 1\ndef f(): return x\nf()\nx = 2\nf()"},
            ["m.py:1"],
            ["m:3 NameError?"],
        ),
        # of several definitions of one name, the one that holds where it is called
        ({"m": "def f(): pass\nf()\ndef f(): return x\nx = 1"}, ["m:x"], []),
        ({"m": "def f(): return x\nf()\ndef f(): pass\nx = 1"}, ["m:x"], ["m:2 NameError"]),
        (
            {"m": "x = 1\nif len('a'):\n  def f(): return x\nelse:\n  def f(): pass\nf()"},
            ["m:x"],
            ["m:6 NameError?"],
        ),
        # inside of what goes
        (
            {"m": "def f():\n  import n", "n": "from o import x", "o": "x = 1"},
            ["m:f", "o:x"],
            ["n:1 ImportError"],
        ),
    ],
)
def test_corners_of_running(files: dict[str, str], removed: list[str], found: list[str]) -> None:
    written = {path if "/" in path else f"{path}.py": text + "\n" for path, text in files.items()}
    result = broken(written, *removed)
    assert rows(result.import_time) == found
    reached = {row.module for row in result.call_time if row.certainty == "certain"}
    assert reached <= {"m"}
    assert not reached or "def f(): return x" in files["m"]


def test_a_dynamic_import_in_a_function() -> None:
    found = taking(
        "import importlib\ndef g():\n  importlib.import_module('pkg.one')\n", one="from pkg.f import make\n"
    )
    assert rows(found.call_time) == ["pkg.user:3 ImportError < pkg.one"]
