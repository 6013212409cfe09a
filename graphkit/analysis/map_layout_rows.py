"""Divide a rectangle into parts of given areas that are as square as they can be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Rectangle(NamedTuple):
    """A rectangle; `x` and `y` are its upper left corner."""

    x: float
    y: float
    width: float
    height: float


def squarified(areas: Sequence[float], within: Rectangle) -> list[Rectangle]:
    """Return one rectangle per area, in the same order; together they fill `within`.

    `areas` are positive, largest first, in any unit. Rows are filled along the shorter side for as long as
    that makes them squarer (M. Bruls, K. Huizing, J. van Wijk, "Squarified treemaps", 2000). O(n).
    """
    places: list[Rectangle] = []
    total = sum(areas)
    scale = within.width * within.height / total if total else 0.0
    begin = 0
    left = within
    while begin < len(areas):
        end, size = _row(areas, begin, min(left.width, left.height), scale)
        row, left = _placed(areas[begin:end], size, left, scale, last=end == len(areas))
        places += row
        begin = end
    return places


def _row(areas: Sequence[float], begin: int, side: float, scale: float) -> tuple[int, float]:
    """Return where the row that begins at `begin` ends, and the sum of its areas."""
    size = areas[begin]
    end = begin + 1
    worst = _worst(areas[begin], areas[begin], size, side, scale)
    while end < len(areas):
        longer = _worst(areas[begin], areas[end], size + areas[end], side, scale)
        if longer > worst:
            break
        worst = longer
        size += areas[end]
        end += 1
    return end, size


def _worst(largest: float, smallest: float, size: float, side: float, scale: float) -> float:
    """Return the least square shape of a row: the ratio of its sides."""
    thickness = size * scale / side if side else 0.0
    square = thickness * thickness
    if not square:
        return float("inf")
    return max(largest * scale / square, square / (smallest * scale))


def _placed(
    row: Sequence[float], size: float, left: Rectangle, scale: float, *, last: bool
) -> tuple[list[Rectangle], Rectangle]:
    """Put a row along the shorter side of what is left, and return what is left then."""
    upright = left.width >= left.height
    side = left.height if upright else left.width
    room = left.width if upright else left.height
    thickness = room if last else min(room, size * scale / side if side else 0.0)
    places = []
    offset = 0.0
    for area in row:
        length = side * area / size
        if upright:
            places.append(Rectangle(left.x, left.y + offset, thickness, length))
        else:
            places.append(Rectangle(left.x + offset, left.y, length, thickness))
        offset += length
    if upright:
        return places, Rectangle(left.x + thickness, left.y, left.width - thickness, left.height)
    return places, Rectangle(left.x, left.y + thickness, left.width, left.height - thickness)
