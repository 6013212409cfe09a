from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.extract.cache import Cache, open_cache
from graphkit.extract.source_tree import read_source_tree
from graphkit.extract.suite import holds_tests, read_parts, read_suite
from graphkit.model.tree import SourceTree
from tests.conftest import WriteTree


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("def test_a(): ...\n", True),
        ("x = 1\n@mark\nasync def test_a(): ...\n", True),
        ("class TestA:\n    x = 1\n\n    def test_a(self): ...\n", True),
        ("class A(base.AsyncTestCase, metaclass=M):\n    def test_a(self): ...\n", True),
        ("class A(\n    Shared,\n    TestCase,\n):\n    async def test_a(self): ...\n", True),
        ("class A:\n    def test_a(self): ...\n", False),
        ("class TestA:\n    def make(self): ...\n\ndef other():\n    def test_a(): ...\n", False),
        ("@pytest.fixture\ndef test_db(): ...\n", False),
        ("import a\n", False),
        ("class TestA:\n    def __init__(self): ...\n    def test_a(self): ...\n", False),
        ("class TestA:\n    class In:\n        def __init__(self): ...\n    def test_a(self): ...\n", True),
        ("TEXT = '''\ndef test_a(): ...\n'''\ndef test_b(): ...\n", True),
        # only the parser tells
        ("@pytest.fixture(\n    scope='session',\n)\ndef test_db(): ...\n", None),
        ("TEXT = '''\ndef test_a(): ...\n'''\n", None),
        (
            "class TestA:\n    def test_a(self):\n        pass\n    __test__ = 0\n",
            None,
        ),
        ("if x:\n    def test_a(): ...\n", None),
    ],
)
def test_search_for_tests(text: str, found: bool | None) -> None:
    assert holds_tests(text.encode()) is found


FILES = {
    "pkg/__init__.py": "",
    "pkg/test_mode.py": "mode = 'def test_a'\n",
    "tests/conftest.py": "pytest_plugins = ['tests.fixtures', 'gone']\n",
    "tests/fixtures.py": "@pytest.fixture(\n    scope='module',\n)\ndef test_db(): ...\n",
    "tests/deep/conftest.py": "",
    "tests/deep/er/checks.py": "def test_a(): ...\n",
    "tests/test_text.py": "TEXT = '''\ndef test_a(): ...\n'''\n",
    "tests/test_broken.py": "def test_a(:\n",
    "tests/notes.ipynb": "{}",
}


def read(root: Path) -> SourceTree:
    return read_source_tree([str(root)])[0]


def test_suite_of_a_tree(write_tree: WriteTree) -> None:
    suite = read_suite(read(write_tree({**FILES})), Cache())
    assert [(row.module, row.conftests) for row in suite.modules] == [
        ("tests.deep.er.checks", ("tests.deep.conftest", "tests.conftest")),
        ("tests.test_broken", ("tests.conftest",)),
    ]
    assert suite.plugins == (("tests.conftest", "tests.fixtures"),)


def test_the_cache_answers_and_follows_a_change(write_tree: WriteTree, tmp_path: Path) -> None:
    root = write_tree({**FILES})
    cache = open_cache(str(tmp_path / "cache"))
    first = read_suite(read(root), cache)
    assert read_suite(read(root), cache) == first == read_suite(read(root), Cache())
    (root / "tests" / "deep" / "er" / "checks.py").write_text("def check(): ...\n", encoding="utf-8")
    assert [row.module for row in read_suite(read(root), cache).modules] == ["tests.test_broken"]


def test_parts_of_some_modules(write_tree: WriteTree) -> None:
    found = read_parts(read(write_tree({**FILES})), ["tests.deep.er.checks", "tests.fixtures"])
    assert [part.name for part in found["tests.deep.er.checks"]] == ["test_a"]
    assert [part.kind for part in found["tests.fixtures"]] == ["fixture"]
