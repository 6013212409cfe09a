"""Which files hold a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.extract.cache import Cache
from graphkit.extract.file_digests import FileDigests
from graphkit.extract.mentions import Mentions
from graphkit.extract.source_tree import read_source_tree


def search(root: Path, files: dict[str, str]) -> Mentions:
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8")
    tree, _ = read_source_tree([str(root)])
    return Mentions(tree, FileDigests(Cache(), tree), lambda what, done, total: None)


def test_words_are_found_wherever_they_stand(tmp_path: Path) -> None:
    files = {"a.py": "make()", "b.py": "# make", "c.py": "x = 'make.x'", "d.py": "Make"}
    mentions = search(tmp_path, files)
    assert mentions.of(["make", "x"]) == {"make": ("a", "b", "c"), "x": ("c",)}
    assert mentions.of(["gone"]) == {"gone": ()}
    assert mentions.of([]) == {}


def test_parts_of_words_are_none(tmp_path: Path) -> None:
    files = {
        "a.py": "remake = make_ = make2 = ümake",
        "b.py": "remake.make",
        "c.py": "remake",
        "d.py": "makeü",
    }
    assert search(tmp_path, files).of(["make"]) == {"make": ("b",)}


def test_words_of_any_alphabet(tmp_path: Path) -> None:
    assert search(tmp_path, {"a.py": "größe = 1"}).of(["größe"]) == {"größe": ("a",)}


def test_within_some_modules(tmp_path: Path) -> None:
    mentions = search(tmp_path, {"a.py": "make", "b.py": "make", "c.py": "make"})
    assert mentions.of(["make"], ["c", "a"]) == {"make": ("a", "c")}
    assert mentions.of(["make"], []) == {"make": ()}
    assert mentions.of(["make"]) == {"make": ("a", "b", "c")}


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("from a import *", ("a",)),
        ("from . a . b import*", (".a.b",)),
        ("from .. import\t*", ("..",)),
        ("from a \\\n  import \\\n  *", ("a",)),
        ("from a import *; from b import  *", ("a", "b")),
        ("from größe import *", ("größe",)),
    ],
)
def test_star_imports(tmp_path: Path, text: str, sources: tuple[str, ...]) -> None:
    mentions = search(tmp_path, {"m.py": text, "n.py": "from a import b\nx = 2 * 3"})
    assert mentions.star_imports() == {"m": sources}
    assert mentions.star_imports() == {"m": sources}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import m\ngetattr(m, name)", True),
        ("import a as m\ngetattr(m,\n  name)", True),
        ("from a import (\n  b,\n  m,\n)\ngetattr(m.sub, name)", True),
        ("m = a.b\ngetattr(m, f'{name}')", True),
        ("m = import_module(x)\ngetattr(m, name)", True),
        ("m: Module = sys.modules[x]\ngetattr(m, name)", True),
        ("m = a if x else b\ngetattr(m, name)", True),
        ("for m in (a, b):\n    getattr(m, name)", True),
        ("if m := import_module(x):\n    getattr(m, name)", True),
        ("getattr(importlib.import_module(x), name)", True),
        ("getattr(sys.modules[x], name)", True),
        ("from importlib import import_module as load\ngetattr(load(x), name)", True),
        ("getattr((a or b), name)", True),
        ("import m\ngetattr(m, 'name')", False),
        ("import m\nhasattr(m, name)", False),
        ("def f(m, name):\n    return getattr(m, name)", False),
        ("m = Thing()\ngetattr(m, name)", False),
        ("getattr(self, name)", False),
        ("x = 1", False),
    ],
)
def test_computed_getattrs(tmp_path: Path, text: str, found: bool) -> None:
    assert search(tmp_path, {"m.py": text}).computed_getattrs(["m", "b", "a", "x"], ["m"]) == (
        ("m",) if found else ()
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import pkg.facade as m", True),
        ("from pkg import facade as m", True),
        ("from pkg import (\n    other,\n    facade as m,\n)", True),
        ("import pkg\nm = pkg.facade", True),
        ("m = import_module('pkg.facade')", True),
        ("m = sys.modules['pkg.facade']", True),
        ("for m in (pkg.facade, x):\n    pass", True),
        ("import pkg\nm = pkg\ngetattr(pkg.facade, name)", True),
        ("from pkg.facade import name as m", False),
        ("import other as m  # not the facade", False),
        ('"""The facade."""\nimport other as m', False),
    ],
)
def test_only_texts_that_get_hold_of_the_module_matter(tmp_path: Path, text: str, found: bool) -> None:
    mentions = search(tmp_path, {"m.py": f"{text}\ngetattr(m, name)\n"})
    assert mentions.computed_getattrs(["facade"], ["m"]) == (("m",) if found else ())


def test_what_cannot_be_read_is_a_problem_once(tmp_path: Path) -> None:
    mentions = search(tmp_path, {"a.py": "make", "b.py": "make"})
    (tmp_path / "a.py").unlink()
    assert mentions.of(["make"]) == {"make": ("b",)}
    assert mentions.of(["other"]) == {"other": ()}
    assert [(problem.file, problem.line) for problem in mentions.problems] == [("a.py", 0)]


def test_words_are_those_of_the_text_whatever_its_encoding(tmp_path: Path) -> None:
    (tmp_path / "latin.py").write_bytes("# coding: latin-1\ncréé = 1\n".encode("latin-1"))
    (tmp_path / "wide.py").write_bytes("import made\n".encode("utf-16"))
    tree, _ = read_source_tree([str(tmp_path)])
    mentions = Mentions(tree, FileDigests(Cache(), tree), lambda what, done, total: None)
    assert mentions.of(["créé", "made"]) == {"créé": ("latin",), "made": ("wide",)}
    assert [problem.file for problem in mentions.problems] == ["wide.py"]
