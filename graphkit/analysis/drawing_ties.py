"""The edges of a drawing: what stands behind each, and which of them need not be drawn."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from graphkit.analysis.feedback_arcs import Pair, components, feedback_arcs
from graphkit.model.drawing import CUT, Edge
from graphkit.model.imports import CALL_TIME, IMPORT_TIME, TYPE_CHECKING, ImportGraph
from graphkit.model.uses import FlowEdge

_WHEN = (IMPORT_TIME, CALL_TIME, TYPE_CHECKING)


class Tie(NamedTuple):
    """What stands behind one edge: how many statements, when the first run, whether all those are guarded."""

    statements: int
    when: str
    guarded: bool
    # of the statement when there is one
    line: int = 0


Ties = Mapping[Pair, Tie]


def import_ties(graph: ImportGraph, whens: Collection[str] = (IMPORT_TIME, CALL_TIME)) -> dict[Pair, Tie]:
    """Return importer and imported → the imports between them that run at one of `whens`."""
    found: dict[Pair, Tie] = {}
    for edge in graph.edges:
        if edge.when in whens and edge.importer != edge.imported:
            _add(found, (edge.importer, edge.imported), Tie(1, edge.when, edge.guarded, edge.line))
    return found


def merged_ties(ties: Ties, group_of: Mapping[str, str]) -> dict[Pair, Tie]:
    """Return the ties between groups; modules that are in no group are left out."""
    found: dict[Pair, Tie] = {}
    for (taker, giver), tie in ties.items():
        pair = group_of.get(taker, ""), group_of.get(giver, "")
        if all(pair) and pair[0] != pair[1]:
            _add(found, pair, tie)
    return found


def _add(found: dict[Pair, Tie], pair: Pair, tie: Tie) -> None:
    known = found.get(pair)
    if known is None:
        found[pair] = tie
        return
    statements = known.statements + tie.statements
    if tie.when == known.when:
        found[pair] = Tie(statements, known.when, known.guarded and tie.guarded)
    else:
        first = min(tie, known, key=lambda one: _WHEN.index(one.when))
        found[pair] = Tie(statements, first.when, first.guarded)


def reduced(ties: Ties) -> set[Pair]:
    """Return the edges from which all others follow: who reaches whom stays as it is.

    A transitive reduction (A. Aho, M. Garey, J. Ullman, 1972) of the graph without a set of edges that close
    its cycles, and these edges. O(nodes × edges).
    """
    import networkx as nx

    back = set(feedback_arcs({pair: tie.statements for pair, tie in ties.items()}))
    graph = nx.DiGraph(pair for pair in sorted(ties) if pair not in back)
    return set(nx.transitive_reduction(graph).edges) | back


def drawn_edges(ties: Ties, pairs: Iterable[Pair], cut: Collection[Pair] = ()) -> tuple[Edge, ...]:
    """Return the edges of the given pairs, sorted; those in `cut` look like ones to be removed."""
    return tuple(_edge(pair, ties[pair], pair in cut) for pair in sorted(pairs))


def _edge(pair: Pair, tie: Tie, cut: bool) -> Edge:
    label = f"l. {tie.line}" if tie.line else f"{tie.statements:,} lines"
    return Edge(*pair, label, CUT if cut else tie.when, tie.guarded, tie.statements)


def on_cycles(ties: Ties) -> list[frozenset[str]]:
    """Return the sets of nodes that lie on cycles together, largest first."""
    return components(ties)


def flow_ties(flow: Iterable[FlowEdge]) -> dict[Pair, Tie]:
    """Return taker's and giver's module → the takes between them."""
    found: dict[Pair, Tie] = {}
    for edge in flow:
        if edge.taker.module != edge.giver.module:
            pair = edge.taker.module, edge.giver.module
            _add(found, pair, Tie(1, edge.when, edge.guarded, edge.line))
    return found
