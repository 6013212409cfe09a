"""A diagram as DOT, the language of Graphviz."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import groupby
from textwrap import wrap as fill

from graphkit.model.drawing import DEFINITION, FACADE, FOCUS, SHIM, Diagram, Edge, Node
from graphkit.report.dot_legend import legend, look_of
from graphkit.report.dot_text import attribute, escaped, quoted, room
from graphkit.report.page import gap_between, is_labelled, page_of
from graphkit.report.palette import CLUSTER_FILL, CLUSTER_LINE, EDGES, INK
from graphkit.report.wrapping import wrap

# one name and not a list: Graphviz has the measures of this one, and SVG viewers a substitute
_FONT = "Helvetica"
_TITLE_WIDTH = 32
_CLUSTER_WIDTH = 40
_CAPTION_WIDTH = 104
_UNLABELLED = "In the SVG, what stands behind an arrow is in its tooltip."
# modules that the tooltip of a group names
_NAMED = 25
# an empty line below a label
_LIFT = '<BR/><FONT POINT-SIZE="4"> </FONT>'
_ENDS = (DEFINITION, FACADE, SHIM, FOCUS)


def dot(diagram: Diagram) -> str:
    """Write a diagram as DOT text: importers left or on top, words above, a legend last."""
    labelled, gap, direction = is_labelled(diagram), gap_between(diagram), page_of(diagram).direction
    columns = ", newrank=true" if diagram.columns else ""
    lines = [
        f"digraph {quoted(diagram.subtitle)} {{",
        f'  graph [rankdir={direction}, ranksep={gap:.2f}, nodesep=0.16, bgcolor="#ffffff",',
        f"    pad=0.3{columns}, tooltip={attribute(diagram.subtitle)},",
        f'    fontname="{_FONT}", labelloc=t, labeljust=l, fontcolor="{INK}",',
        f"    label={_heading(diagram, labelled=labelled)}];",
        f'  node [fontname="{_FONT}", fontsize=11, margin="0.18,0.05", height=0.3];',
        f'  edge [fontname="{_FONT}", fontsize=8.5, fontcolor="{INK}", color="{INK}", arrowsize=0.7];',
        *_clusters(diagram),
        *_columns(diagram),
        *(f"  {_edge(edge, direction if labelled else '')}" for edge in diagram.edges),
        *legend(diagram),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _heading(diagram: Diagram, *, labelled: bool) -> str:
    # Graphviz keeps the label of the whole graph clear of the drawing, no other text is safe from edges
    words = (*diagram.caption, *(() if labelled else (_UNLABELLED,)))
    caption = [part for line in words for part in fill(line, _CAPTION_WIDTH, break_long_words=False)]
    title = wrap(f"{diagram.heading} {diagram.title}", _TITLE_WIDTH * 2)
    subtitle = wrap(diagram.subtitle, _CAPTION_WIDTH) if diagram.subtitle != diagram.title else []
    sizes = [
        (18, [f"<B>{escaped(line)}</B>" for line in title]),
        (12, ["&#160;", *map(escaped, subtitle)] if subtitle else []),
        (10, ["&#160;", *map(escaped, caption), "&#160;"]),
    ]
    rows = (
        f'<FONT POINT-SIZE="{size}">' + "".join(f'{line}<BR ALIGN="LEFT"/>' for line in lines) + "</FONT>"
        for size, lines in sizes
        if lines
    )
    return f"<{''.join(rows)}>"


def _clusters(diagram: Diagram) -> Iterator[str]:
    nodes = sorted(diagram.nodes, key=lambda node: (node.cluster, node.key))
    for cluster, found in groupby(nodes, key=lambda node: node.cluster):
        members = list(found)
        if not cluster:
            yield from (f"  {_node(node)}" for node in members)
            continue
        label = "".join(f'{escaped(line)}<BR ALIGN="LEFT"/>' for line in wrap(cluster, _CLUSTER_WIDTH))
        # away from where the most edges come in
        side = "r" if any(node.state in _ENDS for node in members) else "l"
        style = "invis" if all(node.hidden for node in members) else "filled,rounded"
        yield f"  subgraph {quoted('cluster ' + cluster)} {{"
        yield (
            f'    graph [style="{style}", peripheries=1, fillcolor="{CLUSTER_FILL}", '
            f'color="{CLUSTER_LINE}", labelloc=t, labeljust={side}, margin=9, '
            f'label=<<FONT POINT-SIZE="9.5">{label}</FONT>>, tooltip={attribute(cluster)}];'
        )
        yield from (f"    {_node(node)}" for node in members)
        yield "  }"


def _columns(diagram: Diagram) -> Iterator[str]:
    """Put each of the clusters that are columns into one rank, in their order."""
    if not diagram.columns:
        return
    for number, column in enumerate(diagram.columns):
        members = [quoted(node.key) for node in diagram.nodes if node.cluster == column]
        rail = quoted(f"column {number}")
        yield f'  {rail} [style=invis, shape=point, width=0, label=""];'
        yield f"  {{ rank=same; {'; '.join([rail, *members])}; }}"
    rails = " -> ".join(quoted(f"column {number}") for number in range(len(diagram.columns)))
    yield f"  {rails} [style=invis, weight=0];"


def _node(node: Node) -> str:
    title = wrap(node.title, _TITLE_WIDTH)
    details = [part for line in node.details for part in wrap(line, _TITLE_WIDTH + 8)]
    small = "".join(f'<BR/><FONT POINT-SIZE="9">{escaped(line)}</FONT>' for line in details)
    label = f"<<B>{'<BR/>'.join(map(escaped, title))}</B>{small}>"
    look = 'style="invis"' if node.hidden else look_of(node.state)
    # what is not shown keeps the size that gives it its place
    shape = f"{look_of(node.state)}, {look}" if node.hidden else look
    link = f', URL={attribute(node.url)}, target="_blank"' if node.url and not node.hidden else ""
    return f"{quoted(node.key)} [label={label}, {shape}{room(title)}, tooltip={attribute(_tip(node))}{link}];"


def _tip(node: Node) -> str:
    if len(node.members) < 2:
        return node.members[0] if node.members else node.key
    more = len(node.members) - _NAMED
    named = ", ".join(node.members[:_NAMED])
    return f"{len(node.members):,} modules: {named}" + (f" and {more:,} more" if more > 0 else "")


def _edge(edge: Edge, direction: str) -> str:
    """Write an edge; `direction` is "" where labels would be in each other's way."""
    look = EDGES[edge.look]
    tail = ", dir=both, arrowtail=odot" if edge.guarded else ""
    wide = 1 + math.log10(edge.statements) * 0.7
    if look.style == "bold":
        wide += 1.2
    width = f", penwidth={wide:.1f}" if wide > 1 else ""
    color = f', color="{look.color}"' if look.color != INK else ""
    # keep the text off the line: it stands above it, or at its right
    words = f"{escaped(edge.label)}{_LIFT}" if direction == "LR" else f"&#160;{escaped(edge.label)}&#160;"
    label = f", label=<{words}>" if edge.label and direction else ""
    style = "invis" if edge.hidden else look.style
    told = f": {edge.label}" if edge.label else ""
    tip = attribute(f"{edge.taker} → {edge.giver}{told}; {look.meaning}")
    return (
        f"{quoted(edge.taker)} -> {quoted(edge.giver)} "
        f"[style={style}{label}{tail}{width}{color}, tooltip={tip}, labeltooltip={tip}];"
    )
