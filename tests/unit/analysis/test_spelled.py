"""Names that are spelled out in strings."""

from __future__ import annotations

import pytest

from graphkit.analysis.spelled import spelled_path, spelled_values
from graphkit.model.facts import Value
from tests.unit.analysis.code import Code

MEMBER = {("member", "pkg.a", "make", "")}


@pytest.mark.parametrize("text", ["pkg.a.make", "pkg.a:make", "pkg:a.make"])
def test_paths_of_the_tree(text: str) -> None:
    assert spelled_path(Code({}).resolver(), text) == MEMBER


def test_a_path_is_read_up_to_the_name() -> None:
    resolver = Code({}).resolver()
    assert spelled_path(resolver, "pkg.a.make.attribute", "make") == MEMBER
    assert spelled_path(resolver, "pkg.a.other", "make") == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "make",
        "pkg",
        "elsewhere.a.make",
        "pkg.a.make()",
        "pkg/a/make",
        "pkg..a",
        ".pkg.a",
        "say pkg.a.make",
        "pkg.a.",
    ],
)
def test_other_texts_are_no_paths(text: str) -> None:
    assert spelled_path(Code({}).resolver(), text) == frozenset()


def test_missing_parts_are_missing() -> None:
    (thing,) = spelled_path(Code({}).resolver(), "pkg.gone.make")
    assert Code({}).resolver().follow([thing]) == {("missing", "pkg.gone", "make", "")}


@pytest.mark.parametrize(
    ("text", "dotted"),
    [
        ("make", ["make"]),
        ("a.make", ["a.make"]),
        ("list[make] | None", ["make"]),
        ("dict[make, pkg.a.make]", ["make", "pkg.a.make"]),
        ("remake", []),
        ("make_it", []),
        ("", []),
    ],
)
def test_annotations(text: str, dotted: list[str]) -> None:
    assert [_dotted(value) for value in spelled_values(text, "make")] == dotted


def _dotted(value: Value) -> str:
    return f"{_dotted(value.base[0])}.{value.name}" if value.base else value.name
