"""The order of migration keeps what the symbol flow demands, on random flows and by every policy."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.analysis.obligations import Obligation, obligations
from graphkit.analysis.ranking import rank_modules
from graphkit.model.config import Deprecation, GoldenPath
from graphkit.model.imports import BlastRadius
from graphkit.model.names import Symbol
from graphkit.model.problems import FilesSeen
from graphkit.model.ranking import POLICIES, RankedModule
from graphkit.model.uses import Consumer, Definition, FlowEdge, Reexport, Trace, Use

T = TypeVar("T")
MODULES = (*"abcdef", "test_g", "test_h", "test_i")
SYMBOLS = [Symbol(module, name) for module in MODULES for name in ("f", "")]
GIVERS = [*(symbol for symbol in SYMBOLS if symbol.name), Symbol("z", "f"), Symbol("z", "f")]
HOW = ("import", "import", "star_import", "patch_string", "call")
edges = st.tuples(st.sampled_from(SYMBOLS), st.sampled_from(GIVERS), st.sampled_from(HOW))
GOLDEN = Deprecation("old", "z:f", golden_paths=(GoldenPath("p", (), ("test_i.py",)),), signed_off=("s.py",))


def trace_of(takes: Collection[tuple[Symbol, Symbol, str]], consumers: Collection[str]) -> Trace:
    """Make a trace in which the edges of a consumer are its uses; a and s have a possible use too."""
    flow = tuple(
        FlowEdge(taker, giver, f"{taker.module}.py", line, "import_time", False, how)
        for line, (taker, giver, how) in enumerate(takes, 1)
    )
    uses = {
        module: tuple(
            Use(e.file, e.line, e.how, e.when, False, "certain", "f", source=str(e.giver))
            for e in flow
            if e.taker.module == module
        )
        for module in consumers
    }
    for module in ("a", "s"):
        possible = Use(f"{module}.py", 99, "reference", "call_time", False, "possible", "f")
        uses[module] = (*uses.get(module, ()), possible)
    return Trace(
        target=Symbol("z", "f"),
        definitions=(Definition("z", "z.py", 1, "function", "f"),),
        reexports=tuple(
            Reexport(e.taker.module, "f", str(e.giver), e.file, e.line, e.how, e.when, False)
            for e in flow
            if e.taker.name and e.taker.module not in consumers
        ),
        consumers=tuple(
            Consumer(module, f"{module}.py", module.startswith("test_"), (), found)
            for module, found in sorted(uses.items())
            if found
        ),
        exports=(),
        dangling=(),
        flow=flow,
        mentions=None,
        problems=(),
        files=FilesSeen(9, 9),
    )


def settled(trace: Trace) -> Trace:
    """Every giver has a file: modules that only give re-export."""
    known = {edge.taker.module for edge in trace.flow} | {c.module for c in trace.consumers} | {"z"}
    missing = sorted({edge.giver.module for edge in trace.flow} - known)
    more = tuple(Reexport(m, "f", "z:f", f"{m}.py", 1, "import", "import_time", False) for m in missing)
    return replace(trace, reexports=(*trace.reexports, *more))


traces = st.builds(
    lambda takes, consumers: settled(trace_of(takes, consumers)),
    st.lists(edges, max_size=18),
    st.sets(st.sampled_from(MODULES)),
)


@settings(max_examples=1000, deadline=None)
@given(traces, st.permutations(range(len(MODULES) + 1)), st.sampled_from(POLICIES), st.randoms())
def test_every_constraint_holds_for_every_policy(
    trace: Trace, sizes: list[int], policy: str, order: random.Random
) -> None:
    radii = {"s": BlastRadius("s", "s.py", 0, 0, 0, 0, 0, 0)} | {
        module: BlastRadius(module, f"{module}.py", 0, size, 0, size // 3, size, 0)
        for module, size in zip([*MODULES, "z"], sizes, strict=True)
    }
    ranked = rank_modules(trace, radii, deprecation=GOLDEN, policy=policy)
    rows = {row.module: row for row in ranked}
    parts = {part.module: part for part in obligations(trace, GOLDEN)}
    assert set(rows) == set(parts)
    assert "s" not in rows
    assert [row.rank for row in ranked] == list(range(1, len(ranked) + 1))
    # steps and waves only go up, and a step is of one wave
    assert [(row.wave, row.step) for row in ranked] == sorted((row.wave, row.step) for row in ranked)
    assert len({(row.wave, row.step) for row in ranked}) == len({row.step for row in ranked})
    assert all(row.reasons for row in ranked)
    reach = closure(parts)
    for part in parts.values():
        check_takers(part, parts, rows, reach)
        check_patches(part, parts, rows)
        check_tests(part, rows)
    # the same, whatever order the facts come in
    shuffled = replace(trace, flow=mixed(trace.flow, order), consumers=mixed(trace.consumers, order))
    assert rank_modules(shuffled, radii, deprecation=GOLDEN, policy=policy) == ranked


def mixed(items: tuple[T, ...], order: random.Random) -> tuple[T, ...]:
    return tuple(order.sample(items, len(items)))


def closure(parts: Mapping[str, Obligation]) -> dict[str, set[str]]:
    """Module → all that it takes from, even indirectly, by the definition."""
    reach = {module: set(part.givers) for module, part in parts.items()}
    for _ in parts:
        for found in reach.values():
            found |= {further for giver in list(found) for further in reach[giver]}
    return reach


def check_takers(
    giver: Obligation,
    parts: Mapping[str, Obligation],
    rows: Mapping[str, RankedModule],
    reach: Mapping[str, set[str]],
) -> None:
    """A binding goes only after all that takes from it; what lies on a cycle goes at once."""
    row = rows[giver.module]
    for name in giver.takers:
        taker = rows[name]
        if name in reach[giver.module]:
            assert taker.step == row.step
            assert name in row.together
        elif parts[name].passive:
            # it holds the name as long as any of its givers does
            assert taker.wave >= row.wave
            assert name not in row.waits_for
        elif name not in row.waits_for:
            # it patches the name, here or where a star import alone has it from here
            assert parts[name].patches
            assert (taker.step, name in row.together) == (row.step, True)
        else:
            assert taker.rank < row.rank
            assert taker.wave < row.wave or taker.role == "test"


def check_patches(
    part: Obligation, parts: Mapping[str, Obligation], rows: Mapping[str, RankedModule]
) -> None:
    """A patch moves with what it patches; the module of the patches with the last where it can wait."""
    row = rows[part.module]
    patched = [rows[name] for name in part.patches if not parts[name].passive]
    for other in patched:
        assert part.module in other.together or part.module == other.module
    if patched and not part.givers and not part.takers and len(patched) == len(part.patches):
        assert row.wave == max(other.wave for other in patched)
        assert row.step in {other.step for other in patched}


def check_tests(part: Obligation, rows: Mapping[str, RankedModule]) -> None:
    """Tests of the old behaviour go just before the definition, those of golden paths as any consumer."""
    if part.role == "test":
        assert (rows[part.module].wave, part.givers) == (rows["z"].wave, ("z",))
        assert rows[part.module].rank < rows["z"].rank
        assert part.module != "test_i"
