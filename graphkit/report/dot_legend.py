"""The legend of a drawing, as part of its DOT text."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.model.drawing import Diagram
from graphkit.report.dot_text import escaped, quoted
from graphkit.report.page import levels
from graphkit.report.palette import CLUSTER_LINE, EDGES, GUARDED, INK, NODES, EdgeLook

_LEGEND = "cluster legend"


def legend(diagram: Diagram) -> Iterator[str]:
    """Write the legend as a cluster in the last column, where a drawing is emptiest."""
    states = [f"legend {state}" for state in diagram.states]
    samples = [_sample(EDGES[look]) for look in diagram.looks]
    samples += [escaped(GUARDED)] if diagram.guarded else []
    if not states and not samples:
        return
    yield f"  subgraph {quoted(_LEGEND)} {{"
    yield (
        f'    graph [style="rounded", peripheries=1, color="{CLUSTER_LINE}", labelloc=t, labeljust=l, '
        'margin=9, label=<<FONT POINT-SIZE="9.5">Legend</FONT>>];'
    )
    for key, state in zip(states, diagram.states, strict=True):
        yield f"    {quoted(key)} [label=<{escaped(NODES[state].meaning)}>, fontsize=9, {look_of(state)}];"
    if samples:
        rows = "".join(f'{sample}<BR ALIGN="LEFT"/>' for sample in samples)
        yield f'    "legend edges" [shape=plaintext, fontsize=9, fontcolor="{INK}", label=<{rows}>];'
    yield "  }"
    anchor = _before_last(diagram)
    if anchor:
        # keeps the legend's rows in order
        yield f"  {quoted(anchor)} [ordering=out];"
        for key in [*states, *(["legend edges"] if samples else [])]:
            yield f"  {quoted(anchor)} -> {quoted(key)} [style=invis, weight=0];"


def _sample(look: EdgeLook) -> str:
    bold = look.style == "bold"
    # Graphviz measures these bold letters too narrow
    line = f"<B>{escaped(look.sample)}</B>&#160;&#160;" if bold else escaped(look.sample)
    if look.color != INK:
        line = f'<FONT COLOR="{look.color}">{line}</FONT>'
    return f"{line}&#160;&#160;{escaped(look.meaning)}"


def look_of(state: str) -> str:
    """Write how a node of a state looks."""
    look = NODES[state]
    return (
        f'shape={look.shape}, style="{look.style}", fillcolor="{look.fill}", color="{look.line}", '
        f'fontcolor="{look.text}", penwidth={look.width}, peripheries={look.peripheries}'
    )


def _before_last(diagram: Diagram) -> str:
    """Return a node of the last column but one: what hangs on it comes into the last."""
    level = levels(diagram)
    last = max(level, key=lambda key: (level[key], key), default="")
    takers = [edge.taker for edge in diagram.edges if edge.giver == last]
    return max(takers, key=lambda key: (level[key], key), default="")
