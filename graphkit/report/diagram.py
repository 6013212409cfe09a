"""A traced symbol as a drawing, before any format: what is drawn, and what the caption must say."""

from __future__ import annotations

from collections.abc import Container

from graphkit.model.drawing import DEFINITION, FACADE, SHIM, Budget, Diagram, Edge, Node
from graphkit.model.ranking import Ranking
from graphkit.model.uses import Trace
from graphkit.report.diagram_parts import Part, Take, parts_of, takes_of
from graphkit.report.diagram_steps import Group, View, views
from graphkit.report.palette import EDGES, in_order

_LINES_NAMED = 3
_GROUPS_NAMED = 5
_DETAIL_WIDTH = 36
_FEW_EDGES = 40


def draw_diagram(trace: Trace, ranking: Ranking | None = None, budget: Budget = Budget()) -> Diagram:  # noqa: B008
    """Turn a trace into a diagram within a budget, coarsened as little as needed; the caption says how.

    With a ranking every module shows its wave.
    """
    parts, takes = parts_of(trace), takes_of(trace)
    view, edges = first_within(budget, parts, takes)
    waves = {row.module: row.wave for row in ranking.modules} if ranking else {}
    nodes = tuple(sorted(node_of(group, parts, waves) for group in view.groups))
    states, looks = in_order((node.state for node in nodes), (edge.look for edge in edges))
    return Diagram(
        trace.target.name or trace.target.module,
        str(trace.target),
        nodes,
        edges,
        _caption(trace, view, parts),
        states,
        looks,
        any(edge.guarded for edge in edges),
    )


def first_within(
    budget: Budget, parts: dict[str, Part], takes: tuple[Take, ...], last: Container[str] = ()
) -> tuple[View, tuple[Edge, ...]]:
    """Return the least coarse view that keeps the budget, with its edges; for `last` see `views`."""
    for view in views(parts, takes, budget.nodes, last):
        if len(view.groups) <= budget.nodes:
            edges = edges_of(view, takes)
            # merged nodes draw edges together: what was a fan becomes a mesh
            legible = max(_FEW_EDGES, 2 * len(view.groups)) if view.steps else budget.edges
            if len(edges) <= min(budget.edges, legible):
                break
    return view, edges


def edges_of(view: View, takes: tuple[Take, ...]) -> tuple[Edge, ...]:
    """Return the edges between the nodes of a view, sorted."""
    group_of = {module: group for group in view.groups for module in group.members}
    between: dict[tuple[str, str], list[Take]] = {}
    for take in takes:
        taker, giver = group_of.get(take.taker), group_of.get(take.giver)
        if taker and giver and taker is not giver:
            between.setdefault((taker.key, giver.key), []).append(take)
    return tuple(_edge(*pair, found) for pair, found in sorted(between.items()))


def _edge(taker: str, giver: str, found: list[Take]) -> Edge:
    order = list(EDGES)
    look = min((take.look for take in found), key=order.index)
    guarded = all(take.guarded for take in found if take.look == look)
    if len({take.taker for take in found}) > 1:
        return Edge(taker, giver, f"{len(found)} lines", look, guarded, len(found))
    lines = sorted({take.line for take in found})
    label = "l. " + ", ".join(map(str, lines[:_LINES_NAMED])) + (" …" if len(lines) > _LINES_NAMED else "")
    renamed = sorted({take.renamed for take in found} - {""})
    label += f" as {renamed[0]}" if renamed else ""
    return Edge(taker, giver, label, look, guarded, len(found))


def node_of(group: Group, parts: dict[str, Part], waves: dict[str, int]) -> Node:
    """Return the node of a group, with what is to be known of its members."""
    members = [parts[module] for module in group.members]
    uses = sum(part.uses for part in members)
    facts = [f"{len(members)} modules"] if len(members) > 1 else []
    facts += [members[0].detail] if len(members) == 1 and members[0].detail else []
    facts += [f"{uses} use{'s' * (uses != 1)}"] if uses else []
    mine = sorted({waves[module] for module in group.members if module in waves})
    if mine:
        facts.append(f"wave {mine[0]}" if len(mine) == 1 else f"waves {mine[0]} to {mine[-1]}")
    line = " · ".join(facts)
    details = (line,) if 0 < len(line) <= _DETAIL_WIDTH else tuple(facts)
    return Node(group.key, group.title, details, group.state, group.cluster, group.members)


def _caption(trace: Trace, view: View, parts: dict[str, Part]) -> tuple[str, ...]:
    consumers = {consumer.module for consumer in trace.consumers}
    alone = sum(len(group.members) == 1 and group.members[0] in consumers for group in view.groups)
    merged = (group.members for group in view.groups if len(group.members) > 1)
    grouped = sum(module in consumers for members in merged for module in members)
    if alone == len(consumers):
        shown = f"All {alone} consumers shown" if alone != 1 else "The one consumer shown"
    else:
        shown = f"Shown one by one: {alone} of {len(consumers)} consumers; in groups: {grouped}"
    facades = sum(part.state in (FACADE, SHIM) for part in parts.values())
    lines = [f"{shown}; {facades} facade{'s' * (facades != 1)}. Arrows run from importer to imported."]
    lines += [f"{step}." for step in view.steps]
    lines += [f"{line}." for line in groups_told(view)]
    if view.left_out:
        lost = sum(module in consumers for module in view.left_out)
        lines.append(f"Left out: {len(view.left_out)} modules, {lost} of them consumers.")
    if not any(part.state == DEFINITION for part in parts.values()):
        lines.append("The definition is not in the tree.")
    count = len(trace.problems)
    unread = f"; {count} problem{'s' if count != 1 else ''}" if count else ""
    return (*lines, f"Files seen: {trace.files.seen:,} of {trace.files.total:,}{unread}.")


def groups_told(view: View) -> tuple[str, ...]:
    """Name the largest groups, in a sentence."""
    merged = [group for group in view.groups if len(group.members) > 1]
    if not merged:
        return ()
    largest = sorted(merged, key=lambda group: (-len(group.members), group.key))
    named = ", ".join(f"{group.title} ({len(group.members)})" for group in largest[:_GROUPS_NAMED])
    more = len(merged) - _GROUPS_NAMED
    return (f"Groups: {named}{f' and {more} more' if more > 0 else ''}",)
