"""Star imports, `__all__` and names provided on demand: what a trace finds, exactly."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.functional.trees import check

_NO_USE = """
== pkg/use.py
from pkg.f import *
make()
"""
_USE = """
== pkg/use.py
from pkg.f import *  #> star_import
make()  #> call
"""

STARS = {
    "plain": """
== pkg/use.py
from pkg.a import *  #> star_import
make()  #> call
""",
    "unused": """
== pkg/use.py
from pkg.a import *  #> =star_import:make
other()
""",
    "star of a star": """
== pkg/f.py
from pkg.a import *  #> =star_import:make
== pkg/g.py
from .f import *  #> =star_import:make
== pkg/use.py
from pkg.g import *  #> star_import
def run():
    return make()  #> call.later
""",
    "taken from a star": """
== pkg/f.py
from pkg.a import *  #> =star_import:make
== pkg/use.py
from pkg.f import make  #> import
make()  #> call
""",
    "attribute of a star's module": """
== pkg/f.py
from pkg.a import *  #> =star_import:make
== pkg/use.py
import pkg.f
pkg.f.make()  #> call
""",
    "package init": """
== pkg/__init__.py
from .a import *  #> =star_import:make
== pkg/use.py
import pkg
pkg.make()  #> call
""",
    "blanks and lines": """
== pkg/use.py
from pkg.a \\
    import *  #> star_import
make()  #> call
""",
    "own __all__ has it": """
== pkg/a.py
__all__ = ["make"]  #> export
def make(): ...
== pkg/use.py
from pkg.a import *  #> star_import
make()  #> call
""",
    "own __all__ lacks it": """
== pkg/a.py
__all__ = ["other"]
def make(): ...
def other(): ...
== pkg/use.py
from pkg.a import *
make()
""",
    "empty __all__": """
== pkg/a.py
__all__ = []
def make(): ...
== pkg/use.py
from pkg.a import *
make()
""",
    "a star filtered on the way": """
== pkg/f.py
from pkg.a import *  #> =star_import:make
__all__ = ["other"]
"""
    + _NO_USE,
    "a local definition over the star": """
== pkg/use.py
from pkg.a import *
def make(): ...
make()
""",
    "a star over the local definition": """
== pkg/use.py
def make(): ...
from pkg.a import *  #> star_import
make()  #> call
""",
    "two stars, the last wins": """
== pkg/b.py
def make(): ...
== pkg/use.py
from pkg.a import *
from pkg.b import *
make()
""",
    "two stars, the other way round": """
== pkg/b.py
def make(): ...
== pkg/use.py
from pkg.b import *
from pkg.a import *  #> star_import
make()  #> call
""",
    "guarded star": """
== pkg/use.py
try:
    from pkg.a import *  #> star_import!
except ImportError:
    make = None
make()  #> call
""",
    "star of a renamed name": """
== pkg/f.py
from pkg.a import make as build  #> =import:build
== pkg/use.py
from pkg.f import *  #> star_import
build()  #> call
""",
    "star of a module alias": """
== pkg/f.py
from pkg import a
== pkg/use.py
from pkg.f import *
a.make()  #> call
""",
    "cycle of stars": """
== pkg/f.py
from pkg.g import *
from pkg.a import *  #> =star_import:make
== pkg/g.py
from pkg.f import *  #> %=star_import:make
== pkg/use.py
from pkg.f import make  #> import
make()  #> call
""",
    "star from outside": """
== pkg/use.py
from elsewhere import *
from pkg.a import make  #> import
make()  #> call
""",
}

_IMPORT = "from pkg.a import make, other  #> =import:make\n"
ALL = {
    "list": f"""
== pkg/f.py
{_IMPORT}
__all__ = ["make"]  #> export
{_USE}""",
    "tuple, over lines": f"""
== pkg/f.py
{_IMPORT}
__all__ = (
    "other",
    'make',  #> export
)
{_USE}""",
    "annotated": f"""
== pkg/f.py
{_IMPORT}
__all__: list[str] = ["make"]  #> export
{_USE}""",
    "+=": f"""
== pkg/f.py
{_IMPORT}
__all__ = ["other"]
__all__ += ["make"]  #> export
{_USE}""",
    "extend": f"""
== pkg/f.py
{_IMPORT}
__all__ = ["other"]
__all__.extend(["make"])  #> export
{_USE}""",
    "extend by a tuple": f"""
== pkg/f.py
{_IMPORT}
__all__ = []
__all__.extend(("make", "other"))  #> export
{_USE}""",
    "append": f"""
== pkg/f.py
{_IMPORT}
__all__ = []
__all__.append("make")  #> export
{_USE}""",
    "sum": f"""
== pkg/f.py
{_IMPORT}
__all__ = ["other"] + ["make"]  #> export
{_USE}""",
    "sum of another module's": f"""
== pkg/g.py
from pkg.a import make  #> =import:make
__all__ = ["make"]  #> export
== pkg/f.py
from pkg import g
from pkg.g import *  #> =star_import:make
__all__ = ["other"] + g.__all__
other = 1
{_USE}""",
    "unpacked from another module's": f"""
