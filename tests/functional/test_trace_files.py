"""Layouts of trees, and files that are odd, broken, or written for another Python."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.functional.trees import check, found_in, split, trace_tree, tree

LAYOUTS = {
    "namespace package": """
== ns/sub/f.py
from pkg.a import make  #> =import:make
== ns/use.py
from ns.sub.f import make  #> import
from .sub import f
make(), f.make()  #> call call
""",
    "directory without __init__ below a package": """
== pkg/loose/use.py
from pkg.a import make  #> import =import:make
from ..a import make as mk  #> import
make(), mk()  #> call call
== pkg/user.py
from pkg.loose.use import make  #> import
make()  #> call
""",
    "scripts beside each other": """
== scripts/helper.py
from pkg.a import make  #> =import:make
== scripts/run.py
from helper import make  #> import
import helper
make()  #> call
helper.make()  #> call
""",
    "file beside a package of the name": """
== pkg/f.py
def make(): ...
== pkg/f/__init__.py
from pkg.a import make  #> =import:make
== pkg/use.py
from pkg.f import make  #> import
make()  #> call
""",
    "stub alone": """
== pkg/f.pyi
from pkg.a import make as make  #> =import:make
== pkg/use.py
from pkg.f import make  #> import
make()  #> call
""",
    "stub beside its module": """
== pkg/f.pyi
def make(): ...
== pkg/f.py
from pkg.a import make  #> =import:make
== pkg/use.py
from pkg.f import make  #> import
make()  #> call
""",
    "conftest": """
== tests/conftest.py
import pytest
from pkg.a import make  #> import
@pytest.fixture
def made():
    return make()  #> call.later
""",
    "notebook": """
== notes/x.ipynb
{
 "cells": [
  {"cell_type": "markdown", "metadata": {}, "source": ["from pkg.a import make"]},
  {
   "cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [],
   "source": [
    "%matplotlib inline\\n",
    "from pkg.a import make\\n",  #> import
    "!ls\\n",
    "x = make()"  #> call
   ]
  },
  {
   "cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [],
   "source": [
    "%%time\\n",
    "make()\\n",  #> call
    "def f():\\n",
    "    return make()\\n"  #> call.later
   ]
  }
 ],
 "metadata": {}, "nbformat": 4, "nbformat_minor": 5
}
""",
    "left out by default": """
== .venv/lib/use.py
from pkg.a import make
make()
== .hidden/use.py
from pkg.a import make
make()
== pkg/__pycache__/use.py
from pkg.a import make
make()
== pkg/use.py
from pkg.a import make  #> import
make()  #> call
""",
    "names that cannot be imported": """
== pkg/my-script.py
from pkg.a import make  #> import
make()  #> call
== 01-first.py
from pkg.a import make  #> import
make()  #> call
""",
    "names of characters": """
== pkg/größe.py
from pkg.a import make as mäke  #> =import:mäke
== pkg/use.py
from pkg.größe import mäke  #> import
mäke()  #> call
""",
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layouts(tmp_path: Path, name: str) -> None:
    result = check(tmp_path, LAYOUTS[name])
    assert result.files.seen == result.files.total


def test_two_roots(tmp_path: Path) -> None:
    text = """
