"""Names in strings: dynamic imports, `getattr`, patches, dangling references and mentions."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.functional.trees import check, split, trace_tree, tree

DYNAMIC = {
    "import_module": """
== pkg/use.py
import importlib
importlib.import_module("pkg.a").make()  #> call
m = importlib.import_module("pkg.a")
m.make()  #> call
def f():
    m = importlib.import_module('pkg.a')
    return m.make()  #> call.later
""",
    "import_module by name": """
== pkg/use.py
from importlib import import_module
import_module(name="pkg.a").make()  #> call
""",
    "import_module, aliased": """
== pkg/use.py
from importlib import import_module as load
load("pkg.a").make()  #> call
""",
    "import_module, relative": """
== pkg/use.py
from importlib import import_module
import_module(".a", "pkg").make()  #> call
import_module(".a", package="pkg").make()  #> call
import_module(".a", __package__).make()  #> call
import_module(".a", package=__package__).make()  #> call
""",
    "import_module of a constant": """
== pkg/use.py
from importlib import import_module
NAME = "pkg.a"
def f():
    return import_module(NAME).make()  #> call.later
""",
    "import_module of another module's constant": """
== pkg/names.py
PACKAGE = "pkg"
NAME = PACKAGE + ".a"
== pkg/use.py
from importlib import import_module
from pkg.names import NAME
from pkg import names
import_module(NAME).make()  #> call
import_module(names.NAME).make()  #> call
""",
    "import_module of an f-string": """
== pkg/use.py
from importlib import import_module
PACKAGE = "pkg"
import_module(f"{PACKAGE}.a").make()  #> call
""",
    "import_module, computed": """
== pkg/use.py
import sys
from importlib import import_module
import_module(sys.argv[1]).make()  #> call?
""",
    "__import__": """
== pkg/use.py
__import__("pkg.a").a.make()  #> call
__import__("pkg.a", fromlist=["x"]).make()  #> call
""",
    "sys.modules": """
== pkg/use.py
import sys
import pkg.a
sys.modules["pkg.a"].make()  #> call
""",
    "getattr": """
== pkg/use.py
from pkg import a
getattr(a, "make")()  #> dynamic_import
g = getattr(a, 'make', None)  #> dynamic_import
g()  #> call
hasattr(a, "make")  #> %dynamic_import
""",
    "getattr over lines": """
== pkg/use.py
from pkg import a
g = getattr(
    a,
    "make",  #> dynamic_import
)
""",
    "getattr of an imported module": """
== pkg/use.py
from importlib import import_module
def f():
    return getattr(import_module("pkg.a"), "make")()  #> dynamic_import.later
""",
    "getattr of a constant": """
== pkg/use.py
from pkg import a
NAME = "make"
def f():
    return getattr(a, NAME)()  #> dynamic_import.later
""",
    "getattr, computed": """
== pkg/use.py
import sys
from pkg import a
getattr(a, sys.argv[1])()  #> dynamic_import?
""",
    "getattr of something else": """
== pkg/use.py
from pkg import b
getattr(b, "make")
getattr(object(), "make", None)
getattr(b.x, "make")
== pkg/b.py
def make(): ...
x = 1
""",
    "resolve_name": """
== pkg/use.py
import pkgutil
pkgutil.resolve_name("pkg.a:make")()  #> dynamic_import
pkgutil.resolve_name("pkg.a.make")()  #> dynamic_import
""",
    "import_string": """
== pkg/use.py
from werkzeug.utils import import_string
make = import_string("pkg.a.make")  #> dynamic_import
""",
    "path in a setting": """
== pkg/use.py
HANDLERS = [
    "pkg.a.make",  #> dynamic_import?
    "pkg.a.other",
    "elsewhere.a.make",
]
""",
}

PATCHES = {
    "patch": """
== tests/test_x.py
from unittest import mock
from unittest.mock import patch
@patch("pkg.a.make")  #> patch_string.later
def test_decorated(m): ...
def test_with():
    with mock.patch("pkg.a.make") as m, patch('pkg.a.other'):  #> patch_string.later
        pass
    p = patch(target="pkg.a.make")  #> patch_string.later
    p.start()
