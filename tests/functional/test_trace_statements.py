"""Branches, guards, decorators, bases and annotations: how a use is classified, exactly."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.functional.trees import check

BRANCHES = {
    "if and else": """
== pkg/b.py
def make(): ...
== pkg/use.py
import sys
if sys.argv:
    from pkg.a import make  #> import
else:
    from pkg.b import make
make()  #> call
""",
    "elif": """
== pkg/use.py
import sys
if sys.argv:
    make = None
elif sys.flags:
    from pkg.a import make  #> import
else:
    make = 2
make()  #> call
""",
    "try ... except ImportError": """
== pkg/use.py
try:
    from pkg.a import make  #> import!
except ImportError:
    make = None
make()  #> call
""",
    "in the handler": """
== pkg/use.py
try:
    from fast import make
except ImportError:
    from pkg.a import make  #> import
make()  #> call
""",
    "in the handler of an inner try": """
== pkg/use.py
try:
    try:
        from fast import make
    except ImportError:
        from pkg.a import make  #> import!
except ImportError:
    make = None
""",
    "else and finally are not guarded": """
== pkg/use.py
try:
    import fast
except ImportError:
    pass
else:
    from pkg.a import make  #> import
finally:
    from pkg.a import make as mk  #> import
mk()  #> call
""",
    "what guards": """
== pkg/use.py
try:
    from pkg.a import make as m1  #> import!
except ModuleNotFoundError:
    pass
try:
    from pkg.a import make as m2  #> import!
except (ValueError, ImportError) as error:
    pass
try:
    from pkg.a import make as m3  #> import!
except Exception:
    pass
try:
    from pkg.a import make as m4  #> import!
except:
    pass
try:
    from pkg.a import make as m5  #> import!
except KeyError:
    pass
except BaseException:
    pass
try:
    from pkg.a import make as m6  #> import!
except* ImportError:
    pass
""",
    "what does not guard": """
== pkg/use.py
try:
    from pkg.a import make as m1  #> import
except ValueError:
    pass
try:
    from pkg.a import make as m2  #> import
finally:
    pass
with open("x"):
    from pkg.a import make as m3  #> import
""",
    "suppress": """
== pkg/use.py
import contextlib
from contextlib import suppress
with contextlib.suppress(ImportError):
    from pkg.a import make  #> import!
with suppress(ValueError, ModuleNotFoundError), open("x"):
    from pkg.a import make as mk  #> import!
with suppress(ValueError):
    from pkg.a import make as m3  #> import
""",
    "a function defined under a guard runs outside it": """
== pkg/use.py
try:
    def run():
        from pkg.a import make  #> import.later
except ImportError:
    pass
def run2():
    try:
        from pkg.a import make  #> import.later!
    except ImportError:
        return None
    return make()  #> call.later
""",
    "type checking": """
== pkg/use.py
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from pkg.a import make  #> import.typing
def f(x: "make"):  #> annotation.typing
    pass
""",
    "typing.TYPE_CHECKING and not": """
== pkg/use.py
import typing as t
if not t.TYPE_CHECKING:
    from pkg.a import make  #> import
else:
    from pkg.a import make as mk  #> import.typing
make()  #> call
""",
    "type checking, else": """
== pkg/use.py
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from pkg.b import make
else:
    from pkg.a import make  #> import
make()  #> call
== pkg/b.py
def make(): ...
""",
    "versions": """
== pkg/b.py
def make(): ...
== pkg/use.py
import sys
if sys.version_info >= (3, 8):
    from pkg.a import make  #> import
else:
    from pkg.b import make
make()  #> call
""",
    "main": """
== pkg/use.py
from pkg.a import make  #> import
if __name__ == "__main__":
    make()  #> call.later
""",
    "match": """
== pkg/use.py
import sys
match sys.argv:
    case []:
        from pkg.a import make  #> import
    case _:
        make = None
make()  #> call
""",
    "loops and with": """
== pkg/use.py
for i in range(3):
    from pkg.a import make  #> import
while i:
    make()  #> call
    break
else:
    make()  #> call
with open(make()) as f:  #> call
    make()  #> call
""",
    "next turn of a loop": """
== pkg/use.py
def run():
    make = None
    for i in range(2):
        if make:  #> reference.later
            make()  #> call.later
        from pkg.a import make  #> import.later
""",
    "an arm that ends": """
== pkg/use.py
def run(x):
    from pkg.a import make  #> import.later
    if x:
        make = None
        return make
    return make()  #> call.later
""",
    "both arms rebind": """
== pkg/use.py
def run(x):
    from pkg.a import make  #> import.later
    if x:
        make = None
    else:
        make = 1
    return make()
""",
}

ROLES = {
    "decorators": """
== pkg/use.py
from pkg import a
from pkg.a import make  #> import
@make  #> decorator
def f(): ...
@make(1)  #> decorator
class C:
    @a.make  #> decorator
    def g(self): ...
    @a.make(1, 2)  #> decorator
    async def h(self): ...
@other(make)  #> reference
def i():
    @make  #> decorator.later
    def j(): ...
""",
    "decorator expressions": """
== pkg/use.py
from pkg.a import make  #> import
@make().build  #> call
def f(): ...
@(lambda g: make(g))  #> call.later
def h(): ...
""",
    "annotations": """