== lib/other_lib/f.py
from pkg.a import make  #> =import:make
== app/pkg/__init__.py
== app/pkg/a.py
def make(): ...
== app/run.py
from other_lib.f import make  #> import
make()  #> call
"""
    check(tmp_path, text, roots=("app", "lib"))


def test_src_layout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from graphkit.workflows.trace import trace

    files = {
        "src/pkg/__init__.py": "",
        "src/pkg/a.py": "def make(): ...\n",
        "tests/test_a.py": "from pkg.a import make\nmake()\n",
    }
    monkeypatch.chdir(tree(tmp_path, dict(files)))
    result = trace("pkg.a:make", cache=False)
    assert found_in(result) == ["tests/test_a.py:1 import", "tests/test_a.py:2 call"]
    assert [consumer.is_test for consumer in result.consumers] == [True]


def test_a_symlink_loop_is_not_followed(tmp_path: Path) -> None:
    root = tree(tmp_path, split("== pkg/use.py\nfrom pkg.a import make\nmake()\n"))
    (root / "pkg" / "again").symlink_to(root / "pkg", target_is_directory=True)
    assert found_in(trace_tree(root)) == ["pkg/use.py:1 import", "pkg/use.py:2 call"]


_USE = b"from pkg.a import make\nmake()\n"
READ = ["pkg/use.py:1 import", "pkg/use.py:2 call"]


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"\xef\xbb\xbf" + _USE, READ),
        (_USE.replace(b"\n", b"\r\n"), READ),
        (_USE.replace(b"\n", b"\r"), READ),
        (b"\x0c" + _USE.replace(b"\nmake", b"\n\x0cmake"), READ),
        (b"if 1:\n\tfrom pkg.a import make\n\tmake()\n", ["pkg/use.py:2 import", "pkg/use.py:3 call"]),
        (
            b"# -*- coding: latin-1 -*-\nx = '\xe9'; from pkg.a import make\nmake()\n",
            ["pkg/use.py:2 import", "pkg/use.py:3 call"],
        ),
        (b"# coding: utf-8\n" + _USE, ["pkg/use.py:2 import", "pkg/use.py:3 call"]),
        (b"", []),
        (b"\n\n\n", []),
        (b"# only a comment", []),
        (_USE.rstrip(b"\n"), READ),
        (b"from pkg.a import make; x = '''\n\n\n'''; make()\n", ["pkg/use.py:1 import", "pkg/use.py:4 call"]),
        (
            "名 = 1; é = 'é'; from pkg.a import make; make()\n".encode(),
            ["pkg/use.py:1 call", "pkg/use.py:1 import"],
        ),
    ],
    ids=[
        "bom",
        "crlf",
        "cr",
        "form feed",
        "tabs",
        "latin-1",
        "utf-8 declared",
        "empty",
        "blank",
        "comment",
        "no newline",
        "long string",
        "characters",
    ],
)
def test_readable_files(tmp_path: Path, raw: bytes, found: list[str]) -> None:
    root = tree(tmp_path, {**split(""), "pkg/use.py": raw})
    result = trace_tree(root)
    assert found_in(result) == found
    assert result.problems == ()
    assert result.files == (3, 3)


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (_USE + b"def broken(:\n", READ),
        (b"def broken(:\n    pass\n\n" + _USE, ["pkg/use.py:4 import", "pkg/use.py:5 call"]),
        (_USE + b"x = (1,\n", READ),
        (_USE + b"x = 'open\n", READ),
        (b"from pkg.a import make\nx = '\xe9'\nmake()\n", ["pkg/use.py:1 import", "pkg/use.py:3 call"]),
        (b"from pkg.a import make\nx = '\x00'\nmake()\n", ["pkg/use.py:1 import", "pkg/use.py:3 call"]),
        (b"# coding: no-such-codec\n" + _USE, ["pkg/use.py:2 import", "pkg/use.py:3 call"]),
        (b"<<<<<<< HEAD\n" + _USE + b"=======\n>>>>>>> x\n", ["pkg/use.py:2 import", "pkg/use.py:3 call"]),
    ],
    ids=[
        "bad def after",
        "bad def before",
        "open bracket",
        "open string",
        "undeclared encoding",
        "null byte",
        "unknown encoding",
        "merge conflict",
    ],
)
def test_files_that_python_refuses(tmp_path: Path, raw: bytes, found: list[str]) -> None:
    """What can be read is used, the file is a problem with a line and a hint, the others are as before."""
    good = {"pkg/good.py": "from pkg.a import make\nmake()\n"}
    root = tree(tmp_path, {**split(""), **good, "pkg/use.py": raw})
    result = trace_tree(root)
    assert found_in(result) == ["pkg/good.py:1 import", "pkg/good.py:2 call", *found]
    assert {problem.file for problem in result.problems} == {"pkg/use.py"}
    assert all(problem.line > 0 and problem.what and problem.hint for problem in result.problems)


@pytest.mark.parametrize(
    "lines",
    [
        "x = " + "(" * 3000 + "make()" + ")" * 3000,
        "x = " + "-" * 3000 + "make()",
        "x = " + "[" * 3000 + "make()" + "]" * 3000,
        "x = make()" + ".x" * 3000,
        "x = make()" + " + 1" * 5000,
        "if x:\n    pass\n" + "elif x:\n    pass\n" * 5000 + "else:\n    make()",
        "".join("  " * n + "if x:\n" for n in range(90)) + "  " * 90 + "make()",
        "".join("  " * n + f"def f{n}():\n" for n in range(90)) + "  " * 90 + "make()",
    ],
    ids=["parentheses", "signs", "lists", "attributes", "sum", "elif", "blocks", "functions"],
)
def test_deep_nesting_is_read(tmp_path: Path, lines: str) -> None:
    text = f"from pkg.a import make\nx = 1\n{lines}\n"
    root = tree(tmp_path, {**split(""), "pkg/use.py": text})
    number = next(n for n, line in enumerate(text.split("\n"), 1) if "make()" in line)
    found = [(use.line, use.kind) for c in trace_tree(root).consumers for use in c.uses]
    assert found == [(1, "import"), (number, "call")]


SYNTAX = {
    "type statements": """
