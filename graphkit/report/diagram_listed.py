"""The listed chains as a drawing, from nothing but the list."""

from __future__ import annotations

from graphkit.model.chains import Chain, ChainLink, Chains
from graphkit.model.drawing import DEFINITION, FACADE, MODULE, TAKES, Budget, Diagram, Edge, Node
from graphkit.model.names import parent, parse_symbol
from graphkit.report.palette import in_order
from graphkit.report.text_layout import count

_LINES_NAMED = 3


def draw_listed(chains: Chains, budget: Budget) -> Diagram:
    """Return the diagram of the listed chains: the shortest, as many as the budget holds; the caption counts.

    When a statement runs is not known from a list of chains, so all arrows look the same.
    """
    drawn = _within(chains.chains, budget)
    links: dict[tuple[str, str], set[ChainLink]] = {}
    for chain in drawn:
        for link in chain.imports:
            links.setdefault((link.importer, link.imported), set()).add(link)
    starts = {chain.modules[0] for chain in drawn}
    ends = {chain.modules[-1] for chain in drawn}
    passed: dict[str, int] = {}
    for chain in drawn:
        for module in set(chain.modules):
            passed[module] = passed.get(module, 0) + 1
    nodes = tuple(
        Node(
            module,
            module.rpartition(".")[2],
            (f"{count(chains_here, 'chain')}",),
            DEFINITION if module in ends else MODULE if module in starts else FACADE,
            parent(module),
            (module,),
        )
        for module, chains_here in sorted(passed.items())
    )
    edges = tuple(_edge(*pair, found) for pair, found in sorted(links.items()))
    states, looks = in_order((node.state for node in nodes), (edge.look for edge in edges))
    target = parse_symbol(chains.target)
    return Diagram(
        target.name or target.module,
        chains.target,
        nodes,
        edges,
        _caption(chains, len(drawn)),
        states,
        looks,
        heading="Chains to",
    )


def _within(chains: tuple[Chain, ...], budget: Budget) -> tuple[Chain, ...]:
    """Return the first chains that together keep the budget, one at least."""
    modules: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    for number, chain in enumerate(chains):
        modules |= set(chain.modules)
        pairs |= {(link.importer, link.imported) for link in chain.imports}
        if number and (len(modules) > budget.nodes or len(pairs) > budget.edges):
            return chains[:number]
    return chains


def _edge(taker: str, giver: str, links: set[ChainLink]) -> Edge:
    lines = sorted({link.line for link in links})
    label = "l. " + ", ".join(map(str, lines[:_LINES_NAMED])) + (" …" if len(lines) > _LINES_NAMED else "")
    return Edge(taker, giver, label, TAKES, guarded=False, statements=len(links))


def _caption(chains: Chains, drawn: int) -> tuple[str, ...]:
    shortest = "" if drawn == chains.count else ", the shortest"
    through = f" through {chains.via}" if chains.via else ""
    shown = f"{drawn:,} of {count(chains.count, 'chain')}{through}{shortest}."
    return (
        f"{shown} Arrows run from importer to imported.",
        f"Files seen: {chains.files.seen:,} of {chains.files.total:,}.",
    )
