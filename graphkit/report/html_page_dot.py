"""The symbol flow as DOT for the page: no words around it, and names by which the page finds each part."""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby

from graphkit.model.names import parent
from graphkit.model.page import Exploration
from graphkit.report.diagram_parts import Part, Take, parts_of, takes_of
from graphkit.report.dot_text import escaped, quoted
from graphkit.report.palette import EDGES, NODES
from graphkit.report.wrapping import wrap

_WIDTH = 26
_LINES = 3
# modules one below the other before there is another column, and columns at the most
_ROWS = 14
_COLUMNS = 6
_FONT = "Helvetica"


def page_dot(exploration: Exploration) -> str:
    """Write the modules of the symbol flow as DOT, importers left.

    The page knows module n of the graph as node `n<n>`, and a take between two as edge `e<taker>_<giver>`;
    the class of each is its state or look.
    """
    number = {module: index for index, module in enumerate(exploration.imports.modules)}
    parts = [part for part in parts_of(exploration.trace).values() if part.module in number]
    drawn = {part.module for part in parts}
    takes: dict[tuple[str, str], list[Take]] = {}
    for take in takes_of(exploration.trace):
        if take.taker in drawn and take.giver in drawn:
            takes.setdefault((take.taker, take.giver), []).append(take)
    lengths = _lengths(takes)
    lines = [
        "digraph flow {",
        '  graph [rankdir=LR, ranksep=0.9, nodesep=0.12, bgcolor="transparent", pad=0.2,',
        f'    fontname="{_FONT}", fontsize=10];',
        f'  node [fontname="{_FONT}", fontsize=11, margin="0.16,0.05", height=0.28];',
        "  edge [arrowsize=0.7];",
    ]
    parts.sort(key=lambda part: (parent(part.module), part.module))
    for package, members in groupby(parts, key=lambda part: parent(part.module)):
        rows = [f"{_node(part, number[part.module])}" for part in members]
        lines += _cluster(package, rows) if package else [f"  {row}" for row in rows]
    lines += [f"  {_edge(found, number, lengths[pair[0]])}" for pair, found in sorted(takes.items())]
    return "\n".join([*lines, "}", ""])


def _lengths(takes: Collection[tuple[str, str]]) -> dict[str, int]:
    """Return, per taker, over how many columns its arrows are to go at least.

    A tall column of modules that take it from the same place becomes several shorter ones.
    """
    givers: dict[str, set[str]] = {}
    for taker, giver in sorted(takes):
        givers.setdefault(taker, set()).add(giver)
    taken = {giver for _, giver in takes}
    lengths = dict.fromkeys(givers, 1)
    leaves = [taker for taker in givers if taker not in taken]
    columns = min(_COLUMNS, -(-len(leaves) // _ROWS))
    # packages stay together: each goes where there is the most room
    heights = [0] * columns
    leaves.sort(key=lambda taker: (parent(taker), taker))
    for _, members in groupby(leaves, key=parent):
        package = list(members)
        column = heights.index(min(heights))
        heights[column] += len(package) + 1
        lengths.update(dict.fromkeys(package, 1 + column))
    return lengths


def _cluster(package: str, rows: list[str]) -> list[str]:
    label = "".join(f'{escaped(line)}<BR ALIGN="LEFT"/>' for line in _shown(package, 40))
    head = f'    graph [style="rounded", labeljust=l, margin=8, label=<{label}>];'
    return [f"  subgraph {quoted('cluster ' + package)} {{", head, *(f"    {row}" for row in rows), "  }"]


def _shown(name: str, width: int) -> list[str]:
    """Break a name into lines, and cut what no drawing has room for: the panel shows it whole."""
    lines = wrap(name, width)
    shown = [line if len(line) <= 1.5 * width else f"{line[:width]}…" for line in lines[:_LINES]]
    return shown if len(lines) <= _LINES else [*shown[:-1], f"{shown[-1]}…"]


def _node(part: Part, number: int) -> str:
    look = NODES[part.state]
    title = "<BR/>".join(map(escaped, _shown(part.module.rpartition(".")[2], _WIDTH)))
    kind = part.state.replace(" ", "-")
    return (
        f'{quoted(part.module)} [id="n{number}", class="s-{kind}", label=<{title}>, '
        f'shape={look.shape}, style="{look.style}", penwidth={look.width}, peripheries={look.peripheries}];'
    )


def _edge(found: list[Take], number: dict[str, int], length: int) -> str:
    order = list(EDGES)
    look = min((take.look for take in found), key=order.index)
    guarded = all(take.guarded for take in found if take.look == look)
    tail = ", dir=both, arrowtail=odot" if guarded else ""
    taker, giver = found[0].taker, found[0].giver
    name = f"e{number[taker]}_{number[giver]}"
    return (
        f'{quoted(taker)} -> {quoted(giver)} [id="{name}", class="w-{look.replace("_", "-")}", '
        f"style={EDGES[look].style}, minlen={length}{tail}];"
    )
