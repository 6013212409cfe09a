from __future__ import annotations

from graphkit.analysis.obligations import obligations
from graphkit.analysis.rank_reasons import importance, some, standing, tie
from graphkit.analysis.waves import place
from graphkit.model.imports import BlastRadius
from tests.unit.analysis.ranked_flows import trace_of

RADIUS = BlastRadius("a", "a.py", 1, 12, 1, 3, 2, 10)


def reasons(edges: str, consumers: str, reexports: str, module: str) -> list[str]:
    rows = obligations(trace_of(edges, consumers, reexports))
    obligation = next(row for row in rows if row.module == module)
    return list(standing(obligation, place(rows)[module], {"core"}))


def test_who_must_move_first_and_from_where_it_is_taken() -> None:
    edges = "a:f>facade:f b:f>facade:f c:f>facade:f d:f>facade:f facade:f>core:f a:>core:f"
    assert reasons(edges, "a b c d", "facade", "a") == [
        "nothing takes the symbol from it",
        "takes it through facade and from the definition",
    ]
    assert reasons(edges, "a b c d", "facade", "facade") == [
        "4 modules must move first: a, b, c and 1 more",
        "takes it from the definition",
    ]
    assert reasons(edges, "a b c d", "facade", "core") == [
        "2 modules must move first: a, facade",
        "holds the definition: goes when nothing takes it any more",
    ]


def test_what_orders_it_inside_its_wave() -> None:
    assert list(importance(("x", "y"), RADIUS, 1, "import", 1)) == [
        "the only one of its pattern: import",
        "frees x, y: wait for it alone",
        "blast radius 12 (2 production, 10 tests), 3 at import time",
        "1 commit in the last 90 days",
    ]
    assert list(importance((), RADIUS, 0, "", 4)) == [
        "blast radius 12 (2 production, 10 tests), 3 at import time"
    ]


def test_ties_and_long_lists() -> None:
    assert list(tie(("a", "b"), 12)) == ["tied with a, b and 10 more: the name decides"]
    assert list(tie((), 0)) == []
    assert some(("a", "b", "c")) == "a, b, c"
