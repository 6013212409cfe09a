"""Draw packages and the imports between them."""

from __future__ import annotations

from collections.abc import Collection

from graphkit.analysis.drawing_groups import groups_told
from graphkit.analysis.drawing_modules import Slice, picture
from graphkit.analysis.drawing_ties import drawn_edges, import_ties
from graphkit.analysis.feedback_arcs import feedback_arcs
from graphkit.model.drawing import Budget, Diagram
from graphkit.model.imports import ImportGraph

_CLOSED = 24


def draw_packages(
    graph: ImportGraph, title: str, tests: Collection[str], depth: int | None, budget: Budget
) -> Diagram:
    """Return the diagram of all packages, opened to `depth` components of names, or as far as fits."""
    ties = import_ties(graph)
    whole = Slice(frozenset(graph.modules), ties, frozenset(tests), "", depth, packages=True)
    # few and closed, unless a depth is asked for: the shape of the whole is what people look for
    room = budget if depth else budget._replace(nodes=min(budget.nodes, _CLOSED))
    drawn = picture(whole, room)
    back = set(feedback_arcs({pair: tie.statements for pair, tie in drawn.ties.items()}))
    summary = (
        f"{len(graph.modules):,} modules with {sum(tie.statements for tie in ties.values()):,} imports "
        "between them. Arrows run from importer to imported; typing-only imports are left out"
    )
    caption = tuple(f"{line}." for line in (summary, *drawn.steps, *groups_told(drawn.nodes)))
    edges = drawn_edges(drawn.ties, drawn.pairs, back)
    return Diagram(title, title, drawn.nodes, edges, caption, heading="Packages of")
