from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.extract.repository_files import repository_tree
from graphkit.extract.repository_search import Wanted, glance, imported, tree_texts
from graphkit.model.problems import Problem
from graphkit.model.scan import Repository
from tests.functional.trees import tree

WANTED = Wanted(("connect",), ("wire", "wire.core"))


@pytest.mark.parametrize(
    ("text", "mentioned"),
    [
        ("from wire import connect", True),
        ("import wire\nx = 'connect'", True),
        ("from wire import *", True),
        ("from wire.core import (\n*)", False),
        ("from wire.core import \\\n *", True),
        ("from wired import *", False),
        ("import wire\ngetattr(wire, name)", True),
        ("import wire\ngetattr(hardwired, name)", True),
        ("import wire\nwire.other()", False),
        ("import wire\nreconnect(disconnected, connect_, éconnect)", False),
        # the name, and nothing that it could be taken from
        ("from wires import connect", False),
        ("", False),
    ],
)
def test_what_may_use_the_target(text: str, mentioned: bool) -> None:
    assert glance([("a.py", b""), ("b.py", text.encode())], WANTED).mentioned is mentioned


def test_name_and_module_may_be_in_different_files() -> None:
    texts = [("a.py", b"import wire as w"), ("b.py", b"from a import w\nw.connect()")]
    assert glance(texts, WANTED).mentioned
    assert not glance(texts[1:], WANTED).mentioned


@pytest.mark.parametrize("path", ["src/wire/a.py", "wire.py", "wire/core/x.py"])
def test_a_repository_with_the_module_itself_need_not_spell_it(path: str) -> None:
    assert glance([(path, b"from . import connect")], WANTED).mentioned
    assert not glance([("wires/a.py", b"from . import connect")], WANTED).mentioned


def test_a_glance_counts_all_it_sees() -> None:
    found = glance([("a.py", b"import a\nconnect"), ("b.py", b"import b.c, wire")], WANTED)
    assert found == (True, 2, 32, ("a", "b", "wire"))


@pytest.mark.parametrize(
    ("text", "tops"),
    [
        ("import a.b as c, d", {"a", "d"}),
        ("from a.b import c, d", {"a"}),
        ("from . import a\nfrom .b import c\nfrom ..d import e", set()),
        ("if x:\n    import a\ntry:\n\tfrom b import c\nexcept ImportError: pass", {"a", "b"}),
        ('   "import a\\n",\n   "from b import c\\n"', {"a", "b"}),
        ("important = 1\nfromage = 2\nimport_module('x')", set()),
        ("import a;x = 1", {"a"}),
        ("from é import x\nimport ü.y", {"é", "ü"}),
    ],
)
def test_what_a_text_imports(text: str, tops: set[str]) -> None:
    assert {top.decode() for top in imported(text.encode())} == tops


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    tree(tmp_path, {"a.py": "a", "b.py": "b"})
    found, _, _ = repository_tree(Repository("x", str(tmp_path)), str(tmp_path))
    (tmp_path / "a.py").unlink()
    problems: list[Problem] = []
    assert list(tree_texts(found, problems)) == [("b.py", b"b")]
    assert [(p.file, p.what) for p in problems] == [("a.py", "cannot be read: no such file or directory")]