== pkg/g.py
from pkg.a import make  #> =import:make
__all__ = ("make",)  #> export
== pkg/f.py
from pkg.g import __all__ as names
from pkg.g import *  #> =star_import:make
__all__ = [*names, "other"]
other = 1
{_USE}""",
    "+= of a relative module's": f"""
== pkg/sub/__init__.py
== pkg/sub/g.py
from pkg.a import make  #> =import:make
__all__ = ["make"]  #> export
== pkg/f.py
from .sub import g
from .sub.g import *  #> =star_import:make
__all__ = ["other"]
__all__ += g.__all__
other = 1
{_USE}""",
    "list of another's": f"""
== pkg/g.py
from pkg.a import make  #> =import:make
__all__ = ("make",)  #> export
== pkg/f.py
from pkg import g
from pkg.g import *  #> =star_import:make
__all__ = list(g.__all__)
{_USE}""",
    "name of a constant": f"""
== pkg/f.py
{_IMPORT}
_NAMES = ["make"]
__all__ = _NAMES
{_USE}""",
    "computed from the namespace": f"""
== pkg/f.py
{_IMPORT}
__all__ = [name for name in dir() if not name.startswith("_")]
{_USE}""",
    "__name__ of the function": """
== pkg/f.py
from pkg.a import make  #> import =import:make
__all__ = [make.__name__]  #> reference
x = 1
""",
    "removed": f"""
== pkg/f.py
from pkg.a import make, other  #> =import:make
__all__ = ["make", "other"]  #> %export
__all__.remove("make")  #> %export
{_NO_USE}""",
    "replaced": f"""
== pkg/f.py
from pkg.a import make, other  #> =import:make
__all__ = ["make"]  #> %export
__all__ = ["other"]
{_NO_USE}""",
    "on a branch": f"""
== pkg/f.py
{_IMPORT}
import sys
__all__ = ["other"]
if sys.argv:
    __all__ += ["make"]  #> export
{_USE}""",
    "__all__ in a function is none": f"""
== pkg/f.py
{_IMPORT}
def f():
    __all__ = ["other"]
{_USE}""",
    "without a star importer": """
== pkg/f.py
from pkg.a import make  #> =import:make
__all__ = ["make"]  #> export
x = 1
""",
    "exported and used": """
== pkg/f.py
from pkg.a import make  #> import =import:make
__all__ = ["make"]  #> export
make()  #> call
""",
    "exported beside another use": """
== pkg/f.py
from pkg import a
from pkg.a import make  #> reexport =import:make
__all__ = ["make"]  #> export
a.make()  #> call
""",
    "not all strings that look so": """
== pkg/f.py
names = ["make"]
__slots__ = ["make"]
""",
}

UNDERSCORES = {
    "not by a star": """
== pkg/a.py
def _make(): ...
== pkg/use.py
from pkg.a import *
_make()
""",
    "by a star with __all__": """
== pkg/a.py
def _make(): ...
__all__ = ["_make"]  #> export
== pkg/use.py
from pkg.a import *  #> star_import
_make()  #> call
""",
    "by name": """
== pkg/a.py
def _make(): ...
== pkg/use.py
from pkg.a import _make as m  #> import
m()  #> call
""",
}

_LAZY_USE = """
== pkg/use.py
from pkg.f import make  #> import
import pkg.f
make(), pkg.f.make()  #> call call
"""
LAZY = {
    "comparison": """
== pkg/f.py
def __getattr__(name):
    if name == "make":
        from pkg.a import make
        return make
    raise AttributeError(name)
""",
    "comparison the other way round, module's attribute": """
== pkg/f.py
def __getattr__(name):
    if "other" == name:
        return None
    elif "make" == name:
        from . import a
        return a.make
    raise AttributeError(name)
""",
    "in a tuple": """
== pkg/f.py
def __getattr__(name):
    if name in ("make", "other"):
        from pkg import a
        return getattr(a, name)
    raise AttributeError(name)
""",
    "in a named collection": """
== pkg/f.py
_NAMES = {"make", "other"}
def __getattr__(name):
    if name in _NAMES:
        from pkg import a
        return getattr(a, name)
    raise AttributeError(name)
""",
    "not in": """
== pkg/f.py
import importlib
_NAMES = {"make", "other"}
def __getattr__(name):
    if name not in _NAMES:
        raise AttributeError(name)
    return getattr(importlib.import_module("pkg.a"), name)
""",
    "dict of modules": """
== pkg/f.py
import importlib
_LAZY = {"make": "pkg.a", "other": "pkg.a"}
def __getattr__(name):
    if name in _LAZY:
        return getattr(importlib.import_module(_LAZY[name]), name)
    raise AttributeError(name)
""",
    "dict of relative modules": """
