"""Every way to import, alias, shadow and use a name: what a trace finds, exactly."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.functional.trees import check

IMPORTS = {
    "plain": """
== pkg/use.py
from pkg.a import make  #> import
make()  #> call
""",
    "parenthesised, with comments": """
== pkg/use.py
from pkg.a import (  # all of it
    other,
    # the one
    make,  #> import
)
make()  #> call
""",
    "alias over three lines": """
== pkg/use.py
from pkg.a import (
    make  #> import
    as
    mk
)
mk()  #> call
""",
    "backslashes": """
== pkg/use.py
from pkg.a \\
    import other, \\
    make  #> import
x = \\
    make()  #> call
""",
    "semicolons": """
== pkg/use.py
x = 1; from pkg.a import make; make()  #> import call
""",
    "several names a line": """
== pkg/use.py
from pkg.a import make, make as mk, other  #> import import
make(); mk(); other()  #> call call
""",
    "module": """
== pkg/use.py
import os, pkg.a, sys
pkg.a.make()  #> call
""",
    "module over lines": """
== pkg/use.py
import pkg.a
(pkg
 .a
 .make)()  #> call
""",
    "module alias": """
== pkg/use.py
import pkg.a as b
b.make()  #> call
""",
    "module from package": """
== pkg/use.py
from pkg import a
a.make()  #> call
""",
    "module from package, aliased": """
== pkg/use.py
from pkg import a as b
b.make()  #> call
b.other()
""",
    "package alias": """
== pkg/use.py
import pkg.a
import pkg as p
p.a.make()  #> call
""",
    "relative module": """
== pkg/use.py
from . import a
from .a import make  #> import
a.make()  #> call
make()  #> call
""",
    "relative from a subpackage": """
== pkg/sub/__init__.py
== pkg/sub/use.py
from .. import a
from ..a import make as mk  #> import
a.make(), mk()  #> call call
""",
    "relative in a package's init": """
== pkg/sub/__init__.py
from ..a import make  #> import
from . import use
make()  #> call
== pkg/sub/use.py
""",
    "relative beyond the top": """
== pkg/use.py
from ...a import make
from .... import a
make()
a.make()
""",
    "blanks in a relative import": """
== pkg/use.py
from . a import make  #> import
make()  #> call
""",
    "in a function": """
== pkg/use.py
def run():
    from pkg.a import make  #> import.later
    return make()  #> call.later
make()
""",
    "module in a function": """
== pkg/use.py
def run():
    import pkg.a
    return pkg.a.make()  #> call.later
""",
    "in a class body": """
== pkg/use.py
class C:
    from pkg.a import make  #> import
    value = make()  #> call
    def run(self):
        return make()
""",
    "in an async function": """
== pkg/use.py
async def run():
    from pkg.a import make  #> import.later
    async with make() as x:  #> call.later
        await make()  #> call.later
    async for y in make():  #> call.later
        pass
""",
    "unused": """
== pkg/use.py
from pkg.a import make  #> import
x = 1
""",
    "through a chain of facades": """
== pkg/f.py
from pkg.a import make  #> =import:make
== pkg/g.py
from pkg.f import make  #> =import:make
== pkg/use.py
from pkg.g import make  #> import
make()  #> call
""",
    "through a renaming facade": """
== pkg/f.py
from pkg.a import make as build  #> =import:build
== pkg/g.py
from pkg.f import build as create  #> =import:create
== pkg/use.py
from pkg.g import create  #> import
create()  #> call
""",
    "through a package": """
== pkg/__init__.py
from .a import make  #> =import:make
== pkg/use.py
from pkg import make  #> import
import pkg
make(), pkg.make()  #> call call
""",
    "facade's attribute": """
== pkg/f.py
from pkg.a import make  #> =import:make
== pkg/use.py
from pkg import f
import pkg.f as ff
f.make(), ff.make()  #> call call
""",
    "a module that imports a module": """
== pkg/f.py
from pkg import a
== pkg/use.py
from pkg import f
f.a.make()  #> call
""",
    "a consumer that others take it from": """
== pkg/f.py
from pkg.a import make  #> import =import:make
make()  #> call
== pkg/use.py
from pkg.f import make  #> import
make()  #> call
""",
    "cycle of facades": """
== pkg/f.py
from pkg.g import make  #> ~import
== pkg/g.py
from pkg.f import make  #> ~import
== pkg/use.py
from pkg.a import make  #> import
make()  #> call
""",
    "cycle of modules with a way out": """
== pkg/f.py
from pkg.g import helper
from pkg.a import make  #> =import:make
== pkg/g.py
from pkg.f import make  #> import
def helper():
    return make()  #> call.later
""",
    "own module": """
== pkg/a.py
def make(): ...
x = make()  #> call
def again():
    return make()  #> call.later
""",
    "same name elsewhere": """
== pkg/b.py
def make(): ...
== pkg/use.py
from pkg.b import make
from pkg import b
import pkg.b
make(), b.make(), pkg.b.make()
""",
    "both of the name": """