== pkg/use.py
from pkg.a import make  #> import
type X[T: int = str, *Ts, **P] = list[T]
def f[T](x: T) -> T: return make(x)  #> call.later
class C[T]:
    y = make()  #> call
""",
    "nested f-strings": """
== pkg/use.py
from pkg.a import make  #> import
x = f"{make(f"{make("x")}")}"  #> call call
y = f"{'\\n'.join(make())}"  #> call
""",
    "except without parentheses": """
== pkg/use.py
from pkg.a import make  #> import
try:
    make()  #> call
except ValueError, KeyError:
    make()  #> call
""",
    "guarding except without parentheses": """
== pkg/use.py
try:
    from pkg.a import make  #> import!
except ImportError, ValueError:
    make = None
""",
    "t-strings": """
== pkg/use.py
from pkg.a import make  #> import
x = t"{make()}"  #> call
""",
    "lazy imports": """
== pkg/use.py
lazy from pkg.a import make  #> import
lazy import pkg.a as b
make(), b.make()  #> call call
""",
    "names that are keywords elsewhere": """
== pkg/use.py
from pkg.a import make  #> import
match = type = case = lazy = print = make  #> reference
match(), type(), print()  #> call call call
""",
    "match": """
== pkg/use.py
from pkg.a import make  #> import
match make():  #> call
    case {"x": [1, *_], **rest} if make():  #> call
        make()  #> call
    case _: make()  #> call
""",
    "parenthesised with": """
== pkg/use.py
from pkg.a import make  #> import
with (
    make() as x,  #> call
    make() as y,  #> call
):
    pass
""",
    "star expressions": """
== pkg/use.py
from pkg.a import make  #> import
x = [*make(), *(1, 2)]  #> call
print(*make(), **make())  #> call call
def f(*args: *make): ...  #> annotation
y = x[*make()]  #> call
""",
    "positional-only, walrus, decorators": """
== pkg/use.py
from pkg.a import make  #> import
def f(a, /, b=(c := make()), *, d): ...  #> call
@(lambda g: g)
@make if f else make  #> reference reference
def h(): ...
""",
    "Python 2": """
== pkg/use.py
from pkg.a import make  #> import
print "x", make()  #> call
print >>f, make()  #> call
exec "x" in {}
try: make()  #> call
except ValueError, e: make()  #> call
x = make() <> 0777L  #> call
raise ValueError, make()  #> call
make()  #> call
""",
    "finally with return": """
== pkg/use.py
from pkg.a import make  #> import
def f():
    try:
        pass
    finally:
        return make()  #> call.later
""",
}


@pytest.mark.parametrize("name", SYNTAX)
def test_syntax_of_every_version(tmp_path: Path, name: str) -> None:
    check(tmp_path, SYNTAX[name])


def test_an_unreadable_file_costs_only_itself(tmp_path: Path) -> None:
    root = tree(tmp_path, split("== pkg/use.py\nfrom pkg.a import make\nmake()\n"))
    (root / "pkg" / "gone.py").symlink_to(root / "nowhere.py")
    result = trace_tree(root)
    assert found_in(result) == READ
    assert {problem.file for problem in result.problems} <= {"pkg/gone.py"}


def test_valid_code_that_the_parser_does_not_know_is_not_called_an_error(tmp_path: Path) -> None:
    files = {
        "pkg/a.py": "def make(): ...\n",
        # a format that begins with "=", and a default of a type parameter (PEP 696)
        "pkg/new.py": "from pkg.a import make\nmake()\nprint(f'{make:=.2Uf}')\nclass B[T = int]: ...\n",
        "pkg/bad.py": "from pkg.a import make\nmake()\ndef (:\n",
    }
    trace = trace_tree(tree(tmp_path, files), "pkg.a:make")
    assert [(problem.file, problem.what) for problem in trace.problems] == [
        ("pkg/bad.py", "syntax error"),
        ("pkg/new.py", "syntax not understood"),
    ]
    assert [consumer.module for consumer in trace.consumers] == ["pkg.bad", "pkg.new"]
