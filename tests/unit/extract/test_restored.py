from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.analysis.resolution import Resolver
from graphkit.extract.cache import Cache
from graphkit.extract.code_facts import CodeFacts
from graphkit.extract.restored import RestoredFacts
from graphkit.extract.source_tree import read_source_tree
from graphkit.model.names import Symbol
from tests.functional.trees import tree as write


def restored(root: Path, symbol: str, files: dict[str, str]) -> RestoredFacts:
    write(root, dict(files))
    tree, _ = read_source_tree([str(root)], exclude=(), tests=())
    module, _, name = symbol.partition(":")
    return RestoredFacts(tree, CodeFacts(tree, Cache()), Symbol(module, name))


@pytest.mark.parametrize(
    "files",
    [
        {"pkg/__init__.py": "", "pkg/a.py": "x = 1\n"},
        {"pkg/__init__.py": ""},
        {"other.py": ""},
    ],
    ids=["module there", "module gone", "package gone"],
)
def test_what_still_names_it_resolves_to_where_it_was(tmp_path: Path, files: dict[str, str]) -> None:
    facts = restored(tmp_path, "pkg.a:make", {**files, "user.py": "from pkg.a import make\n"})
    resolver = Resolver(facts.tree, facts, stop=frozenset({Symbol("pkg.a", "make")}))
    assert {(t.kind, t.module, t.name) for t in resolver.denote("user", "make")} == {
        ("symbol", "pkg.a", "make")
    }
    assert "pkg.a" in set(facts)
    assert len(facts) == len(facts.tree.modules)


def test_the_rest_of_the_module_is_as_it_is(tmp_path: Path) -> None:
    facts = restored(tmp_path, "pkg.a:make", {"pkg/__init__.py": "", "pkg/a.py": "x = 1\n"})
    assert [binding.name for binding in facts["pkg.a"].bindings] == ["x", "make"]
    assert [b.name for b in facts.occurrences("pkg.a", "x").bindings] == ["x"]


def test_a_file_that_is_gone_says_nothing(tmp_path: Path) -> None:
    facts = restored(tmp_path, "pkg.a:make", {"other.py": ""})
    assert facts.occurrences("pkg.a", "make") == ((), ())
