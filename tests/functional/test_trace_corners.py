"""Corners where one form meets another, and the fields that the tables leave out."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from graphkit.model.uses import Trace
from graphkit.workflows.trace import trace
from tests.functional.trees import check, found_in, split, trace_tree, tree, unmarked

CORNERS = {
    "used above its import": """
== pkg/use.py
def f():
    return make()  #> call.later
make()
from pkg.a import make  #> import
""",
    "fallback definition": """
== pkg/use.py
try:
    from pkg.a import make  #> import!
except ImportError:
    def make(): ...
make()  #> call
""",
    "asked for before it is called": """
== pkg/use.py
try:
    from pkg.a import make  #> import!
except ImportError:
    make = None
if make is not None:  #> reference
    make()  #> call
try:
    make()  #> call!
except ImportError:
    pass
""",
    "kept in a global by a function": """
== pkg/use.py
from pkg import a
_factory = None
def get():
    global _factory
    if _factory is None:  #> reference.later
        _factory = a.make  #> reference.later
    return _factory()  #> call.later
""",
    "module aliased to the name": """
== pkg/use.py
import pkg.a as make
make.make()  #> call
def f():
    from pkg import a as make
    return make.make()  #> call.later
""",
    "imported under its own name": """
== pkg/use.py
from pkg.a import make as make  #> import
make()  #> call
""",
    "class body takes the module's": """
== pkg/use.py
from pkg.a import make  #> import
class C:
    make = make  #> reference
    x = make()  #> call
def f():
    make = make
""",
    "attributes of the function": """
== pkg/use.py
from pkg import a
from pkg.a import make  #> import
make.cache_clear()  #> reference
a.make.__wrapped__()  #> reference
a.make.make()  #> reference
make().make()  #> call
""",
    "an instance attribute": """
== pkg/use.py
from pkg.a import make  #> import
class C:
    def __init__(self):
        self.make = make  #> reference.later
    def f(self):
        return self.make(), self.other.make()
""",
    "package rebound": """
== pkg/use.py
import pkg.a
pkg.a.make()  #> call
pkg = None
pkg.a.make()
""",
    "module imported in another function": """
== pkg/use.py
def f():
    import pkg.a
    return pkg.a.make()  #> call.later
def g():
    return pkg.a.make()
""",
    "submodule that somebody else imports": """
== pkg/c.py
from pkg import a
== pkg/use.py
import pkg.c
pkg.a.make()  #> call
pkg.c.a.make()  #> call
""",
    "star of a package that lists a submodule": """
== pkg/__init__.py
__all__ = ["a"]
== use.py
from pkg import *
a.make()  #> call
""",
    "three dots": """
== pkg/sub/__init__.py
== pkg/sub/deep/__init__.py
== pkg/sub/deep/use.py
from ...a import make  #> import
from ... import a
make(), a.make()  #> call call
""",
    "conditional module": """
== pkg/use.py
import sys
from importlib import import_module
from pkg import b
m = import_module("pkg.a") if sys.argv else None
m.make()  #> call
(b or m).make()  #> %call
== pkg/b.py
x = 1
""",
    "module alias handed on": """
== pkg/f.py
import importlib
impl = importlib.import_module("pkg.a")
from pkg import a as again
== pkg/use.py
from pkg.f import again, impl
from pkg import f
impl.make(), again.make(), f.impl.make()  #> call call call
""",
    "set from outside": """
== pkg/f.py
== pkg/setup.py
import pkg.f
from pkg import a
pkg.f.build = a.make  #> reference %=assignment:build
== pkg/use.py
from pkg import f
import pkg.setup
f.build()  #> call
""",
    "parametrized tests": """
== tests/test_x.py
import pytest
from functools import partial
from pkg.a import make  #> import
@pytest.mark.parametrize("f", [make, partial(make)])  #> reference reference
def test_f(f): f()
@pytest.mark.usefixtures("make")
def test_fixture(make): make()
""",
    "a fixture of the name": """
== tests/conftest.py
import pytest
@pytest.fixture
def make(): ...
== tests/test_x.py
def test_x(make):
    make()
""",
    "both sides of a cycle use it": """
== pkg/f.py
from pkg import g
from pkg.a import make  #> import =import:make
def f(): return make()  #> call.later
== pkg/g.py
from pkg import f
def g(): return f.make()  #> call.later
""",
    "imports of a script by bare name, among packages": """