== pkg/use.py
from typing import Optional
from pkg.a import make  #> import
x: make = 1  #> annotation
y: Optional[make]  #> annotation
def f(x: make, *args: make, y: int = 1, **kw: make) -> make:  #> annotation annotation annotation annotation
    z: make = 1  #> annotation.typing
    def g(x: make): ...  #> annotation.later
class C:
    x: make  #> annotation
""",
    "string annotations": """
== pkg/use.py
from pkg.a import make  #> import
from pkg import a
x: "make" = 1  #> annotation.typing
def f(x: "list[make] | None", y: list["a.make"]): ...  #> annotation.typing annotation.typing
def g() -> "make":  #> annotation.typing
    z: "make"  #> annotation.typing
""",
    "strings that typing takes": """
== pkg/use.py
from typing import Optional, TypeVar, Union, cast
from pkg.a import make  #> import
T = TypeVar("T", bound="make")  #> annotation.typing
A = Union["make", Optional["list[make]"]]  #> annotation.typing annotation.typing
handlers = {}
handlers["make"] = cast("make", handlers["make"])  #> annotation.typing
""",
    "a string annotation of what comes later": """
== pkg/use.py
class First:
    def of(self, x: "make") -> "list[make]": ...  #> annotation.typing annotation.typing
from pkg.a import make  #> import
""",
    "future annotations": """
== pkg/use.py
'''Text.'''
from __future__ import annotations
from pkg.a import make  #> import
x: make = make()  #> annotation.typing call
def f(x: make = make) -> make: ...  #> annotation.typing reference annotation.typing
""",
    "strings of annotations are scoped": """
== pkg/use.py
from pkg.a import make  #> import
def f(x: "other.make", y: "remake", z: "make_it"): ...
""",
    "async": """
== pkg/use.py
from pkg.a import make  #> import
async def f():
    x = [i async for i in make()]  #> call.later
    return await make()  #> call.later
""",
    "arguments, operators, slices": """
== pkg/use.py
from pkg.a import make  #> import
x = [make(make)]  #> call reference
y = x[make:make()]  #> reference call
z = -make() + make.attr  #> call reference
assert make, make()  #> reference call
raise make from make()  #> reference call
""",
    "f-strings": """
== pkg/use.py
from pkg.a import make  #> import
x = f"make {make()} {make!r:>{make()}}"  #> call reference call
""",
    "lambda and yield": """
== pkg/use.py
from pkg.a import make  #> import
f = lambda x: make(x)  #> call.later
def g():
    yield make  #> reference.later
    yield from make()  #> call.later
""",
    "match values": """
== pkg/use.py
from pkg import a
from pkg.a import make  #> import
def f(x):
    match make(x):  #> call.later
        case a.make:  #> reference.later
            pass
        case make(y):  #> reference.later
            pass
""",
    "match capture leaves the rest local": """
== pkg/use.py
from pkg.a import make  #> import
match make():  #> call
    case int(real=make):
        make()
""",
    "augmented and stores": """
== pkg/use.py
from pkg import a
a.make = 1  #> reference
a.make.attr = 2  #> reference
del a.make  #> reference
""",
    "exception lists": """
== pkg/use.py
from pkg.a import make  #> import
try:
    pass
except make:  #> reference
    pass
except (ValueError, make) as e:  #> reference
    pass
""",
    "global and type statements": """
== pkg/use.py
from pkg.a import make  #> import
type Alias = list[make]  #> annotation.typing
""",
}

CLASSES = {
    "bases": """
== pkg/a.py
class Make: ...
== pkg/use.py
from pkg import a
from pkg.a import Make  #> import
class C(Make): ...  #> base_class
class D(object, a.Make, metaclass=type): ...  #> base_class
class E(metaclass=Make): ...  #> reference
def f():
    class F(Make): ...  #> base_class.later
class G[T](Make): ...  #> base_class
""",
    "generic base": """
== pkg/a.py
class Make: ...
== pkg/use.py
from pkg.a import Make  #> import
class C(Make[int]): ...  #> base_class
class D(list[Make]): ...  #> reference
class E(Make()): ...  #> call
""",
    "other uses": """
== pkg/a.py
class Make: ...
== pkg/use.py
from pkg.a import Make  #> import
Make()  #> call
Make.build()  #> reference
isinstance(1, (int, Make))  #> reference
x: Make | None = None  #> annotation
try: pass
except Make: pass  #> reference
match x:
    case Make(): pass  #> reference
""",
    "class in its own body": """
== pkg/a.py
class Make:
    def clone(self) -> "Make":  #> annotation.typing
        return Make()  #> call.later
    @classmethod
    def make(cls): ...
""",
}


@pytest.mark.parametrize("name", BRANCHES)
def test_branches(tmp_path: Path, name: str) -> None:
    check(tmp_path, BRANCHES[name])


@pytest.mark.parametrize("name", ROLES)
def test_roles(tmp_path: Path, name: str) -> None:
    check(tmp_path, ROLES[name])


@pytest.mark.parametrize("name", CLASSES)
def test_classes(tmp_path: Path, name: str) -> None:
    check(tmp_path, CLASSES[name], target="pkg.a:Make")
