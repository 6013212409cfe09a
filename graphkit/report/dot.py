"""A diagram as DOT, the language of Graphviz."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from textwrap import wrap as fill

from graphkit.report.diagram import Diagram, Edge, Node
from graphkit.report.palette import (
    CLUSTER_FILL,
    CLUSTER_LINE,
    DEFINITION,
    EDGES,
    FACADE,
    GUARDED,
    INK,
    NODES,
    SHIM,
)
from graphkit.report.wrapping import clean, wrap

# one name and not a list: Graphviz has the measures of this one, and SVG viewers a substitute
_FONT = "Helvetica"
_TITLE_WIDTH = 40
_CLUSTER_WIDTH = 44
_CAPTION_WIDTH = 110
_LEGEND = "cluster legend"
_MANY_EDGES = 60
# an empty line below a label, or its edge touches it
_LIFT = '<BR/><FONT POINT-SIZE="4"> </FONT>'
_ENDS = (DEFINITION, FACADE, SHIM)


def dot(diagram: Diagram) -> str:
    """Write a diagram as DOT text: importers left, definition right, words above, a legend at the right."""
    # many edges need a wider gap, or they cross it at right angles
    gap = 0.9 + min(len(diagram.edges), _MANY_EDGES) / _MANY_EDGES
    lines = [
        f"digraph {quoted(diagram.subtitle)} {{",
        f'  graph [rankdir=LR, ranksep={gap:.2f}, nodesep=0.16, bgcolor="#ffffff", pad=0.3,',
        f'    fontname="{_FONT}", labelloc=t, labeljust=l, fontcolor="{INK}", label={_heading(diagram)}];',
        f'  node [fontname="{_FONT}", fontsize=11, margin="0.18,0.05", height=0.3];',
        f'  edge [fontname="{_FONT}", fontsize=8.5, fontcolor="{INK}", color="{INK}", arrowsize=0.7];',
        *_clusters(diagram),
        *(f"  {_edge(edge)}" for edge in diagram.edges),
        *_legend(diagram),
        "}",
    ]
    return "\n".join(lines) + "\n"


def quoted(name: str) -> str:
    r"""Write any name as a DOT identifier.

    >>> quoted('node "a"')
    '"node \\"a\\""'
    """
    return '"' + clean(name).replace("\\", "\\\\").replace('"', '\\"') + '"'


def escaped(text: str) -> str:
    """Write text inside an HTML-like label, where nothing at all would be a syntax error."""
    safe = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return safe.replace('"', "&quot;") or "&#160;"


def _heading(diagram: Diagram) -> str:
    # Graphviz keeps the label of the whole graph clear of the drawing, no other text is safe from edges
    caption = [
        part for line in diagram.caption for part in fill(line, _CAPTION_WIDTH, break_long_words=False)
    ]
    sizes = [
        (18, [f"<B>{escaped(line)}</B>" for line in wrap(f"Who takes {diagram.title}", _TITLE_WIDTH * 2)]),
        (12, ["&#160;", *map(escaped, wrap(diagram.subtitle, _CAPTION_WIDTH))]),
        (10, ["&#160;", *map(escaped, caption), "&#160;"]),
    ]
    rows = (
        f'<FONT POINT-SIZE="{size}">' + "".join(f'{line}<BR ALIGN="LEFT"/>' for line in lines) + "</FONT>"
        for size, lines in sizes
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
        yield f"  subgraph {quoted('cluster ' + cluster)} {{"
        yield (
            f'    graph [style="filled,rounded", peripheries=1, fillcolor="{CLUSTER_FILL}", '
            f'color="{CLUSTER_LINE}", labelloc=t, labeljust={side}, margin=9, '
            f'label=<<FONT POINT-SIZE="9.5">{label}</FONT>>];'
        )
        yield from (f"    {_node(node)}" for node in members)
        yield "  }"


def _node(node: Node) -> str:
    title = wrap(node.title, _TITLE_WIDTH)
    details = [part for line in node.details for part in wrap(line, _TITLE_WIDTH + 8)]
    small = "".join(f'<BR/><FONT POINT-SIZE="9">{escaped(line)}</FONT>' for line in details)
    label = f"<<B>{'<BR/>'.join(map(escaped, title))}</B>{small}>"
    name = quoted(node.key)
    return f"{name} [label={label}, {_look(node.state)}{_room(title)}, tooltip={name}];"


def _look(state: str) -> str:
    look = NODES[state]
    return (
        f'shape={look.shape}, style="{look.style}", fillcolor="{look.fill}", color="{look.line}", '
        f'fontcolor="{look.text}", penwidth={look.width}, peripheries={look.peripheries}'
    )


def _room(lines: list[str]) -> str:
    """Ask for width where Graphviz knows none: it measures letters outside Latin as if they were spaces."""
    if all(line.isascii() for line in lines):
        return ""
    ems = max(sum(1.0 if unicodedata.east_asian_width(c) in "WF" else 0.6 for c in line) for line in lines)
    return f", width={ems * 11 / 72 + 0.4:.2f}"


def _edge(edge: Edge) -> str:
    tail = ", dir=both, arrowtail=odot" if edge.guarded else ""
    width = f", penwidth={1 + math.log10(edge.statements) * 0.7:.1f}" if edge.statements > 1 else ""
    return (
        f"{quoted(edge.taker)} -> {quoted(edge.giver)} "
        f"[style={EDGES[edge.look].style}, label=<{escaped(edge.label)}{_LIFT}>{tail}{width}];"
    )


def _legend(diagram: Diagram) -> Iterator[str]:
    """Write the legend as a cluster to the right of what it hangs on, where the drawing is emptiest."""
    yield f"  subgraph {quoted(_LEGEND)} {{"
    yield (
        f'    graph [style="rounded", peripheries=1, color="{CLUSTER_LINE}", labelloc=t, labeljust=l, '
        'margin=9, label=<<FONT POINT-SIZE="9.5">Legend</FONT>>];'
    )
    states = [f"legend {state}" for state in diagram.states]
    for key, state in zip(states, diagram.states, strict=True):
        yield f"    {quoted(key)} [label=<{escaped(NODES[state].meaning)}>, fontsize=9, {_look(state)}];"
    samples = [f"{EDGES[look].sample}  {EDGES[look].meaning}" for look in diagram.looks]
    samples += [GUARDED] if diagram.guarded else []
    if samples:
        rows = "".join(f'{escaped(sample)}<BR ALIGN="LEFT"/>' for sample in samples)
        yield f'    "legend edges" [shape=plaintext, fontsize=9, fontcolor="{INK}", label=<{rows}>];'
    yield "  }"
    anchor = next((node.key for node in diagram.nodes if node.state == DEFINITION), "")
    if anchor:
        # keeps the legend's rows in order
        yield f"  {quoted(anchor)} [ordering=out];"
    for key in [*states, *(["legend edges"] if samples else [])]:
        if anchor:
            yield f"  {quoted(anchor)} -> {quoted(key)} [style=invis, weight=0];"