== pkg/f.py
from importlib import import_module
_LAZY: dict[str, str] = {
    "other": ".a",
    "make": ".a",
}
def __getattr__(name: str) -> object:
    try:
        module = _LAZY[name]
    except KeyError:
        raise AttributeError(name) from None
    value = globals()[name] = getattr(import_module(module, __package__), name)
    return value
""",
    "dict of pairs": """
== pkg/f.py
import importlib
_LAZY = {"make": ("pkg.a", "make"), "other": ("pkg.a", "other")}
def __getattr__(name):
    module, attribute = _LAZY[name]
    return getattr(importlib.import_module(module), attribute)
""",
    "dict of paths": """
== pkg/f.py
import pkgutil
_LAZY = {"make": "pkg.a:make"}
def __getattr__(name):
    return pkgutil.resolve_name(_LAZY[name])
""",
    "dict of dotted paths": """
== pkg/f.py
import importlib
_LAZY = {"make": "pkg.a.make"}
def __getattr__(name):
    module, _, attribute = _LAZY[name].rpartition(".")
    return getattr(importlib.import_module(module), attribute)
""",
    "modules to names": """
== pkg/f.py
import importlib
_BY_MODULE = {"pkg.a": ["make", "other"]}
_MODULE_OF = {name: module for module, names in _BY_MODULE.items() for name in names}
def __getattr__(name):
    return getattr(importlib.import_module(_MODULE_OF[name]), name)
""",
    "dict call": """
== pkg/f.py
import importlib
_LAZY = dict(make="pkg.a", other="pkg.a")
def __getattr__(name):
    return getattr(importlib.import_module(_LAZY[name]), name)
""",
    "forward to a module": """
== pkg/f.py
from pkg import a as _impl
def __getattr__(name):
    return getattr(_impl, name)
""",
    "forward to an imported module": """
== pkg/f.py
def __getattr__(name):
    from pkg import a
    return getattr(a, name)
""",
    "forward to import_module": """
== pkg/f.py
import importlib
def __getattr__(name):
    return getattr(importlib.import_module("pkg.a"), name)
""",
    "match": """
== pkg/f.py
def __getattr__(name):
    match name:
        case "make" | "other":
            from pkg import a
            return getattr(a, name)
    raise AttributeError(name)
""",
    "lambda": """
== pkg/f.py
from pkg import a
__getattr__ = lambda name: getattr(a, name)
""",
    "lazy_loader": """
== pkg/f/__init__.py
import lazy_loader as lazy
__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    submod_attrs={"impl": ["make"]},
)
== pkg/f/impl.py
from pkg.a import make  #> =import:make
""",
    "lazy_loader with a stub": """
== pkg/f/__init__.py
import lazy_loader as lazy
__getattr__, __dir__, __all__ = lazy.attach_stub(__name__, __file__)
== pkg/f/__init__.pyi
from .impl import make as make
== pkg/f/impl.py
from pkg.a import make  #> =import:make
""",
    "_LazyModule": """
== pkg/f/__init__.py
import sys
from lazy import _LazyModule
_import_structure = {"impl": ["make"], "more": ["x"]}
sys.modules[__name__] = _LazyModule(__name__, globals()["__file__"], _import_structure)
== pkg/f/impl.py
from pkg.a import make  #> =import:make
""",
    "_LazyModule, filled later": """
== pkg/f/__init__.py
import sys
from lazy import _LazyModule
_import_structure = {"more": ["x"]}
try:
    import torch
except ImportError:
    pass
else:
    _import_structure["impl"] = ["make"]
sys.modules[__name__] = _LazyModule(__name__, globals()["__file__"], _import_structure)
== pkg/f/impl.py
from pkg.a import make  #> =import:make
""",
}


@pytest.mark.parametrize("name", STARS)
def test_stars(tmp_path: Path, name: str) -> None:
    check(tmp_path, STARS[name])


@pytest.mark.parametrize("name", ALL)
def test_all(tmp_path: Path, name: str) -> None:
    check(tmp_path, ALL[name])


@pytest.mark.parametrize("name", UNDERSCORES)
def test_underscores(tmp_path: Path, name: str) -> None:
    check(tmp_path, UNDERSCORES[name], target="pkg.a:_make")


@pytest.mark.parametrize("name", LAZY)
def test_names_on_demand(tmp_path: Path, name: str) -> None:
    """The users of such a facade are users of the target, and the facade is a lazy re-export."""
    check_users(tmp_path, LAZY[name])


def check_users(root: Path, text: str) -> None:
    from tests.functional.trees import expected, found_in, split, trace_tree, tree, unmarked

    files = split(text + _LAZY_USE)
    tree(root, {name: unmarked(body) for name, body in files.items()})
    result = trace_tree(root)
    wanted = [line for line in expected(files).found if line.startswith("pkg/use.py")]
    assert [line for line in found_in(result) if line.startswith("pkg/use.py")] == wanted
    lazy = [r for r in result.reexports if r.kind == "lazy"]
    assert {(r.module, r.name, r.when) for r in lazy} == {("pkg.f", "make", "call_time")}
    assert result.dangling == ()
