from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from graphkit.analysis.ranking import rank_modules
from graphkit.model.config import Deprecation
from graphkit.model.ranking import POLICIES, RankedModule
from tests.unit.analysis.ranked_flows import imports_of, radii_of, trace_of


def ranked(
    edges: str,
    consumers: str,
    reexports: str = "",
    sizes: Mapping[str, int] = {},
    policy: str = POLICIES[0],
) -> dict[str, RankedModule]:
    trace = trace_of(edges, consumers, reexports)
    return {row.module: row for row in rank_modules(trace, radii_of(trace, sizes), policy=policy)}


FACADE = "a:f>facade:f b:>core:f facade:f>core:f"


def test_consumers_then_facade_then_definition() -> None:
    found = ranked(FACADE, "a b", "a facade")
    assert [(m.rank, m.wave, m.step, m.module, m.role) for m in found.values()] == [
        (1, 1, 1, "a", "consumer"),
        (2, 1, 2, "b", "consumer"),
        (3, 2, 3, "facade", "facade"),
        (4, 3, 4, "core", "definition"),
    ]
    assert found["facade"].waits_for == ("a",)
    assert found["core"].waits_for == ("b", "facade")
    assert (found["a"].unblocks, found["core"].unblocks) == (1, 0)
    assert (found["a"].frees, found["b"].frees) == (("facade",), ())
    assert (found["a"].transitive, found["a"].direct) == (12, 1)


def test_the_canary_then_what_unblocks_then_the_smallest_radius_then_the_name() -> None:
    edges = "a:f>core:f b:f>core:f c:f>facade:f d:f>core:f e:f>core:f facade:f>core:f"
    found = ranked(edges, "a b c d e", "facade", {"a": 5, "b": 1, "c": 9, "d": 5, "e": 7})
    assert list(found) == ["b", "c", "a", "d", "e", "facade", "core"]
    assert [m.module for m in found.values() if m.canary] == ["b", "facade"]
    assert (found["a"].ties, found["d"].ties) == (("d",), ("a",))
    assert "tied with d: the name decides" in found["a"].reasons
    assert "canary for import: before 4 others like it" in found["b"].reasons
    assert "frees facade: waits for it alone" in found["c"].reasons
    assert list(ranked(edges, "a b c d e", "facade", {"a": 5, "b": 1}, "risk-first"))[:2] == ["a", "b"]


def test_an_unknown_policy_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        ranked(FACADE, "a b", "facade", policy="fastest-first")


def test_what_moves_together_stands_together_and_is_named() -> None:
    edges = "a:f>x:f x:f>y:f y:g>x:g x:g>core:f test_x:>x:f@patch_string z:f>core:f"
    found = ranked(edges, "a test_x z", "x y")
    assert [m.module for m in found.values()] == ["a", "z", "x", "y", "test_x", "core"]
    assert found["x"].together == ("test_x", "y")
    assert found["test_x"].together == ("x", "y")
    assert len({found[m].step for m in ("x", "y", "test_x")}) == 1
    assert "cycle of symbol flow with y: they move together" in found["x"].reasons
    assert "in the same step: test_x" in found["x"].reasons
    assert found["test_x"].reasons[0] == "patches the name in x: each patch moves with the module it patches"


def test_the_definition_stands_last_in_its_step_and_tests_of_it_before() -> None:
    edges = "core:f>zeta:f zeta:f>core:f test_core:f>core:f test_p:>core:f@patch_string"
    found = ranked(edges, "test_core test_p", "zeta", {"zeta": 9})
    assert [(m.module, m.role) for m in found.values()] == [
        ("test_core", "test"),
        ("test_p", "consumer"),
        ("zeta", "facade"),
        ("core", "definition"),
    ]
    assert found["core"].together == ("test_p", "zeta")
    assert "a test of the deprecated behaviour" in found["test_core"].reasons[1]


def test_possible_uses_are_what_facade_and_definition_wait_for() -> None:
    trace = trace_of("a:f>facade:f facade:f>core:f", "a", "facade", {"maybe": 2})
    rows = {row.module: row for row in rank_modules(trace, radii_of(trace))}
    assert [(row.module, row.possible) for row in rows.values()] == [
        ("a", 0),
        ("facade", 0),
        ("maybe", 2),
        ("core", 0),
    ]
    assert "2 possible uses may go through it: maybe.py:90, maybe.py:91" in rows["facade"].reasons
    assert "waits until 2 possible uses are changed or signed off: maybe.py:90, maybe.py:91" in (
        rows["core"].reasons
    )
    signed = Deprecation("old", "core:f", signed_off=("maybe.py",))
    after = rank_modules(trace, radii_of(trace), deprecation=signed)
    assert [row.module for row in after] == ["a", "facade", "core"]
    assert not any("possible" in reason for row in after for reason in row.reasons)


def test_churn_and_flags_are_told_where_known() -> None:
    trace = trace_of("a:f>core:f b:f>core:f c:f>core:f", "a b c")
    rows = rank_modules(
        trace,
        radii_of(trace),
        imports=imports_of("new>b x>core"),
        deprecation=Deprecation("old", "core:f", replacement="new:New"),
        churn={"b.py": 3, "c.py": 1},
    )
    found = {row.module: row for row in rows}
    # a is the canary; of the others the quieter goes first
    assert list(found) == ["a", "c", "b", "core"]
    assert (found["a"].churn, found["b"].churn) == (0, 3)
    assert "3 commits in the last 90 days" in found["b"].reasons
    assert found["b"].flags == ("local import or split: the replacement imports this module (new → b)",)
    assert found["c"].flags == ()
    assert {row.churn for row in rank_modules(trace, radii_of(trace))} == {None}


def test_nobody_uses_it() -> None:
    (only,) = ranked("", "").values()
    assert (only.module, only.role, only.wave) == ("core", "definition", 1)
    assert only.reasons[:2] == (
        "nothing takes the symbol from it",
        "holds the definition: goes when nothing takes it any more",
    )


def test_a_module_that_is_gone_over_nothing_takes_from() -> None:
    trace = trace_of("star:f>core:f@star_import a:f>star:f", "a", "star")
    rows = {row.module: row for row in rank_modules(trace, radii_of(trace))}
    assert [row.module for row in rows.values()] == ["a", "star", "core"]
    assert rows["star"].passive
    assert rows["star"].step == rows["core"].step
    assert rows["star"].reasons[1] == "nothing to edit: has it by a star import, as long as core gives it"
    # nothing to edit waits for nobody, so the consumer frees nothing
    assert rows["a"].frees == ()
    assert rows["core"].waits_for == ()


def test_the_order_of_the_input_says_nothing() -> None:
    trace = trace_of("a:f>facade:f b:f>core:f t:>b:f@patch_string facade:f>core:f", "a b t", "facade")
    turned = replace(trace, flow=trace.flow[::-1], consumers=trace.consumers[::-1])
    assert rank_modules(trace, radii_of(trace)) == rank_modules(turned, radii_of(trace))