== pkg/b.py
def make(): ...
== pkg/use.py
from pkg import a, b
from pkg.a import make as mk  #> import
from pkg.b import make
make(), b.make()
mk(), a.make()  #> call call
""",
    "outside the tree": """
== pkg/use.py
import requests
from other_library import make
make(), requests.make()
""",
}

SHADOWING = {
    "parameter": """
== pkg/use.py
from pkg.a import make  #> import
def f(make):
    return make()
def g(*make): return make
def h(**make): return make
def i(x, make: int = 1, /): return make
def j(*, make=2): return make
k = lambda make: make()
make()  #> call
""",
    "local": """
== pkg/use.py
from pkg.a import make  #> import
def f():
    make = 1
    return make
def g():
    make()
    make = 2
def h():
    return make()  #> call.later
""",
    "local of an enclosing function": """
== pkg/use.py
from pkg.a import make  #> import
def f(make):
    def g():
        return make()
    return lambda: make()
""",
    "loop variable": """
== pkg/use.py
from pkg.a import make  #> import
def f():
    for make in range(3):
        make()
    async def g():
        async for make, x in f():
            make()
""",
    "exception name": """
== pkg/use.py
from pkg.a import make  #> import
def f():
    try:
        pass
    except ValueError as make:
        make()
""",
    "with ... as": """
== pkg/use.py
from pkg.a import make  #> import
def f():
    with open("x") as make:
        make()
def g():
    with open("x") as (x, make), open("y") as y:
        make()
""",
    "local import": """
== pkg/make.py
== pkg/use.py
from pkg.a import make  #> import
def f():
    import make
    return make()
def g():
    import os as make
    return make()
""",
    "local def and class": """
== pkg/use.py
from pkg.a import make  #> import
def f():
    def make(): ...
    return make()
def g():
    class make: ...
    return make()
""",
    "comprehension variable": """
== pkg/use.py
from pkg.a import make  #> import
x = [make for make in range(3)]
y = {make: make() for make in range(3) if make}
z = make()  #> call
""",
    "first iterable of a comprehension is outside": """
== pkg/use.py
from pkg.a import make  #> import
x = [make for make in make()]  #> call
""",
    "comprehension in a class body": """
== pkg/use.py
from pkg.a import make  #> import
class C:
    make = 1
    x = [make() for i in range(3)]  #> call
    y = [i for i in (make, make)]
""",
    "walrus": """
== pkg/use.py
from pkg.a import make  #> import
def f():
    if (make := 1):
        return make
def g():
    x = [make := i for i in range(3)]
    return make
""",
    "match capture": """
== pkg/use.py
from pkg.a import make  #> import
def f(x):
    match x:
        case [make, *rest]:
            return make()
        case {"make": make}:
            return make
        case int() as make:
            return make
""",
    "type parameter": """
== pkg/use.py
from pkg.a import make  #> import
def f[make](x: make) -> make:
    return x
class C[make]:
    x: make
""",
    "class attribute and method": """
== pkg/use.py
from pkg.a import make  #> import
class C:
    make = 1
    y = make
    def f(self):
        self.make()
        return make()  #> call.later
class D:
    x = make()  #> call
    def make(self): ...
    y = make
C().make, D.make(), D().make()
""",
    "keywords and keys": """
== pkg/use.py
from pkg.a import other
other(make=1)
d = dict(make=2)
d["make"], {"make": 3}
class C(object, make=4): ...
""",
    "longer names": """
== pkg/use.py
from pkg.a import other as make_it
make_it(), other.remake, other.make_
""",
    "rebinding after the use": """
== pkg/use.py
from pkg.a import make  #> import
make()  #> call
make = None
make()
""",
    "rebinding before": """
== pkg/use.py
make = None
make()
from pkg.a import make  #> import
make()  #> call
""",
    "redefinition": """
== pkg/use.py
from pkg.a import make  #> import
x = make()  #> call
def make(): ...
y = make()
def f():
    return make()
""",
    "another import over it": """
== pkg/b.py
def make(): ...
== pkg/use.py
from pkg.a import make  #> import
from pkg.b import make
make()
""",
    "deleted": """
== pkg/use.py
from pkg.a import make  #> import
make()  #> call
del make  #> %reference
make()
""",
    "deleted in a function": """
== pkg/use.py
def f():
    from pkg.a import make  #> import.later
    make()  #> call.later
    del make  #> %reference.later
    make()
""",
    "module shadowed": """
== pkg/use.py
from pkg import a
def f(a):
    return a.make()
def g():
    return a.make()  #> call.later
""",
    "package name shadowed": """
== pkg/use.py
import pkg.a
def f(pkg):
    return pkg.a.make()
class pkg:
    class a: ...
pkg.a.make()
""",
    "handler's name is unbound after it": """
== pkg/use.py
from pkg.a import make  #> import
try:
    x = 1
except ValueError as make:
    make()
make()  #> call
""",
    "global": """
== pkg/use.py
def load():
    global make
    from pkg.a import make  #> import.later
    make()  #> call.later