@patch("pkg.a.make", autospec=True)  #> patch_string.later
class TestX: ...
""",
    "patch.object": """
== tests/test_x.py
from unittest.mock import patch
import pkg.a
from pkg import a
@patch.object(a, "make")  #> patch_string.later
def test_decorated(m): ...
def test_with():
    with patch.object(pkg.a, "make", return_value=1):  #> patch_string.later
        pass
    with patch.object(target=a, attribute="make"):  #> patch_string.later
        pass
""",
    "patch.multiple": """
== tests/test_x.py
from unittest.mock import DEFAULT, patch
from pkg import a
@patch.multiple("pkg.a", make=DEFAULT, other=1)  #> patch_string.later
def test_name(make): ...
def test_module():
    with patch.multiple(a, make=1):  #> patch_string.later
        pass
""",
    "mocker": """
== tests/test_x.py
from pkg import a
def test_x(mocker):
    mocker.patch("pkg.a.make", return_value=1)  #> patch_string.later
    mocker.patch.object(a, "make")  #> patch_string.later
    mocker.patch.multiple("pkg.a", make=1)  #> patch_string.later
    mocker.spy(a, "make")  #> %dynamic_import.later %patch_string.later
""",
    "monkeypatch": """
== tests/test_x.py
from pkg import a
def test_x(monkeypatch):
    monkeypatch.setattr("pkg.a.make", lambda: 1)  #> patch_string.later
    monkeypatch.setattr(a, "make", lambda: 1, raising=False)  #> patch_string.later
    monkeypatch.setattr(target=a, name="make", value=1)  #> patch_string.later
    monkeypatch.delattr("pkg.a.make")  #> patch_string.later
    monkeypatch.delattr(a, "make")  #> patch_string.later
    with monkeypatch.context() as m:
        m.setattr("pkg.a.make", 1)  #> patch_string.later
""",
    "setattr": """
== tests/test_x.py
from pkg import a
def setup():
    setattr(a, "make", 1)  #> patch_string.later
""",
    "constants": """
== tests/names.py
MODULE = "pkg.a"
== tests/test_x.py
from unittest.mock import patch
from tests.names import MODULE
LOCAL = "pkg.a"
def test_x():
    with patch(f"{LOCAL}.make"):  #> patch_string.later
        pass
    with patch(f"{MODULE}.make"):  #> patch_string.later
        pass
    with patch(LOCAL + ".make"):  #> patch_string.later
        pass
    with patch("pkg.a" ".make"):  #> patch_string.later
        pass
    with patch("pkg." + "a.make"):  #> patch_string.later
        pass
""",
    "__name__": """
== tests/test_x.py
from unittest.mock import patch
from pkg import a
def test_x():
    with patch(f"{a.__name__}.make"):  #> patch_string.later
        pass
    with patch(a.__name__ + ".make"):  #> patch_string.later
        pass
""",
    "constant path": """
== tests/test_x.py
from unittest.mock import patch
PATH = "pkg.a.make"  #> %dynamic_import?
@patch(PATH)  #> patch_string.later
def test_x(m): ...
""",
    "computed": """
== tests/test_x.py
import sys
from unittest.mock import patch
def test_x(module):
    with patch(f"{module}.make"):  #> patch_string.later?
        pass
    with patch("%s.make" % module):  #> patch_string.later?
        pass
    with patch("{}.make".format(module)):  #> patch_string.later?
        pass
    with patch(module + ".make"):  #> patch_string.later?
        pass
""",
    "the consumer's own namespace": """
== pkg/use.py
from pkg.a import make  #> import
def run():
    return make()  #> call.later
== tests/test_x.py
from unittest.mock import patch
from pkg import use
@patch("pkg.use.make")  #> patch_string.later
def test_x(m): ...
def test_y(monkeypatch):
    monkeypatch.setattr(use, "make", 1)  #> patch_string.later
