"""Draw the chains from consumers to the definition."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from graphkit.analysis.chain_counts import condensed_cycles, count_chains
from graphkit.analysis.cuts import find_cuts
from graphkit.analysis.drawing_groups import Group, alike, alone, by_package, groups_told, node_keys, node_of
from graphkit.analysis.drawing_ties import Ties, drawn_edges, merged_ties, reduced
from graphkit.analysis.feedback_arcs import Pair
from graphkit.analysis.flow_graph import FlowGraph, on_chains
from graphkit.model.drawing import Budget, Diagram, Node
from graphkit.model.names import Symbol

_EDGES_A_NODE = 2
_FEW_EDGES = 40
_CUT_NAMED = 5


@dataclass(frozen=True)
class ChainMap:
    """What chains pass: modules and the ties between them."""

    graph: FlowGraph
    target: Symbol
    # the module they all pass, "" for any
    via: str
    ties: Ties
    # every module's state
    states: Mapping[str, str]
    # symbols take it from each other, which no other arrow stands for; imports of modules may be reduced
    reducible: bool


def draw_chains(chains: ChainMap, budget: Budget) -> Diagram:
    """Return the diagram of every module that a chain passes, each with how many chains pass it."""
    ties = _ties_on_chains(chains)
    starts = {module for module, _ in chains.graph.starts}
    modules = {name for pair in ties for name in pair}
    ends = {chains.graph.symbols[node].module for node in chains.graph.definitions}
    for groups, steps in _ladder(modules | (ends & modules), starts, ends, ties, chains, budget):
        plain = [node_of(group, ()) for group in groups]
        merged = merged_ties(ties, node_keys(plain))
        pairs = frozenset(merged)
        if chains.reducible and steps:
            pairs = frozenset(reduced(merged))
            steps = (*steps, *_lost(merged, pairs))
        room = min(budget.edges, max(_FEW_EDGES, _EDGES_A_NODE * len(groups))) if steps else budget.edges
        if len(groups) <= budget.nodes and len(pairs) <= room:
            break
    total = count_chains(chains.graph, _via(chains))
    nodes = tuple(sorted(_node(group, chains, total, starts) for group in groups))
    left = modules - {module for node in nodes for module in node.members}
    told = [*_summary(chains, total, len(starts)), *steps]
    if left:
        told.append(f"Left out: {len(left):,} modules")
    told += groups_told(nodes)
    edges = drawn_edges(merged, pairs)
    name = chains.target.name or chains.target.module
    caption = tuple(f"{line}." for line in told)
    return Diagram(name, str(chains.target), nodes, edges, caption, heading="Every chain to")


def _via(chains: ChainMap) -> tuple[str, ...]:
    return (chains.via,) if chains.via else ()


def _ties_on_chains(chains: ChainMap) -> Ties:
    """Return the ties between modules that some chain goes along."""
    graph = chains.graph
    passed = set(on_chains(graph))
    if chains.via:
        at = {node for node in passed if graph.symbols[node].module == chains.via}
        passed &= _reached(graph, at) | _reaching(graph, at)
    pairs = {
        (graph.symbols[taker].module, graph.symbols[giver].module)
        for taker, giver in graph.links
        if taker in passed and giver in passed
    }
    return {pair: tie for pair, tie in chains.ties.items() if pair in pairs and pair[0] != pair[1]}


def _reached(graph: FlowGraph, nodes: Collection[int]) -> set[int]:
    seen, waiting = set(nodes), list(nodes)
    while waiting:
        fresh = set(graph.givers[waiting.pop()]) - seen
        seen |= fresh
        waiting += sorted(fresh)
    return seen


def _reaching(graph: FlowGraph, nodes: Collection[int]) -> set[int]:
    takers: dict[int, list[int]] = {}
    for taker, giver in graph.links:
        takers.setdefault(giver, []).append(taker)
    seen, waiting = set(nodes), list(nodes)
    while waiting:
        fresh = set(takers.get(waiting.pop(), ())) - seen
        seen |= fresh
        waiting += sorted(fresh)
    return seen


def _ladder(
    modules: Collection[str],
    starts: set[str],
    ends: set[str],
    ties: Ties,
    chains: ChainMap,
    budget: Budget,
) -> Iterator[tuple[list[Group], tuple[str, ...]]]:
    """Yield ever coarser groups, and the steps that led there."""
    states = chains.states
    yield alone(modules, states), ()
    givers: dict[str, set[str]] = {}
    for taker, giver in ties:
        givers.setdefault(taker, set()).add(giver)
    taken = {giver for _, giver in ties}
    leaves = {module for module in modules if module in starts and module not in taken} - ends
    same = alike(leaves, states, lambda module: tuple(sorted(givers[module])))
    condensed = "Condensed: consumers of one package that take it from the same place are one node"
    yield [*alone(set(modules) - leaves, states), *same], (condensed,)
    for merging, who in ((leaves, "consumers"), (set(modules) - ends, "modules")):
        rest = alone(set(modules) - merging, states)
        most = budget.nodes - len(rest)
        while most >= 1 and merging:
            groups = by_package(merging, states, most)
            step = f"Packages collapsed: {len(merging):,} {who} are {len(groups):,} nodes by package"
            yield [*rest, *groups], (step,)
            most = most * 3 // 4
    near = {taker for taker, giver in ties if giver in ends} - ends
    groups = by_package(near, states, 1)[: budget.nodes - 1] if near else []
    step = "Direct only: modules that take it from the definition itself"
    yield [*alone(ends & set(modules), states), *groups], (step,)


def _node(group: Group, chains: ChainMap, total: int, starts: set[str]) -> Node:
    if len(group.members) > 1:
        begin = sum(module in starts for module in group.members)
        return node_of(group, (f"chains begin at {begin:,} of them",) if begin else ())
    if chains.via:
        return node_of(group, ("every chain drawn passes it",) if group.members == (chains.via,) else ())
    passing = count_chains(chains.graph, group.members)
    if passing == total:
        return node_of(group, ("on every chain",))
    return node_of(group, (f"on {passing:,} of {total:,} chains",) if passing else ())


def _lost(ties: Ties, pairs: frozenset[Pair]) -> tuple[str, ...]:
    lost = len(ties) - len(pairs)
    return (f"Reduced: arrows that follow from those drawn are left out: {lost:,}",) if lost else ()


def _summary(chains: ChainMap, total: int, starts: int) -> list[str]:
    through = f" through {chains.via}" if chains.via else ""
    what = "imports of modules" if chains.reducible else "takes of the symbol"
    count = f"{total:,} chain{'s' * (total != 1)} of {what}"
    told = [
        f"{count} from {starts:,} consumer{'s' * (starts != 1)}{through}: every way along the arrows is one"
    ]
    cycles = condensed_cycles(chains.graph)
    if cycles:
        inside = sum(map(len, cycles))
        told.append(
            f"{inside:,} modules import each other in {len(cycles):,} cycle{'s' * (len(cycles) != 1)}: "
            "each cycle counts as one place"
        )
    cut = find_cuts(chains.graph, _via(chains)).minimum_cut if total and not chains.reducible else ()
    if 0 < len(cut) <= _CUT_NAMED:
        told.append(f"A smallest set of modules that all chains pass: {', '.join(cut)}")
    return told
