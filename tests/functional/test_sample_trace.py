"""The trace of the bundled sample is what a person wrote down by reading it, section by section."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from typing import Any

import pytest

from graphkit.model.uses import Trace
from graphkit.workflows.bindings import bindings
from graphkit.workflows.trace import trace
from tests.conftest import REPOSITORY

SAMPLE = REPOSITORY / "graphkit" / "samples" / "websocket_app"
TRUTH: dict[str, Any] = json.loads(
    (REPOSITORY / "tests" / "assets" / "websocket_app_truth.json").read_text(encoding="utf-8")
)
SECTIONS: dict[str, dict[str, Any]] = {
    TRUTH["target"]: TRUTH,
    **{other["target"]: other for other in TRUTH["other_targets"]},
}
Row = tuple[object, ...]


@cache
def traced(target: str) -> Trace:
    return trace(target, roots=[str(SAMPLE)], cache=False)


def either_way(target: str) -> set[Row]:
    return {(row["file"], row["line"]) for row in SECTIONS[target].get("either_way", ())}


def rows(items: list[dict[str, Any]], *keys: str) -> Counter[Row]:
    return Counter(tuple(item[key] for key in keys) for item in items)


def of(items: Any, *keys: str) -> Counter[Row]:
    return Counter(tuple(getattr(item, key) for key in keys) for item in items)


@pytest.fixture(params=sorted(SECTIONS))
def target(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_definitions(target: str) -> None:
    keys = ("module", "file", "line")
    assert of(traced(target).definitions, *keys) == rows(SECTIONS[target]["definitions"], *keys)


def test_reexports(target: str) -> None:
    keys = ("module", "name", "origin", "file", "line", "kind")
    assert of(traced(target).reexports, *keys) == rows(SECTIONS[target]["reexports"], *keys)


def test_exports(target: str) -> None:
    """The truth lists the entries of `__all__` of modules that only re-export."""
    result = traced(target)
    consumers = {consumer.file for consumer in result.consumers}
    found = [use for use in result.exports if use.file not in consumers]
    assert of(found, "file", "line") == rows(SECTIONS[target]["exports"], "file", "line")


def test_consumers(target: str) -> None:
    keys = ("module", "file")
    defining = own_modules(target)
    found = [c for c in traced(target).consumers if c.module not in defining]
    assert of(found, *keys) == rows(SECTIONS[target]["consumers"], *keys)


def test_uses(target: str) -> None:
    keys = ("file", "line", "kind", "when", "guarded", "certainty")
    wanted = rows([use for consumer in SECTIONS[target]["consumers"] for use in consumer["uses"]], *keys)
    defining = own_modules(target)
    uses = [use for c in traced(target).consumers if c.module not in defining for use in c.uses]
    # several uses of one kind on one line are written down once
    assert {row for row in of(uses, *keys) if row[:2] not in either_way(target)} == set(wanted)


def own_modules(target: str) -> set[str]:
    """The definition's own module, for targets whose truth leaves it out."""
    return set() if target == TRUTH["target"] else {row["module"] for row in SECTIONS[target]["definitions"]}


def test_dangling(target: str) -> None:
    keys = ("module", "file", "line", "kind", "through", "when", "guarded")
    found = of(traced(target).dangling, *keys)
    left = Counter({row: n for row, n in found.items() if row[1:3] not in either_way(target)})
    assert left == rows(SECTIONS[target]["dangling"], *keys)


def test_lines_that_are_no_uses_are_in_no_list() -> None:
    result = traced(TRUTH["target"])
    found = {(use.file, use.line) for c in result.consumers for use in c.uses}
    found |= {(row.file, row.line) for row in result.reexports}
    found |= {(row.file, row.line) for row in result.exports}
    found |= {(row.file, row.line) for row in result.dangling}
    wrong = [row for row in TRUTH["not_uses"] if (row["file"], row["line"]) in found]
    assert wrong == []


def test_every_use_says_where_it_takes_the_symbol_from(target: str) -> None:
    """A certain use outside `__all__` has a source, and its line holds its name or a star."""
    for consumer in traced(target).consumers:
        lines = (SAMPLE / consumer.file).read_text(encoding="utf-8").split("\n")
        for use in consumer.uses:
            assert use.name in lines[use.line - 1]
            if use.certainty == "certain":
                assert use.source


def test_the_facade_is_reported_on_line_34() -> None:
    facade = "netra_backend.app.websocket_core.canonical_imports"
    lines = [row.line for row in traced(TRUTH["target"]).reexports if row.module == facade]
    assert lines == [34]
    assert facade in traced(TRUTH["target"]).facades


def test_bindings() -> None:
    """What CPython holds after importing every module is what is predicted, for this function."""
    predicted = bindings(roots=[str(SAMPLE)], cache=False)
    found = sorted(
        [module, name]
        for module, names in predicted.modules
        for name, origins in names
        if origins == (TRUTH["target"],)
    )
    importable = {module for module, _ in TRUTH["bindings"]}
    assert [row for row in found if row[0] in importable] == sorted(TRUTH["bindings"])


def test_mentions_are_asked_for() -> None:
    result = trace(TRUTH["target"], roots=[str(SAMPLE)], cache=False, mentions=True)
    assert result.mentions
    uses = {(use.file, use.line, use.column) for c in result.consumers for use in c.uses}
    assert result.consumers == traced(TRUTH["target"]).consumers
    assert {mention.kind for mention in result.mentions} <= {"comment", "docstring", "string"}
    assert uses


def test_all_files_are_seen() -> None:
    files = traced(TRUTH["target"]).files
    assert files.seen == files.total > 60