== tools/__init__.py
== tools/helper.py
from pkg.a import make  #> import
make()  #> call
== tools/run.py
from helper import make  #> %import?
make()
""",
    "typing in a function": """
== pkg/use.py
from typing import TYPE_CHECKING
def f():
    if TYPE_CHECKING:
        from pkg.a import make  #> import.typing
    x: "make"  #> annotation.typing
""",
    "several on a line": """
== pkg/use.py
from pkg.a import make; from pkg import a; x = [make(), make, a.make]  #> import call reference reference
""",
    "nested scopes": """
== pkg/use.py
from pkg.a import make  #> import
class A:
    class B:
        def f(self):
            class C:
                x = make()  #> call.later
                def g(self, y=make):  #> reference.later
                    return [make() for make in (make,)]  #> reference.later
        z = [(lambda: make)() for i in make()]  #> reference call
""",
    "first iterable in a nested comprehension": """
== pkg/use.py
from pkg.a import make  #> import
x = [[make for make in make()] for i in make()]  #> call call
y = [i for i in range(3) for make in make]
""",
    "handlers, loops and deletion": """
== pkg/use.py
from pkg.a import make  #> import
for make in (): pass
make()  #> call
""",
    "dunder main": """
== pkg/__main__.py
from .a import make  #> import
make()  #> call
""",
    "entry strings": """
== setup.py
setup(entry_points={"console_scripts": ["run = pkg.a:make"]})  #> %dynamic_import?
""",
    "relative import in a script": """
== use.py
from .pkg.a import make
from . import pkg
make()
""",
    "a shadowed dotted alias": """
== pkg/use.py
import pkg.a as a
def f():
    a = None
    a.make()
def g():
    for a in ():
        a.make()
    class a: ...
    a.make()
a.make()  #> call
""",
    "type comment and doctest are mentions": """
== pkg/use.py
from pkg.a import other
x = other()  # type: make
def f():
    '''
    >>> make()
    '''
""",
    "code in a string is a mention": """
== pkg/use.py
exec("from pkg.a import make")
eval("make()")
print("pkg.a.make is gone")
""",
    "__import__ with all its arguments": """
== pkg/use.py
__import__("pkg.a", globals(), locals(), ["make"], 0).make()  #> call
""",
    "dotted patterns": """
== pkg/b.py
make = 1
== pkg/use.py
from pkg import a
def f(x):
    match x:
        case a.make:  #> reference.later
            pass
        case a.make(y=a.make):  #> reference.later reference.later
            pass
== pkg/other.py
from pkg import b
from pkg.a import make  #> import
def f(x):
    match x:
        case b.make:
            pass
""",
    "stars in odd spellings": """
== pkg/größe.py
from pkg.a import   *  #> =star_import:make
== pkg/sub/__init__.py
from .. größe import\t\t*  #> =star_import:make
== pkg/use.py
from pkg.größe import *  #> star_import
make()  #> call
== pkg/facade.py
from pkg.größe import *  #> =star_import:make
== pkg/user.py
from pkg . sub import *  #> star_import
make()  #> call
""",
    "a declared local": """
== pkg/use.py
from pkg.a import make  #> import
def f():
    make: int
    return make
""",
    "renamed on demand": """
== pkg/f.py
import importlib
_LAZY = {"build": ("pkg.a", "make")}  #> =lazy:build
def __getattr__(name):
    module, attribute = _LAZY[name]
    return getattr(importlib.import_module(module), attribute)
== pkg/use.py
from pkg.f import build  #> import
build()  #> call
""",
    "a facade's directory left behind": """
== pkg/f/deeper.py
x = 1
== pkg/use.py
from pkg.f import make  #> ~import
from pkg import f
f.make()  #> ~call
""",
    "a patched name that is imported in a function only": """
== pkg/use.py
def run():
    from pkg.a import make  #> import.later
    return make()  #> call.later
== tests/test_x.py
from unittest.mock import patch
@patch("pkg.use.make")  #> ~patch_string.later
def test_x(m): ...
""",
    "a patched facade": """
== pkg/f.py
from pkg.a import make  #> =import:make
== tests/test_x.py
def test_x(mocker, monkeypatch):
    mocker.patch("pkg.f.make")  #> patch_string.later
    monkeypatch.setattr("pkg.gone.make", 1, raising=False)  #> ~patch_string.later
""",
    "the test's own namespace": """
== tests/test_x.py
from unittest.mock import patch
from pkg.a import make  #> import
def test_x():
    with patch(f"{__name__}.make"):  #> patch_string.later
        make()  #> call.later
    with patch(__name__ + ".make"):  #> patch_string.later
        pass
