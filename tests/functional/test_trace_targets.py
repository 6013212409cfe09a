"""What can be traced: functions, classes, variables, modules, however they are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.errors import BadTarget
from tests.functional.trees import check, found_in, split, trace_tree, tree

VARIABLES = {
    "constant": """
== pkg/a.py
LIMIT = 3
== pkg/use.py
from pkg.a import LIMIT  #> import
from pkg import a
x = LIMIT + a.LIMIT  #> reference reference
def f(x=LIMIT): return LIMIT  #> reference reference.later
f"{LIMIT}"  #> reference
""",
    "annotated": """
== pkg/a.py
LIMIT: int = 3
== pkg/use.py
from pkg.a import LIMIT  #> import
print(LIMIT)  #> reference
""",
    "unpacked": """
== pkg/a.py
LEAST, (LIMIT, *MORE) = 1, (2, 3)
== pkg/use.py
from pkg.a import LIMIT  #> import
print(LIMIT)  #> reference
""",
    "chained": """
== pkg/a.py
LEAST = LIMIT = 1
== pkg/use.py
from pkg.a import LIMIT, LEAST  #> import
print(LIMIT)  #> reference
print(LEAST)
""",
    "called object": """
== pkg/a.py
LIMIT = object()
== pkg/use.py
from pkg.a import LIMIT  #> import
LIMIT.x()  #> reference
LIMIT()  #> call
""",
    "through a facade": """
== pkg/a.py
LIMIT = 3
== pkg/f.py
from pkg.a import LIMIT  #> =import:LIMIT
== pkg/use.py
from pkg.f import LIMIT  #> import
y = LIMIT  #> reference
print(y)  #> reference
""",
    "in a branch": """
== pkg/a.py
import sys
if sys.argv:
    LIMIT = 3
else:
    LIMIT = 4
== pkg/use.py
from pkg.a import LIMIT  #> import
print(LIMIT)  #> reference
""",
    "bound by a loop": """
== pkg/a.py
for LIMIT in range(3): pass
== pkg/use.py
from pkg.a import LIMIT  #> import
print(LIMIT)  #> reference
""",
    "bound by a with": """
== pkg/a.py
with open("x") as LIMIT: pass
== pkg/use.py
from pkg.a import LIMIT  #> import
print(LIMIT)  #> reference
""",
    "set by a function": """
== pkg/a.py
def load():
    global LIMIT
    LIMIT = 3
== pkg/use.py
from pkg import a
print(a.LIMIT)  #> reference
""",
    "constant of another name elsewhere": """