""",
    "through a module's attribute": """
== pkg/use.py
from pkg import a
== tests/test_x.py
from unittest.mock import patch
@patch("pkg.use.a.make")  #> patch_string.later
def test_x(m): ...
""",
    "something of the function": """
== tests/test_x.py
from unittest.mock import patch
@patch("pkg.a.make.attribute")  #> patch_string.later
def test_x(m): ...
""",
    "lines": """
== tests/test_x.py
from unittest.mock import patch
@patch(
    # the name
    "pkg.a.make",  #> patch_string.later
    new=1,
)
def test_x(m): ...
""",
    "not it": """
== pkg/b.py
def make(): ...
== tests/test_x.py
from unittest.mock import patch
@patch("pkg.b.make")
@patch("pkg.a.other")
@patch("os.make")
@patch("elsewhere.pkg.a.make")
def test_x(*m): ...
class C:
    def make(self): ...
def test_y(monkeypatch):
    monkeypatch.setattr(C, "make", 1)
    monkeypatch.setattr(C(), "make", 1)
""",
    "patch.dict": """
== tests/test_x.py
from unittest.mock import patch
@patch.dict("pkg.a.make", {"x": 1})  #> patch_string.later
def test_x(): ...
""",
    "a test without __init__": """
== tests/unit/test_x.py
from pkg.a import make  #> import
def test_x(mocker):
    mocker.patch("pkg.a.make")  #> patch_string.later
    make()  #> call.later
""",
}

DANGLING = {
    "import from a module that is gone": """
== pkg/use.py
from pkg.gone import make  #> ~import
from pkg.gone.deeper import make as mk  #> ~import
from .gone import make as mk2  #> ~import
""",
    "import from a module without it": """
== pkg/b.py
== pkg/use.py
from pkg.b import make  #> ~import
from pkg import make as mk  #> ~import
from .b import make as mk2  #> ~import
def f():
    from pkg.b import make  #> ~import.later
    try:
        from pkg.b import make  #> ~import.later!
    except ImportError:
        pass
""",
    "attribute": """
== pkg/b.py
== pkg/use.py
import pkg.b
from pkg import b
from pkg import b as c
b.make()  #> ~call
pkg.b.make  #> ~reference
def f(): return c.make()  #> ~call.later
""",
    "attribute of a module that is gone": """
== pkg/use.py
import pkg.gone as g
from pkg import gone
g.make()  #> ~call
gone.make()  #> ~call
""",
    "patch": """
== pkg/b.py
== tests/test_x.py
from unittest.mock import patch
from pkg import b
@patch("pkg.b.make")  #> ~patch_string.later
@patch("pkg.gone.make")  #> ~patch_string.later
@patch("pkg.gone.deeper.make")  #> ~patch_string.later
@patch.object(b, "make")  #> ~patch_string.later
def test_x(*m): ...
def test_y(monkeypatch):
    monkeypatch.setattr("pkg.b.make", 1)  #> ~patch_string.later
    monkeypatch.setattr(b, "make", 1)  #> ~patch_string.later
""",
    "patch of a module that no longer imports it": """
== pkg/use.py
def run(): ...
== tests/test_x.py
from unittest.mock import patch
def test_x():
    with patch("pkg.use.make"):  #> ~patch_string.later
        pass
""",
    "__all__": """
== pkg/b.py
__all__ = ["make"]  #> ~export
""",
    "getattr": """
== pkg/b.py
== pkg/use.py
from pkg import b
getattr(b, "make")  #> ~dynamic_import
""",
    "deleted in the facade": """
== pkg/f.py
from pkg.a import make  #> import
x = make()  #> call
del make  #> %reference
== pkg/use.py
from pkg.f import make  #> ~import
""",
    "for type checkers": """
== pkg/use.py
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from pkg.gone import make  #> ~import.typing
""",
    "beside uses": """
== pkg/b.py
== pkg/use.py
try:
    from pkg.b import make  #> ~import!
