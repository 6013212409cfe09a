"""What an analysis of one symbol reads."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping

import pytest

from graphkit.analysis.sources import Sources
from graphkit.model.facts import Occurrences
from tests.unit.analysis.code import Code, tree_of

FILES = {"pkg/f.py": "from pkg.a import *\ngetattr(make, name)"}


def test_each_way_to_ask() -> None:
    sources = Code(FILES).sources
    assert set(sources.facts) == set(sources.tree.modules) == {"pkg", "pkg.a", "pkg.f"}
    assert [reference.place.line for reference in sources.occurrences("pkg.f", "make").references] == [2]
    assert sources.mentions(["make", "nobody"]) == {"make": ("pkg.a", "pkg.f"), "nobody": ()}
    assert sources.mentions(["make"], within=["pkg.f"]) == {"make": ("pkg.f",)}
    assert sources.computed_getattrs(["a"], ["pkg.a", "pkg.f"]) == ("pkg.f",)
    assert sources.star_imports() == {"pkg.f": ("pkg.a",)}


def test_nothing_is_read_before_it_is_asked_for() -> None:
    asked: list[object] = []

    def occurrences(module: str, name: str) -> Occurrences:
        asked.append((module, name))
        return Occurrences((), ())

    def mentions(words: Iterable[str], within: Iterable[str] | None = None) -> Mapping[str, tuple[str, ...]]:
        asked.append(within)
        return dict.fromkeys(words, ())

    def computed_getattrs(words: Iterable[str], modules: Iterable[str]) -> tuple[str, ...]:
        return tuple(modules)

    def star_imports() -> Mapping[str, tuple[str, ...]]:
        return {}

    sources = Sources(tree_of(["a.py"]), {}, occurrences, mentions, computed_getattrs, star_imports)
    assert asked == []
    assert sources.occurrences("a", "make").bindings == ()
    assert sources.mentions(["make"]) == {"make": ()}
    assert asked == [("a", "make"), None]


def test_sources_stay_as_they_are() -> None:
    sources = Code({}).sources
    with pytest.raises(dataclasses.FrozenInstanceError):
        sources.facts = {}  # type: ignore[misc]
