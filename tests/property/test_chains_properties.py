"""Counts and listings of chains equal brute force on small random graphs."""

from __future__ import annotations

from itertools import dropwhile, islice, pairwise
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.analysis.chain_counts import count_chains
from graphkit.analysis.chains import iter_chains
from graphkit.analysis.cuts import find_cuts, minimum_cut
from graphkit.analysis.flow_graph import FlowGraph, flow_graph
from graphkit.model.chains import Chain, ChainLink
from graphkit.model.names import Symbol

MODULES = "abcd"
TARGET = Symbol("z", "f")


class Case(NamedTuple):
    """A random flow and where its chains begin."""

    takes: tuple[tuple[Symbol, Symbol], ...]
    starts: tuple[str, ...]

    def graph(self) -> FlowGraph:
        links = {(t, g): ChainLink(t.module, g.module, f"{t.module}.py", 1, g.name) for t, g in self.takes}
        return flow_graph(links, {TARGET}, self.starts)


@st.composite
def cases(draw: st.DrawFn, cyclic: bool = False, names: str = "fg") -> Case:
    """Draw up to eight bindings beside the target, and takes that run one way unless `cyclic`."""
    pool = [Symbol(module, name) for module in MODULES for name in names]
    nodes = [*draw(st.permutations(pool)), TARGET]
    pairs = [
        (taker, giver)
        for i, taker in enumerate(nodes)
        for j, giver in enumerate(nodes)
        if i < j or (cyclic and i != j)
    ]
    takes = draw(st.lists(st.sampled_from(pairs), max_size=18, unique=True))
    starts = draw(st.lists(st.sampled_from(MODULES), min_size=1, unique=True))
    return Case(tuple(takes), tuple(starts))


def brute_force(case: Case) -> list[tuple[Symbol, ...]]:
    """Walk every chain: from each start that its own module does not take from, to the target."""
    givers: dict[Symbol, list[Symbol]] = {}
    for taker, giver in case.takes:
        givers.setdefault(taker, []).append(giver)
    reach = {TARGET}
    for _ in case.takes:
        reach |= {t for t, g in case.takes if g in reach}
    taken_inside = {g for t, g in case.takes if t.module == g.module and t in reach}
    chains: list[tuple[Symbol, ...]] = []

    def walk(path: tuple[Symbol, ...]) -> None:
        if path[-1] == TARGET:
            chains.append(path)
            return
        for giver in givers.get(path[-1], ()):
            walk((*path, giver))

    for node in sorted(reach - {TARGET}):
        if node.module in case.starts and node not in taken_inside:
            walk((node,))
    return sorted(chains, key=lambda path: (_changes(path), path))


def _changes(path: tuple[Symbol, ...]) -> int:
    return sum(a.module != b.module for a, b in pairwise(path))


def spelled(path: tuple[Symbol, ...]) -> Chain:
    """Spell a path of bindings as a chain."""
    steps = [(a, b) for a, b in pairwise(path) if a.module != b.module]
    imports = tuple(ChainLink(a.module, b.module, f"{a.module}.py", 1, b.name) for a, b in steps)
    return Chain((path[0].module, *(b.module for _, b in steps)), imports)


@settings(max_examples=300, deadline=None)
@given(cases())
def test_counts_equal_brute_force(case: Case) -> None:
    expected = brute_force(case)
    graph = case.graph()
    assert count_chains(graph) == len(expected)
    for via in MODULES:
        passing = [path for path in expected if any(symbol.module == via for symbol in path)]
        assert count_chains(graph, {via}) == len(passing)


@settings(max_examples=300, deadline=None)
@given(cases(), st.integers(0, 20), st.sampled_from(["", *MODULES]))
def test_a_listing_is_a_prefix_of_sorted_brute_force(case: Case, limit: int, via: str) -> None:
    expected = [p for p in brute_force(case) if not via or any(symbol.module == via for symbol in p)]
    listed = list(islice(iter_chains(case.graph(), {via} if via else ()), limit))
    assert listed == [spelled(path) for path in expected[:limit]]


@settings(max_examples=300, deadline=None)
@given(cases(cyclic=True), st.sampled_from(["", *MODULES]))
def test_with_cycles_as_many_chains_are_listed_as_counted(case: Case, via: str) -> None:
    graph = case.graph()
    wanted = {via} if via else set()
    chains = list(iter_chains(graph, wanted))
    assert len(chains) == count_chains(graph, wanted)
    for chain in chains:
        assert chain.modules[0] in case.starts
        assert chain.modules[-1] == TARGET.module
        assert [link.importer for link in chain.imports] == list(chain.modules[:-1])
        assert [link.imported for link in chain.imports] == list(chain.modules[1:])
        assert not via or via in chain.modules


@settings(max_examples=300, deadline=None)
@given(cases(cyclic=True))
def test_removing_the_minimum_cut_leaves_no_chain(case: Case) -> None:
    cut = minimum_cut(case.graph())
    assert TARGET.module not in cut
    left = tuple(take for take in case.takes if not {symbol.module for symbol in take} & set(cut))
    assert count_chains(case._replace(takes=left).graph()) == 0


@settings(max_examples=300, deadline=None)
@given(cases(cyclic=True, names="f"))
def test_no_smaller_set_of_modules_cuts_all_chains(case: Case) -> None:
    cut = minimum_cut(case.graph())
    for module in cut:
        left = tuple(
            take
            for take in case.takes
            if module in (take[0].module, take[1].module) or not {symbol.module for symbol in take} & set(cut)
        )
        assert count_chains(case._replace(takes=left).graph()) > 0


@settings(max_examples=300, deadline=None)
@given(cases(), st.sets(st.sampled_from(MODULES)))
def test_consumers_are_told_apart_by_the_facades_on_their_chains(case: Case, facades: set[str]) -> None:
    chains = brute_force(case)
    cuts = find_cuts(case.graph(), facades)
    dominated = dict(cuts.dominated)
    for consumer in case.starts:
        # what comes after the consumer's own bindings
        mine = [
            {symbol.module for symbol in dropwhile(lambda symbol: symbol.module == consumer, path)}  # noqa: B023
            for path in chains
            if path[0].module == consumer
        ]
        passing = [bool(modules & facades) for modules in mine]
        assert (consumer in cuts.facade_only) == (bool(mine) and all(passing))
        assert (consumer in cuts.bypassing) == (bool(mine) and not any(passing))
        assert (consumer in cuts.both) == (any(passing) and not all(passing))
        for module in set(MODULES) - {consumer}:
            always = bool(mine) and all(module in modules for modules in mine)
            assert (consumer in dominated.get(module, ())) == always