""",
    "aliases stay in their scope": """
== pkg/use.py
from pkg.a import make, other  #> import
g = other
def f():
    g = make  #> reference.later
    return g()  #> call.later
def h():
    return g()
class C:
    g = make  #> reference
    def i(self):
        return g()
g()
""",
    "module aliases": """
== pkg/use.py
from pkg import a
import pkg.a
m = a
n = pkg.a
m.make(), n.make()  #> call call
def f():
    o = m
    return o.make()  #> call.later
for p in (a, n):
    p.make()  #> call
""",
    "module behind a guard": """
== pkg/use.py
try:
    import pkg.a as a
except ImportError:
    a = None
if a:
    a.make()  #> call
try:
    from pkg import a as b
except ImportError:
    pass
else:
    b.make()  #> call
""",
    "module deleted": """
== pkg/use.py
from pkg import a
a.make()  #> call
del a
a.make()
""",
    "an exported alias": """
== pkg/f.py
from pkg.a import make  #> import
build = make  #> reexport =assignment:build
__all__ = ["build"]  #> export
== pkg/use.py
from pkg.f import *  #> star_import
build()  #> call
""",
    "returned and yielded": """
== pkg/use.py
from pkg.a import make  #> import
def f(): return make  #> reference.later
def g(): yield make, f"{make=}"  #> reference.later reference.later
f()()
""",
    "both arms define what a star brings": """
== pkg/f.py
try:
    from pkg.gone import *
except ImportError:
    from pkg.a import *  #> =star_import:make
== pkg/use.py
from pkg.f import make  #> import
make()  #> call
""",
    "a method decorates with a method": """
== pkg/use.py
from pkg.a import make  #> import
class C:
    @make  #> decorator
    def f(self): ...
    def make(self): ...
    @make
    def g(self): ...
""",
    "the word in a module's name": """
== make/__init__.py
== make/make.py
def make(): ...
== pkg/use.py
import make.make
from make.make import make as m
from make import make as n
make.make.make(), m(), n.make()
""",
}


@pytest.mark.parametrize("name", CORNERS)
def test_corners(tmp_path: Path, name: str) -> None:
    check(tmp_path, CORNERS[name])


FIELDS = """
== pkg/f.py
from pkg.a import make as build
== pkg/use.py
é = "é"; from pkg.f import build as b  # éé
class C:
    async def run(self):
        é = [b() for i in (lambda: b())()]
== tests/test_use.py
from pkg.f import build
from pkg import f
def test_use():
    build(); f.build()
"""


@pytest.fixture
def fields(tmp_path: Path) -> Trace:
    return trace_tree(tree(tmp_path, split(FIELDS)))


def test_columns_count_characters(fields: Trace) -> None:
    uses = {(use.file, use.line, use.column, use.name) for c in fields.consumers for use in c.uses}
    assert {row for row in uses if row[0] == "pkg/use.py"} == {
        ("pkg/use.py", 1, 27, "build"),
        ("pkg/use.py", 4, 13, "b"),
        ("pkg/use.py", 4, 35, "b"),
    }


def test_scopes_are_dotted(fields: Trace) -> None:
    scopes = {use.scope for consumer in fields.consumers for use in consumer.uses}
    assert scopes == {"", "C.run", "test_use"}


def test_consumers_know_their_facades_and_area(fields: Trace) -> None:
    assert [(c.module, c.is_test, c.facades) for c in fields.consumers] == [
        ("pkg.use", False, ("pkg.f",)),
        ("tests.test_use", True, ("pkg.f",)),
    ]
    assert fields.facades == {"pkg.f"}
    assert [(r.module, r.origin, r.used_by) for r in fields.reexports] == [("pkg.f", "pkg.a:make", 2)]


def test_sources_are_where_the_module_takes_it(fields: Trace) -> None:
    sources = {(use.file, use.line, use.source) for c in fields.consumers for use in c.uses}
    assert sources == {
        ("pkg/use.py", 1, "pkg.f:build"),
        ("pkg/use.py", 4, "pkg.f:build"),
        ("tests/test_use.py", 1, "pkg.f:build"),
        ("tests/test_use.py", 4, "pkg.f:build"),
    }


def test_the_flow_leads_from_uses_to_the_definition(fields: Trace) -> None:
    edges = [(str(e.taker), str(e.giver), e.line, e.how) for e in fields.flow]
    assert edges == [
        ("pkg.f:build", "pkg.a:make", 1, "import"),
        ("pkg.use:b", "pkg.f:build", 1, "import"),
        ("tests.test_use", "pkg.f:build", 4, "call"),
        ("tests.test_use:build", "pkg.f:build", 1, "import"),
    ]


@pytest.fixture
def trusting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have files that were written a moment ago taken from the cache too."""
    monkeypatch.setattr("graphkit.extract.file_digests._RACY_NS", 0)


