"""Who takes from whom, ready for questions about chains: bindings, or whole modules."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from graphkit.analysis.strong_components import strong_components
from graphkit.model.chains import ChainLink
from graphkit.model.names import Symbol
from graphkit.model.uses import Trace


@dataclass(frozen=True)
class FlowGraph:
    """The part of a graph of takes from which a definition can be reached.

    Nodes are numbers in the order of `symbols`, which is sorted, so comparing numbers compares symbols.
    A definition takes from nobody: a chain ends at the first one it meets.
    """

    symbols: tuple[Symbol, ...]
    # the nodes each node takes from, sorted
    givers: tuple[tuple[int, ...], ...]
    # (taker, giver) → the first statement that takes
    links: Mapping[tuple[int, int], ChainLink]
    definitions: frozenset[int]
    # nodes that lie on cycles together, every component after those it takes from
    components: tuple[tuple[int, ...], ...]
    # node → index of its component
    component_of: tuple[int, ...]
    # for every component, the components it takes from, sorted
    component_givers: tuple[tuple[int, ...], ...]
    # (module, nodes that its chains begin with, one per component), sorted
    starts: tuple[tuple[str, tuple[int, ...]], ...]


def symbol_flow(trace: Trace, origin: str = "") -> FlowGraph:
    """Build the graph of the trace's bindings; chains begin at its consumers, or at `origin` alone."""
    links: dict[tuple[Symbol, Symbol], ChainLink] = {}
    for edge in trace.flow:
        link = ChainLink(edge.taker.module, edge.giver.module, edge.file, edge.line, edge.giver.name)
        _keep_first(links, (edge.taker, edge.giver), link)
    definitions = {Symbol(d.module, d.name or trace.target.name) for d in trace.definitions}
    whole = {definition.module for definition in definitions if not definition.name}
    nodes = {node for pair in links for node in pair}
    definitions |= {node for node in nodes if node.module in whole}
    return flow_graph(links, definitions, chain_starts(trace, origin))


def chain_starts(trace: Trace, origin: str = "") -> tuple[str, ...]:
    """Return the modules that chains begin at.

    The definition's own module is left out: nothing in it needs an import to reach the definition.
    """
    own = {definition.module for definition in trace.definitions}
    modules = (origin,) if origin else tuple(consumer.module for consumer in trace.consumers)
    return tuple(sorted(set(modules) - own))


def flow_graph(
    links: Mapping[tuple[Symbol, Symbol], ChainLink], definitions: Collection[Symbol], starts: Iterable[str]
) -> FlowGraph:
    """Build the graph from `(taker, giver) → link`; O(nodes + edges) but for sorting."""
    takes = [(taker, giver) for taker, giver in links if taker not in definitions and taker != giver]
    kept = _reaching(takes, definitions)
    symbols = tuple(sorted(kept))
    number = {symbol: index for index, symbol in enumerate(symbols)}
    edges = sorted((number[t], number[g]) for t, g in takes if t in kept and g in kept)
    givers: list[list[int]] = [[] for _ in symbols]
    for taker, giver in edges:
        givers[taker].append(giver)
    components = strong_components(givers)
    component_of = [0] * len(symbols)
    for index, members in enumerate(components):
        for member in members:
            component_of[member] = index
    component_givers = tuple(
        tuple(sorted({component_of[g] for member in members for g in givers[member]} - {index}))
        for index, members in enumerate(components)
    )
    return FlowGraph(
        symbols,
        tuple(map(tuple, givers)),
        MappingProxyType({(t, g): links[symbols[t], symbols[g]] for t, g in edges}),
        frozenset(number[d] for d in definitions if d in number),
        tuple(map(tuple, components)),
        tuple(component_of),
        component_givers,
        _starts(symbols, component_of, edges, starts),
    )


def on_chains(graph: FlowGraph) -> tuple[int, ...]:
    """Return the nodes that some chain passes, sorted."""
    seen = {node for _, nodes in graph.starts for node in nodes}
    waiting = list(seen)
    while waiting:
        for giver in graph.givers[waiting.pop()]:
            if giver not in seen:
                seen.add(giver)
                waiting.append(giver)
    return tuple(sorted(seen))


def passes(graph: FlowGraph, component: int, via: Collection[str]) -> bool:
    """Whether a component holds a binding of a module of `via`."""
    return any(graph.symbols[node].module in via for node in graph.components[component])


def _keep_first(
    links: dict[tuple[Symbol, Symbol], ChainLink], pair: tuple[Symbol, Symbol], link: ChainLink
) -> None:
    known = links.get(pair)
    if known is None or (link.file, link.line) < (known.file, known.line):
        links[pair] = link


def _reaching(takes: Iterable[tuple[Symbol, Symbol]], definitions: Collection[Symbol]) -> set[Symbol]:
    takers: dict[Symbol, list[Symbol]] = {}
    for taker, giver in takes:
        takers.setdefault(giver, []).append(taker)
    reached = set(definitions)
    waiting = list(reached)
    while waiting:
        for taker in takers.get(waiting.pop(), ()):
            if taker not in reached:
                reached.add(taker)
                waiting.append(taker)
    return reached


def _starts(
    symbols: tuple[Symbol, ...],
    component_of: list[int],
    edges: Iterable[tuple[int, int]],
    modules: Iterable[str],
) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Find where each module's chains begin: the nodes that no other node of the module takes from."""
    wanted = set(modules)
    firsts: dict[str, dict[int, int]] = {}
    for node, symbol in enumerate(symbols):
        if symbol.module in wanted:
            firsts.setdefault(symbol.module, {}).setdefault(component_of[node], node)
    for taker, giver in edges:
        module, component = symbols[giver].module, component_of[giver]
        if module in wanted and module == symbols[taker].module and component != component_of[taker]:
            firsts[module].pop(component, None)
    return tuple((module, tuple(sorted(nodes.values()))) for module, nodes in sorted(firsts.items()))
