from __future__ import annotations

from dataclasses import replace

import pytest

from graphkit.analysis.obligations import Obligation, matches, obligations
from graphkit.model.config import Deprecation, GoldenPath
from graphkit.model.uses import Trace, Use
from tests.unit.analysis.ranked_flows import trace_of

FLOW = "a:f>facade:f facade:f>core:f test_core:f>core:f test_a:>a:f@patch_string"


def found(trace: Trace, deprecation: Deprecation | None = None) -> dict[str, Obligation]:
    return {row.module: row for row in obligations(trace, deprecation)}


def test_who_takes_who_gives_who_patches() -> None:
    rows = found(trace_of(FLOW, "a test_core test_a", "facade"))
    assert {module: row.role for module, row in rows.items()} == {
        "a": "consumer",
        "core": "definition",
        "facade": "facade",
        "test_a": "consumer",
        "test_core": "test",
    }
    assert (rows["a"].givers, rows["a"].takers) == (("facade",), ())
    assert rows["test_a"].patches == ("a",)
    assert (rows["a"].uses, rows["facade"].uses) == (1, 1)


def test_a_test_on_a_golden_path_is_no_test_of_the_old_behaviour() -> None:
    golden = Deprecation("old", "core:f", golden_paths=(GoldenPath("chat", (), ("test_core.py",)),))
    assert found(trace_of(FLOW, "a test_core", "facade"), golden)["test_core"].role == "consumer"


def test_a_test_that_goes_through_a_facade_too_must_change_before_it() -> None:
    edges = f"{FLOW} test_core:g>facade:f"
    assert found(trace_of(edges, "a test_core", "facade"))["test_core"].role == "consumer"


def test_a_test_that_others_take_from_is_no_test_of_the_old_behaviour() -> None:
    edges = f"{FLOW} b:f>test_core:f"
    assert found(trace_of(edges, "a b test_core", "facade"))["test_core"].role == "consumer"


def test_a_name_held_by_a_star_alone_is_nothing_to_edit_unless_it_is_exported() -> None:
    trace = trace_of("star:f>core:f@star_import own:f>core:f@star_import", "", "star own")
    assert found(trace)["star"].passive
    entry = Use("own.py", 3, "export", "import_time", False, "certain", "f")
    assert not found(replace(trace, exports=(entry,)))["own"].passive


def test_signed_off_possible_uses_hold_nothing_up() -> None:
    trace = trace_of("a:f>core:f", "a", "", {"maybe": 2, "a": 1})
    assert len(found(trace)["maybe"].possible) == 2
    rows = found(trace, Deprecation("old", "core:f", signed_off=("maybe.py", "a.*")))
    assert "maybe" not in rows
    assert rows["a"].possible == ()


@pytest.mark.parametrize(
    ("path", "pattern", "matched"),
    [
        ("a/b.py", "a/b.py", True),
        ("a/b.py", "a", True),
        ("a/b.py", "a/", True),
        ("a/b.py", "a/*.py", True),
        ("b.py", "**/b.py", True),
        ("a/c/b.py", "**/b.py", True),
        ("ab/b.py", "a", False),
        ("a/b.py", "b.py", False),
    ],
)
def test_globs(path: str, pattern: str, matched: bool) -> None:
    assert matches(path, [pattern]) is matched
