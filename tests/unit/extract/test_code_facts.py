"""The facts of a tree's files, read when first asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graphkit.extract.cache import Cache, open_cache
from graphkit.extract.code_facts import KEPT_TREES, CodeFacts
from graphkit.extract.file_digests import FileDigests
from graphkit.extract.source_tree import read_source_tree
from graphkit.model.tree import SourceTree


def read(root: Path, files: dict[str, str | bytes]) -> SourceTree:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    tree, _ = read_source_tree([str(root)])
    return tree


def names(facts: CodeFacts, module: str) -> list[tuple[str, int]]:
    return [(binding.name, binding.place.line) for binding in facts[module].bindings]


def test_it_is_a_mapping_of_all_modules(tmp_path: Path) -> None:
    facts = CodeFacts(read(tmp_path, {"a.py": "x = 1", "b.py": "y = 2"}), Cache())
    assert sorted(facts) == ["a", "b"]
    assert len(facts) == 2
    assert "a" in facts
    assert "gone" not in facts
    assert facts.get("gone") is None
    assert names(facts, "b") == [("y", 1)]


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    tree = read(tmp_path, {"a.py": "x = 1", "b.py": "def ("})
    facts = CodeFacts(tree, Cache())
    (tmp_path / "a.py").write_text("changed = 1")
    assert names(facts, "a") == [("changed", 1)]
    assert facts.problems == ()


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"import a\ndef (:\n", "syntax not understood"),
        (b"x = 1\nx = '\x00'\n", "null"),
        (b"x = '\xe9'\n", ""),
    ],
)
def test_a_bad_file_is_a_problem_and_its_rest_is_read(tmp_path: Path, raw: bytes, what: str) -> None:
    facts = CodeFacts(read(tmp_path, {"good.py": "x = 1", "bad.py": raw}), Cache())
    assert facts["bad"].bindings
    assert facts["good"].bindings
    (problem,) = facts.problems
    assert problem.file == "bad.py"
    assert what in problem.what
    assert problem.line >= 1
    assert problem.hint
    assert facts.unreadable == 0


def test_a_file_that_is_gone_is_empty_and_a_problem(tmp_path: Path) -> None:
    facts = CodeFacts(read(tmp_path, {"a.py": "x = 1"}), Cache())
    (tmp_path / "a.py").unlink()
    assert facts["a"].bindings == ()
    assert [problem.what for problem in facts.problems] == ["cannot be read: No such file or directory"]
    assert facts.unreadable == 1


def notebook(*cells: list[str]) -> str:
    code: list[dict[str, object]] = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": lines}
        for lines in cells
    ]
    return json.dumps({"cells": code, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)


def test_lines_of_a_notebook_are_those_of_its_file(tmp_path: Path) -> None:
    text = notebook(["%magic\n", "import first\n"], ["second = first.call()"])
    lines = text.split("\n")
    tree = read(tmp_path, {"n.ipynb": text})
    (file,) = tree.files
    facts = CodeFacts(tree, Cache())
    assert [
        (name, "import first" in lines[line - 1] or "second" in lines[line - 1])
        for name, line in names(facts, file.module)
    ] == [("first", True), ("second", True)]
    found = facts.occurrences(file.module, "first")
    assert "first.call" in lines[found.references[-1].place.line - 1]


def test_a_stub_says_what_an_unread_getattr_provides(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "p/__init__.py": "import lazy\n__getattr__ = lazy.attach_stub(__name__, __file__)\n",
        "p/__init__.pyi": "from .a import make as make\n",
        "p/a.py": "def make(): ...\n",
    }
    facts = CodeFacts(read(tmp_path, files), Cache())
    assert [lazy.name for lazy in facts["p"].lazy] == ["make"]
    assert not facts["p"].open_getattr


def test_preloading_gives_the_same_as_asking_with_and_without_a_cache(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {f"m{n}.py": f"from m{n + 1} import x\ny{n} = 1\n" for n in range(70)}
    files |= {"n.ipynb": notebook(["import m1\n"]), "bad.py": "def (:\n"}
    tree = read(tmp_path / "tree", files)
    asked = CodeFacts(tree, Cache())
    expected = {module: asked[module] for module in asked}
    for cache in (Cache(), open_cache(str(tmp_path / "c")), open_cache(str(tmp_path / "c"))):
        facts = CodeFacts(tree, cache)
        facts.preload(tree.modules, FileDigests(cache, tree))
        assert dict(facts) == expected
        assert facts.problems == asked.problems


def test_occurrences_do_not_depend_on_how_many_files_were_parsed(tmp_path: Path) -> None:
    count = KEPT_TREES + 5
    facts = CodeFacts(read(tmp_path, {f"m{n}.py": f"make({n})\n" for n in range(count)}), Cache())
    first = [facts.occurrences(f"m{n}", "make") for n in range(count)]
    assert [facts.occurrences(f"m{n}", "make") for n in range(count)] == first
    assert all(len(found.references) == 1 for found in first)


def test_preloading_names_gives_the_same_as_asking_with_and_without_a_cache(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"m{n}.py": f"from m{n + 1} import x\nx({n})\ny = x\n" for n in range(30)
    }
    files |= {"n.ipynb": notebook(["import m1\n", "x = m1.x\n"]), "bad.py": "def (:\nx\n"}
    tree = read(tmp_path / "tree", files)
    asked = CodeFacts(tree, Cache())
    expected = {(module, name): asked.occurrences(module, name) for module in asked for name in "xy"}
    for cache in (Cache(), open_cache(str(tmp_path / "c")), open_cache(str(tmp_path / "c"))):
        facts = CodeFacts(tree, cache)
        facts.preload(list(tree.modules)[:20], FileDigests(cache, tree), ["x"])
        facts.preload(tree.modules, FileDigests(cache, tree), ["x", "y"])
        assert {(module, name): facts.occurrences(module, name) for module, name in expected} == expected
        assert dict(facts) == {module: asked[module] for module in asked}
        assert facts.problems == asked.problems