def run():
    return make()  #> call.later
""",
    "global rebinding": """
== pkg/use.py
from pkg.a import make  #> import
def reset():
    global make
    make()  #> call.later
    make = None
""",
    "nonlocal": """
== pkg/use.py
def outer():
    from pkg.a import make  #> import.later
    def inner():
        nonlocal make
        make()  #> call.later
        make = None
    return inner
""",
    "nonlocal gets it": """
== pkg/use.py
def outer():
    make = None
    def inner():
        nonlocal make
        from pkg.a import make  #> import.later
    inner()
    return make()  #> call.later
""",
    "global in a class body": """
== pkg/use.py
class C:
    global make
    from pkg.a import make  #> import
make()  #> call
""",
    "function scope skips the class": """
== pkg/use.py
from pkg.a import make  #> import
class C:
    from pkg.b import make
    def f(self):
        return make()  #> call.later
== pkg/b.py
def make(): ...
""",
}

ALIASES = {
    "assignment": """
== pkg/use.py
from pkg.a import make  #> import
g = make  #> reference
g()  #> call
""",
    "alias of an alias": """
== pkg/use.py
from pkg.a import make as mk  #> import
g = mk  #> reference
h = g  #> reference
h()  #> call
""",
    "attribute": """
== pkg/use.py
from pkg import a
g = a.make  #> reference
def f():
    return g()  #> call.later
""",
    "in a function, used in a closure": """
== pkg/use.py
from pkg import a
def f():
    g = a.make  #> reference.later
    def h():
        return g()  #> call.later
    return lambda: g()  #> call.later
""",
    "chained": """
== pkg/use.py
from pkg.a import make  #> import
f = g = make  #> reference
f(), g()  #> call call
""",
    "tuple": """
== pkg/use.py
from pkg.a import make, other  #> import
f, g = make, other  #> reference
f()  #> call
g()
(h, [i, j]) = 1, [2, make]  #> reference
j()  #> call
h(), i()
""",
    "conditional": """
== pkg/b.py
def make(): ...
== pkg/use.py
import sys
from pkg import a, b
f = a.make if len(sys.argv) else b.make  #> reference
f()  #> call
""",
    "or": """
== pkg/use.py
from pkg.a import make  #> import
f = None or make  #> reference
f()  #> call
""",
    "walrus": """
== pkg/use.py
from pkg.a import make  #> import
def run():
    if (f := make):  #> reference.later
        return f()  #> call.later
""",
    "walrus at module level": """
== pkg/use.py
from pkg.a import make  #> import
if (f := make):  #> reference
    f()  #> call
print(g := make)  #> reference
g()  #> call
""",
    "walrus out of a comprehension": """
== pkg/use.py
from pkg.a import make  #> import
def run():
    x = [(f := make) for i in range(3)]  #> reference.later
    return f()  #> call.later
""",
    "annotated": """
== pkg/use.py
from typing import Any
from pkg.a import make  #> import
f: Any = make  #> reference
f()  #> call
""",
    "class attribute": """
== pkg/use.py
from pkg.a import make  #> import
class C:
    f = make  #> reference
    x = f()  #> call
    g = staticmethod(make)  #> reference
""",
    "defaults": """
== pkg/use.py
from pkg.a import make  #> import
def f(x=make): ...  #> reference
def g(make=make): return make  #> reference
h = lambda x=make: x  #> reference
i = lambda: make()  #> call.later
def j():
    def k(x=make()): ...  #> call.later
""",
    "loop over functions": """
== pkg/use.py
from pkg.a import make, other  #> import
for f in (make, other):  #> reference
    f()  #> call
""",
    "alias in another module": """
== pkg/f.py
from pkg import a
build = a.make  #> =assignment:build
__all__ = ["build"]  #> export
== pkg/use.py
from pkg.f import build  #> import
build()  #> call
""",
    "alias on a branch": """
== pkg/use.py
import sys
from pkg import a
if sys.argv:
    f = a.make  #> reference
else:
    f = None
f()  #> call
""",
    "alias rebound": """
== pkg/use.py
from pkg.a import make, other  #> import
f = make  #> reference
f()  #> call
f = other
f()
""",
    "result is no alias": """
== pkg/use.py
from pkg.a import make  #> import
f = make()  #> call
f()
f.make()
""",
    "containers are references": """
== pkg/use.py
from pkg.a import make  #> import
x = [make, {"k": make}, (make,)]  #> reference reference reference
x[0]()
print(make, key=make)  #> reference reference
""",
}


@pytest.mark.parametrize("name", IMPORTS)
def test_imports(tmp_path: Path, name: str) -> None:
    check(tmp_path, IMPORTS[name])


@pytest.mark.parametrize("name", SHADOWING)
def test_shadowing(tmp_path: Path, name: str) -> None:
    check(tmp_path, SHADOWING[name])


@pytest.mark.parametrize("name", ALIASES)
def test_aliases(tmp_path: Path, name: str) -> None:
    check(tmp_path, ALIASES[name])
