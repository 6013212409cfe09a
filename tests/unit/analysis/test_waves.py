from __future__ import annotations

from graphkit.analysis.waves import rank_modules
from graphkit.model.imports import BlastRadius
from graphkit.model.names import Symbol, parse_symbol
from graphkit.model.problems import FilesSeen
from graphkit.model.ranking import RankedModule
from graphkit.model.uses import Consumer, Definition, FlowEdge, Reexport, Trace, Use


def ranked(
    edges: str, consumers: str, reexports: str = "", sizes: dict[str, int] | None = None
) -> dict[str, RankedModule]:
    """Rank "a:f>core:f …"; every consumer has two uses; `sizes` are import-time radii."""
    flow = []
    for edge in edges.split():
        taker, giver = map(parse_symbol, edge.split(">"))
        flow.append(FlowEdge(taker, giver, f"{taker.module}.py", 1, "import_time", False))
    use = Use("", 1, "call", "call_time", False, "certain")
    trace = Trace(
        target=Symbol("core", "f"),
        definitions=(Definition("core", "core.py", 1, "function", "f"),),
        reexports=tuple(
            Reexport(module, "f", "core:f", f"{module}.py", 1, "import", "import_time", False)
            for module in reexports.split()
        ),
        consumers=tuple(
            Consumer(module, f"{module}.py", False, (), (use, use)) for module in consumers.split()
        ),
        exports=(),
        dangling=(),
        flow=tuple(flow),
        mentions=None,
        problems=(),
        files=FilesSeen(1, 1),
    )
    names = {symbol.module for edge in flow for symbol in (edge.taker, edge.giver)} | {"core"}
    names |= set(consumers.split()) | set(reexports.split())
    radii = {m: BlastRadius(m, "", 1, 12, 1, (sizes or {}).get(m, 0), 2, 10) for m in names}
    return {module.module: module for module in rank_modules(trace, radii)}


def test_consumers_move_before_the_facades_they_go_through_and_the_definition_last() -> None:
    found = ranked("a:f>facade:f b:>core:f facade:f>core:f", "a b", "a facade")
    assert [(m.module, m.wave, m.role) for m in found.values()] == [
        ("a", 1, "consumer"),
        ("b", 1, "consumer"),
        ("facade", 2, "facade"),
        ("core", 3, "definition"),
    ]
    assert found["facade"].waits_for == ("a",)
    assert found["core"].waits_for == ("b", "facade")
    assert (found["a"].unblocks, found["core"].unblocks) == (1, 0)
    assert (found["a"].uses, found["facade"].uses) == (2, 1)


def test_a_consumer_from_which_others_take_is_a_facade() -> None:
    found = ranked("a:f>b:f b:f>core:f", "a b", "a b")
    assert {m.module: m.role for m in found.values()} == {
        "a": "consumer",
        "b": "facade",
        "core": "definition",
    }


def test_inside_a_wave_the_smallest_import_time_radius_goes_first() -> None:
    found = ranked("a:f>core:f b:f>core:f c:f>core:f", "a b c", sizes={"a": 5, "b": 1, "c": 5})
    assert list(found) == ["b", "a", "c", "core"]


def test_the_reasons_are_words() -> None:
    found = ranked("a:f>facade:f b:f>facade:f c:f>facade:f d:f>facade:f facade:f>core:f", "a b c d", "facade")
    assert found["a"].reasons == (
        "nothing takes the symbol from it",
        "takes it through facade",
        "blast radius 12 (2 production, 10 tests), 0 at import time",
    )
    assert found["facade"].reasons[:2] == (
        "4 modules must move first: a, b, c and 1 more",
        "takes it from the definition",
    )
    assert found["core"].reasons[:2] == (
        "1 module must move first: facade",
        "holds the definition: goes when nothing takes it any more",
    )


def test_a_facade_and_the_definition_may_both_be_taken_from() -> None:
    found = ranked("a:f>facade:f a:>core:f facade:f>core:f", "a", "facade")
    assert "takes it through facade and from the definition" in found["a"].reasons


def test_a_cycle_of_symbol_flow_moves_together() -> None:
    found = ranked("a:f>x:f x:f>y:f y:g>x:g x:g>core:f y:f>core:f", "a", "x y")
    assert [found[m].wave for m in ("a", "x", "y", "core")] == [1, 2, 2, 3]
    assert "cycle of symbol flow with y: they move together" in found["x"].reasons


def test_a_definition_on_a_cycle_comes_last_in_its_wave() -> None:
    found = ranked("core:f>zeta:f zeta:f>core:f", "", "zeta", sizes={"zeta": 9})
    assert [(m.module, m.wave) for m in found.values()] == [("zeta", 1), ("core", 1)]