@pytest.mark.usefixtures("trusting")
def test_cold_warm_and_no_cache_agree(tmp_path: Path) -> None:
    root = tree(tmp_path / "tree", split(unmarked(FIELDS)))

    def run(**options: object) -> Trace:
        return trace("pkg.a:make", roots=[str(root)], **options)  # type: ignore[arg-type]

    cached = {"cache_dir": str(tmp_path / "cache")}
    plain = run(cache=False)
    assert run(**cached) == plain
    assert run(**cached) == plain
    (root / "pkg" / "use.py").write_text("from pkg.a import make\nmake()\n")
    assert run(**cached) == run(cache=False) != plain
    (root / "pkg" / "f.py").write_text("from pkg.b import make as build\n")
    changed = run(**cached)
    assert changed == run(cache=False)
    assert "pkg/use.py:2 call" in found_in(changed)


@pytest.mark.usefixtures("trusting")
@pytest.mark.parametrize(
    "extra", ["pkg/sub/new.py", "pkg/f/__init__.py", "zzz.py", "pkg/a.pyi", "pkg/make.py"]
)
def test_a_cache_notices_new_files(tmp_path: Path, extra: str) -> None:
    """A new file may shadow another, or be what an import meant: a warm cache must not answer from memory."""
    root = tree(tmp_path / "tree", split(FIELDS))
    options = {"roots": [str(root)], "cache_dir": str(tmp_path / "cache")}
    trace("pkg.a:make", **options)  # type: ignore[arg-type]
    tree(root, {extra: "from pkg.a import make as build\nbuild()\n"})
    warm = trace("pkg.a:make", **options)  # type: ignore[arg-type]
    assert warm == trace("pkg.a:make", roots=[str(root)], cache=False)


@pytest.mark.usefixtures("trusting")
def test_a_cache_notices_a_changed_stub(tmp_path: Path) -> None:
    """A stub beside its module is no file of the tree, but says what the module provides on demand."""
    text = """
== pkg/f/__init__.py
import lazy_loader as lazy
__getattr__, __dir__, __all__ = lazy.attach_stub(__name__, __file__)
== pkg/f/__init__.pyi
from .impl import other as other
== pkg/f/impl.py
from pkg.a import make, other
== pkg/use.py
from pkg.f import make
make()
"""
    root = tree(tmp_path / "tree", split(text))
    options = {"roots": [str(root)], "cache_dir": str(tmp_path / "cache")}
    trace("pkg.a:make", **options)  # type: ignore[arg-type]
    tree(root, {"pkg/f/__init__.pyi": "from .impl import make as make\n"})
    warm = trace("pkg.a:make", **options)  # type: ignore[arg-type]
    assert "pkg/use.py:2 call" in found_in(warm)
    assert warm == trace("pkg.a:make", roots=[str(root)], cache=False)


def test_the_command_prints_what_the_function_returns(tmp_path: Path) -> None:
    root = tree(tmp_path, split(FIELDS))
    command = [sys.executable, "-m", "graphkit", "trace", "pkg.a:make", "--root", str(root)]
    done = subprocess.run([*command, "--format", "json"], capture_output=True, check=True, encoding="utf-8")
    printed = json.loads(done.stdout)
    result = trace_tree(root)
    keys = ("file", "line", "kind", "when", "guarded", "certainty")
    assert printed["schema"] == "graphkit/trace/1"
    assert [(c["module"], c["file"], tuple(c["facades"])) for c in printed["consumers"]] == [
        (c.module, c.file, c.facades) for c in result.consumers
    ]
    assert [tuple(use[key] for key in keys) for c in printed["consumers"] for use in c["uses"]] == [
        tuple(getattr(use, key) for key in keys) for c in result.consumers for use in c.uses
    ]
    assert [(r["module"], r["origin"], r["line"]) for r in printed["reexports"]] == [
        (r.module, r.origin, r.line) for r in result.reexports
    ]
    assert printed["files"] == {"seen": result.files.seen, "total": result.files.total}