== pkg/a.py
LIMIT = 3
== pkg/b.py
LIMIT = 3
== pkg/use.py
from pkg.b import LIMIT
print(LIMIT)
""",
}


@pytest.mark.parametrize("name", VARIABLES)
def test_variables(tmp_path: Path, name: str) -> None:
    check(tmp_path, VARIABLES[name], target="pkg.a:LIMIT")


@pytest.mark.parametrize(
    ("source", "lines", "kind"),
    [
        ("def make(): ...", [1], "function"),
        ("async def make(): ...", [1], "function"),
        ("@decorator\n@another(1)\ndef make(): ...", [3], "function"),
        ("class make: ...", [1], "class"),
        ("@decorator\nclass make(\n    object\n): ...", [2], "class"),
        ("make = 1", [1], "variable"),
        ("make: int = 1", [1], "variable"),
        ("x, make = 1, 2", [1], "variable"),
        ("(\n    x,\n    make,\n) = 1, 2", [3], "variable"),
        ("make = lambda: 1", [1], "variable"),
        ("import sys\nif sys.argv:\n    def make(): ...\nelse:\n    def make(): ...", [3, 5], "function"),
        ("try:\n    def make(): ...\nexcept ImportError:\n    pass", [2], "function"),
        (
            "def f():\n    def make(): ...\ndef make(): ...\nclass C:\n    def make(self): ...",
            [3],
            "function",
        ),
    ],
)
def test_definitions(tmp_path: Path, source: str, lines: list[int], kind: str) -> None:
    root = tree(tmp_path, split(f"== pkg/a.py\n{source}\n"))
    found = trace_tree(root).definitions
    assert [(d.module, d.file, d.line, d.kind) for d in found] == [
        ("pkg.a", "pkg/a.py", line, kind) for line in lines
    ]


MODULE = """
== pkg/a.py
def make(): ...
def other(): ...
== pkg/use.py
import pkg.a  #> import
from pkg import a  #> import
from pkg.a import make, other as o  #> import import
import pkg.a as b  #> import
make()  #> call
o()  #> call
a.make()  #> call
b.other  #> reference
pkg.a.make()  #> call
def f(a): return a.make()
"""


def test_a_whole_module(tmp_path: Path) -> None:
    check(tmp_path, MODULE, target="pkg.a")


FACADE = """
== pkg/f.py
from pkg.a import make as build  #> =import:build
== pkg/use.py
from pkg.f import build  #> import
build()  #> call
== pkg/direct.py
from pkg.a import make  #> import
make()  #> call
"""


@pytest.mark.parametrize("target", ["pkg.a:make", "pkg.a.make", "pkg.f:build", "pkg.f.build"])
def test_every_name_of_the_target_gives_the_same(tmp_path: Path, target: str) -> None:
    result = check(tmp_path, FACADE, target=target)
    assert str(result.target) == "pkg.a:make"
    assert result.facades == {"pkg.f"}
    assert [c.facades for c in result.consumers] == [(), ("pkg.f",)]


ALIAS = """
== pkg/f.py
from pkg import a
build = a.make
== pkg/use.py
from pkg.f import build  #> import
from pkg.a import make
build()  #> call
make()
"""


def test_an_assigned_alias_is_a_target_of_its_own(tmp_path: Path) -> None:
    result = check(tmp_path, ALIAS, target="pkg.f:build")
    assert [(d.module, d.line) for d in result.definitions] == [("pkg.f", 2)]


INIT = """
== pkg/__init__.py
def make(): ...
== pkg/use.py
from pkg import make  #> import
from . import make as mk  #> import
import pkg
make(), mk(), pkg.make()  #> call call call
"""


def test_a_function_of_a_package(tmp_path: Path) -> None:
    check(tmp_path, INIT, target="pkg:make")


FUNCTION_OVER_SUBMODULE = """
== pkg/__init__.py
from .make import make  #> =import:make
== pkg/make.py
def make(): ...
== pkg/use.py
from pkg import make  #> import
import pkg
import pkg.make as m  #> %import
from pkg.make import make as mk  #> import
make(), pkg.make(), mk()  #> call call call
m()  #> call
"""


def test_a_function_of_the_same_name_as_its_module(tmp_path: Path) -> None:
    """`import pkg.make as m` takes the attribute of the package, which is the function."""
    check(tmp_path, FUNCTION_OVER_SUBMODULE, target="pkg.make:make")


SUBMODULE_NOT_FUNCTION = """
== pkg/__init__.py
== pkg/make.py
def make(): ...
== pkg/use.py
from pkg import make
import pkg.make
make()
make.make()  #> call
pkg.make.make()  #> call
"""


def test_a_module_of_the_same_name_as_its_function(tmp_path: Path) -> None:
    check(tmp_path, SUBMODULE_NOT_FUNCTION, target="pkg.make:make")


@pytest.mark.parametrize(
    ("target", "hint"),
    [
        ("pkg.a:mak", "pkg.a:make"),
        ("pkg.aa:make", "pkg.a:make"),
        ("pkg.a.mke", "pkg.a:make"),
        ("a:make", "pkg.a:make"),
    ],
)
def test_unknown_targets_name_the_nearest(tmp_path: Path, target: str, hint: str) -> None:
    root = tree(tmp_path, split(""))
    with pytest.raises(BadTarget) as caught:
        trace_tree(root, target)
    assert hint in str(caught.value)


@pytest.mark.parametrize(
    "target", ["", ":", "pkg.a:", ":make", "pkg..a:make", "pkg.a:make:make", "pkg/a.py:make", " "]
)
def test_malformed_targets_are_errors_of_the_user(tmp_path: Path, target: str) -> None:
    root = tree(tmp_path, split(""))
    if target == "pkg.a:":
        assert str(trace_tree(root, target).target) == "pkg.a"
        return
    with pytest.raises(BadTarget):
        trace_tree(root, target)


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    from graphkit.report.formats import render

    root = tree(tmp_path, split(FACADE.replace("#>", "#")))
    assert render(trace_tree(root), "json") == render(trace_tree(root), "json")


def test_removing_a_file_changes_only_its_own_part(tmp_path: Path) -> None:
    root = tree(tmp_path, split(FACADE.replace("#>", "#")))
    before = found_in(trace_tree(root))
    (root / "pkg/direct.py").unlink()
    after = found_in(trace_tree(root))
    assert after == [line for line in before if not line.startswith("pkg/direct.py:")]
    (root / "pkg/use.py").unlink()
    assert found_in(trace_tree(root)) == [line for line in after if not line.startswith("pkg/use.py:")]
