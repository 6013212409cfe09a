"""A diagram as Mermaid, which issue trackers draw in place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from graphkit.model.drawing import (
    CYCLE,
    DANGLING,
    DEFINITION,
    FACADE,
    FOCUS,
    MOVED,
    POSSIBLE,
    REMOVED,
    SCRIPT,
    SHIM,
    TEST_MODULE,
    TEST_PACKAGE,
    Diagram,
    Edge,
    Node,
)
from graphkit.report.palette import EDGES, INK, NODES
from graphkit.report.wrapping import clean

# opening and closing of a node's shape; a state not named here is a box
_SHAPES = {
    DEFINITION: ("[[", "]]"),
    FACADE: ("{{", "}}"),
    SHIM: ("{{", "}}"),
    SCRIPT: (">", "]"),
    FOCUS: ("[[", "]]"),
    CYCLE: ("{{", "}}"),
    REMOVED: ("{{", "}}"),
    MOVED: ("[/", "/]"),
}
_DASHES = {
    SHIM: "6 3",
    POSSIBLE: "2 3",
    DANGLING: "5 3",
    REMOVED: "5 3",
    TEST_MODULE: "3 2",
    TEST_PACKAGE: "3 2",
}


def mermaid(diagram: Diagram) -> str:
    """Write a diagram as a Mermaid flowchart: the same nodes and edges as in DOT, the caption as a node."""
    numbers = {node.key: f"n{index}" for index, node in enumerate(diagram.nodes)}
    lines = [
        "---",
        f"title: {_text_in_yaml(f'{diagram.heading} {diagram.subtitle}')}",
        "---",
        "flowchart LR",
        *_nodes(diagram, numbers),
        *(f"  {_edge(edge, numbers)}" for edge in diagram.edges),
        *(['  subgraph legend["Legend"]'] if diagram.states else []),
        *(f'    s{index}["{escaped(NODES[s].meaning)}"]' for index, s in enumerate(diagram.states)),
        *([f'    edges["{escaped(_samples(diagram))}"]'] if diagram.edges else []),
        *(["  end"] if diagram.states else []),
        f'  caption["{"<br/>".join(map(escaped, diagram.caption))}"]',
        *_classes(diagram, numbers),
        *_link_styles(diagram),
        *(
            f'  click {numbers[node.key]} href "{_link(node.url)}" _blank'
            for node in diagram.nodes
            if node.url
        ),
    ]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """Write text inside a quoted Mermaid label: what could end it or be read as markup becomes a code.

    >>> escaped('a "b" <c>')
    'a #quot;b#quot; #lt;c#gt;'
    """
    # "#" first, for it begins the codes themselves; the others would start Markdown or HTML
    codes = {"#": "#35;", "&": "#amp;", '"': "#quot;", "<": "#lt;", ">": "#gt;", "`": "#96;", "\\": "#92;"}
    return "".join(codes.get(character, character) for character in clean(text))


def _text_in_yaml(text: str) -> str:
    return '"' + clean(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _nodes(diagram: Diagram, numbers: dict[str, str]) -> Iterator[str]:
    nodes = sorted(diagram.nodes, key=lambda node: (node.cluster, node.key))
    for index, (cluster, members) in enumerate(groupby(nodes, key=lambda node: node.cluster)):
        if cluster:
            yield f'  subgraph c{index}["{escaped(cluster)}"]'
        yield from (f"    {_node(node, numbers[node.key])}" for node in members)
        if cluster:
            yield "  end"


def _node(node: Node, name: str) -> str:
    opening, closing = _SHAPES.get(node.state, ("[", "]"))
    label = "<br/>".join([f"<b>{escaped(node.title)}</b>", *map(escaped, node.details)])
    return f'{name}{opening}"{label}"{closing}'


def _edge(edge: Edge, numbers: dict[str, str]) -> str:
    label = f"{edge.label}, guarded" if edge.guarded else edge.label
    said = f'|"{escaped(label)}"|' if label else ""
    return f"{numbers[edge.taker]} {EDGES[edge.look].arrow}{said} {numbers[edge.giver]}"


def _samples(diagram: Diagram) -> str:
    kinds: dict[str, list[str]] = {}
    for look in diagram.looks:
        line = {"solid": "solid", "bold": "thick"}.get(EDGES[look].style, "dotted")
        kinds.setdefault(line, []).append(EDGES[look].meaning)
    return "; ".join(f"{line} line: {' or '.join(meanings)}" for line, meanings in kinds.items())


def _link(url: str) -> str:
    """Write an address inside quotes: only a template itself may hold what could end it."""
    return clean(url).replace('"', "%22")


def _link_styles(diagram: Diagram) -> Iterator[str]:
    for look in diagram.looks:
        found = [str(index) for index, edge in enumerate(diagram.edges) if edge.look == look]
        if EDGES[look].color != INK:
            yield f"  linkStyle {','.join(found)} stroke:{EDGES[look].color}"


def _classes(diagram: Diagram, numbers: dict[str, str]) -> Iterator[str]:
    for index, state in enumerate(diagram.states):
        look = NODES[state]
        dash = f",stroke-dasharray:{_DASHES[state]}" if state in _DASHES else ""
        yield (
            f"  classDef k{index} fill:{look.fill},stroke:{look.line},color:{look.text},"
            f"stroke-width:{look.width:g}px{dash}"
        )
        members = [numbers[node.key] for node in diagram.nodes if node.state == state]
        yield f"  class {','.join([*members, f's{index}'])} k{index}"
    yield "  classDef plain fill:none,stroke:none"
    yield f"  class caption{',edges' if diagram.edges else ''} plain"
