"""Whether a drawing fits a page: guessed from what it holds, so the same in every format.

Graphviz knows better, but not before it has laid the drawing out, and DOT and Mermaid text must hold the same
nodes as the picture.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from graphkit.model.drawing import Diagram, Node

# inches that an A4 page leaves, and how small a drawing may be put on it: titles of 11 points become 4.6
_SHORT, _LONG = 7.3, 10.7
_LEAST_SCALE = 0.42
# widths of letters of 11 and 9 points, heights of their lines, and what is around a node
_TITLE, _DETAIL, _LINE, _SMALL_LINE, _MARGIN, _GAP = 0.088, 0.066, 0.17, 0.14, 0.36, 0.16
_WRAP = 34
_CLUSTER = 0.4
_PASSING = 0.08
# columns lie closer to each other than rows can
_LOOSE = 1.35
_HEADING = 1.3
_LEAST_WIDTH = 7.0
_MOST_LEVELS = 200
# importers left is how people read it: the other way must be clearly better
_BETTER = 1.4


class Page(NamedTuple):
    """How a drawing lies on a page."""

    # "LR" or "TB", Graphviz's words
    direction: str
    # of the drawing when it fills the page, at most 1
    scale: float

    @property
    def fits(self) -> bool:
        """Whether it can be read."""
        return self.scale >= _LEAST_SCALE


def page_of(diagram: Diagram) -> Page:
    """Return the better of the two directions, and how much the drawing shrinks to fill a page."""
    level = levels(diagram)
    sizes = {node.key: _size(node) for node in diagram.nodes}
    rows: dict[int, list[Node]] = {}
    for node in diagram.nodes:
        rows.setdefault(level[node.key], []).append(node)
    passing = _passing(diagram, level)
    gap = gap_between(diagram)
    across, along = 0.0, 0.0
    wide, deep = 0.0, 0.0
    for number, nodes in rows.items():
        clusters = len({node.cluster for node in nodes if node.cluster})
        extra = _CLUSTER * clusters + _PASSING * passing.get(number, 0)
        across = max(across, extra + sum(sizes[node.key][1] + _GAP for node in nodes))
        along += max(sizes[node.key][0] for node in nodes) + gap
        wide = max(wide, extra + _LOOSE * sum(sizes[node.key][0] + _GAP for node in nodes))
        deep += max(sizes[node.key][1] for node in nodes) + gap * 0.7
    left_to_right = Page("LR", _scale(along, across))
    top_down = Page("TB", _scale(wide, deep))
    if diagram.columns or top_down.scale < left_to_right.scale * _BETTER:
        return left_to_right
    return top_down


def levels(diagram: Diagram) -> Mapping[str, int]:
    """Return every node's column: one more than the furthest of those that take from it."""
    if diagram.columns:
        place = {column: number for number, column in enumerate(diagram.columns)}
        return {node.key: place.get(node.cluster, 0) for node in diagram.nodes}
    forward = _forward(diagram)
    level = {node.key: 0 for node in diagram.nodes}
    for _ in range(min(len(level), _MOST_LEVELS)):
        changed = False
        for taker, giver in forward:
            if level[giver] <= level[taker]:
                level[giver] = level[taker] + 1
                changed = True
        if not changed:
            break
    return level


def gap_between(diagram: Diagram) -> float:
    """Return the inches between columns: many edges need a wider gap, or they cross it at right angles."""
    labelled = is_labelled(diagram)
    return (0.9 if labelled else 0.6) + min(len(diagram.edges), 60) / 60


def is_labelled(diagram: Diagram) -> bool:
    """Whether edges have their labels: more than these are in each other's way."""
    return sum(bool(edge.label) for edge in diagram.edges) <= 26


def _forward(diagram: Diagram) -> list[tuple[str, str]]:
    """Return the edges without those that lead back to a node on the way: depth first, as Graphviz does."""
    givers: dict[str, list[str]] = {node.key: [] for node in diagram.nodes}
    for edge in diagram.edges:
        givers[edge.taker].append(edge.giver)
    state: dict[str, int] = {}
    forward: list[tuple[str, str]] = []
    for start in sorted(givers):
        if start in state:
            continue
        state[start] = 1
        work = [(start, iter(givers[start]))]
        while work:
            node, rest = work[-1]
            for giver in rest:
                if state.get(giver) != 1:
                    forward.append((node, giver))
                if giver not in state:
                    state[giver] = 1
                    work.append((giver, iter(givers[giver])))
                    break
            else:
                state[node] = 2
                work.pop()
    return forward


def _passing(diagram: Diagram, level: Mapping[str, int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for edge in diagram.edges:
        ends = sorted((level[edge.taker], level[edge.giver]))
        for between in range(ends[0] + 1, ends[1]):
            found[between] = found.get(between, 0) + 1
    return found


def _size(node: Node) -> tuple[float, float]:
    lines = -(-len(node.title) // _WRAP)
    details = sum(-(-len(line) // (_WRAP + 8)) for line in node.details)
    width = max(
        min(len(node.title), _WRAP) * _TITLE,
        max((min(len(line), _WRAP + 8) for line in node.details), default=0) * _DETAIL,
    )
    return width + _MARGIN, lines * _LINE + details * _SMALL_LINE + 0.12


def _scale(width: float, height: float) -> float:
    width, height = max(width, _LEAST_WIDTH), height + _HEADING
    return min(1.0, max(min(_SHORT / width, _LONG / height), min(_LONG / width, _SHORT / height)))