except ImportError:
    from pkg.a import make  #> import
make()  #> call
""",
    "the module held it by a star of a module that is gone": """
== pkg/f.py
from pkg.gone import *
== pkg/use.py
from pkg.f import make  #> %~import %import?
""",
    "through a facade that is dangling itself": """
== pkg/f.py
from pkg.gone import make  #> ~import
== pkg/use.py
from pkg.f import make  #> ~import
""",
    "not: outside the tree": """
== pkg/use.py
from gone import make
import gone
gone.make()
from os import make as mk
""",
    "not: objects": """
== pkg/b.py
class C: ...
c = C()
== pkg/use.py
from pkg.b import C, c
C.make()
c.make()
""",
    "not: another definition": """
== pkg/b.py
make = 1
== pkg/use.py
from pkg.b import make
from pkg import b
b.make
""",
    "not: a module of the name": """
== pkg/make.py
== pkg/use.py
from pkg import make
import pkg.make
make
""",
    "not: typing-only but there": """
== pkg/f.py
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from pkg.a import make  #> =import:make
== pkg/use.py
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from pkg.f import make  #> import.typing
x: "make"  #> annotation.typing
""",
    "possible: an unread __getattr__": """
== pkg/f.py
def __getattr__(name):
    return compute(name)
== pkg/use.py
from pkg.f import make  #> import?
""",
    "possible: a star from outside": """
== pkg/f.py
from elsewhere import *
== pkg/use.py
from pkg.f import make  #> import?
""",
    "possible: a namespace that is filled": """
== pkg/f.py
globals().update(compute())
== pkg/use.py
from pkg import f
f.make()  #> call?
""",
}


@pytest.mark.parametrize("name", DYNAMIC)
def test_dynamic(tmp_path: Path, name: str) -> None:
    check(tmp_path, DYNAMIC[name])


@pytest.mark.parametrize("name", PATCHES)
def test_patches(tmp_path: Path, name: str) -> None:
    check(tmp_path, PATCHES[name])


@pytest.mark.parametrize("name", DANGLING)
def test_dangling(tmp_path: Path, name: str) -> None:
    check(tmp_path, DANGLING[name])


@pytest.mark.parametrize(
    ("statement", "through"),
    [
        ("from pkg.b import make", "pkg.b:make"),
        ("from pkg.gone import make", "pkg.gone:make"),
        ("from .gone import make as mk", "pkg.gone:make"),
        ("from pkg import make", "pkg:make"),
        ("from pkg import b\nb.make()", "pkg.b:make"),
        ('patch("pkg.gone.make")', "pkg.gone:make"),
        ('patch("pkg.b.make")', "pkg.b:make"),
        ('__all__ = ["make"]', "pkg.use:make"),
    ],
)
def test_dangling_names_what_it_goes_through(tmp_path: Path, statement: str, through: str) -> None:
    root = tree(tmp_path, split(f"== pkg/b.py\n== pkg/use.py\n{statement}\n"))
    assert [(d.module, d.through) for d in trace_tree(root).dangling] == [("pkg.use", through)]


MENTIONS = '''
== pkg/use.py
"""make is named here.

And here: pkg.a.make.
"""
# make, in a comment
from pkg.a import make  #> import
x = "make"
def f():
    """Call make."""
    return make()  # make it  #> call.later
log("make failed")
'''


def test_mentions_are_counted_apart(tmp_path: Path) -> None:
    check(tmp_path, MENTIONS)
    assert trace_tree(tmp_path).mentions is None
    found = trace_tree(tmp_path, mentions=True).mentions
    assert found is not None
    assert [(m.file, m.line, m.kind) for m in found] == [
        ("pkg/use.py", 1, "docstring"),
        ("pkg/use.py", 3, "docstring"),
        ("pkg/use.py", 5, "comment"),
        ("pkg/use.py", 7, "string"),
        ("pkg/use.py", 9, "docstring"),
        ("pkg/use.py", 10, "comment"),
        ("pkg/use.py", 11, "string"),
    ]
