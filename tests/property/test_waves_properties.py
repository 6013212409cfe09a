"""The order of migration keeps what the symbol flow demands, on random flows."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.analysis.waves import rank_modules
from graphkit.model.imports import BlastRadius
from graphkit.model.names import Symbol
from graphkit.model.problems import FilesSeen
from graphkit.model.uses import Consumer, Definition, FlowEdge, Trace

MODULES = tuple("abcdefg")
SYMBOLS = [Symbol(module, name) for module in MODULES for name in "fg"]
pairs = st.tuples(st.sampled_from(SYMBOLS), st.sampled_from([*SYMBOLS, Symbol("z", "f")]))


def trace_of(takes: list[tuple[Symbol, Symbol]]) -> Trace:
    """Make a trace in which every module is a consumer."""
    flow = tuple(FlowEdge(t, g, f"{t.module}.py", 1, "import_time", False) for t, g in takes)
    return Trace(
        target=Symbol("z", "f"),
        definitions=(Definition("z", "z.py", 1, "function", "f"),),
        reexports=(),
        consumers=tuple(Consumer(m, f"{m}.py", False, (), ()) for m in MODULES),
        exports=(),
        dangling=(),
        flow=flow,
        mentions=None,
        problems=(),
        files=FilesSeen(8, 8),
    )


@settings(max_examples=500, deadline=None)
@given(st.lists(pairs, max_size=20), st.permutations(range(8)))
def test_every_module_moves_after_all_that_take_from_it(
    takes: list[tuple[Symbol, Symbol]], sizes: list[int]
) -> None:
    radii = {m: BlastRadius(m, "", 0, n, 0, n, n, 0) for m, n in zip([*MODULES, "z"], sizes, strict=True)}
    ranked = rank_modules(trace_of(takes), radii)
    assert [module.rank for module in ranked] == list(range(1, 9))
    assert all(module.reasons for module in ranked)
    wave = {module.module: module.wave for module in ranked}
    assert [module.wave for module in ranked] == sorted(wave.values())
    reach = {m: {m} for m in wave}
    for _ in wave:
        for taker, giver in takes:
            reach[taker.module] |= reach[giver.module]
    for taker, giver in takes:
        a, b = taker.module, giver.module
        if a in reach[b]:
            assert wave[a] == wave[b]
        else:
            assert wave[a] < wave[b]
    for module in ranked:
        expected = sorted({t.module for t, g in takes if g.module == module.module} - {module.module})
        assert list(module.waits_for) == expected
        givers = {g.module for t, g in takes if t.module == module.module} - {module.module}
        assert module.unblocks == len(givers)
    for first, second in pairwise(ranked):
        if first.wave == second.wave and second.role != "definition":
            assert radii[first.module].import_time < radii[second.module].import_time
