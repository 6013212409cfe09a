"""Give every module a place on a map: packages are boxes inside boxes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from graphkit.analysis.map_layout_rows import Rectangle, squarified
from graphkit.model.page import Box, MapLayout, PackageBox

WIDTH = 160_000
HEIGHT = 100_000
# of the shorter side of a package's box: room around what it holds, and for its name above that; at the most
_MARGIN = 0.018
_STRIP = 0.08
_WIDEST_MARGIN = 600
_HIGHEST_STRIP = 2_600


class _Package(NamedTuple):
    """A package while the tree of names is built."""

    name: str
    packages: dict[str, _Package]
    # indices of the modules that lie in it directly
    modules: list[int]


def map_layout(modules: Sequence[str]) -> MapLayout:
    """Lay out sorted module names as a squarified treemap: every module gets about the same area.

    A package's own module (its `__init__`) lies inside the package's box. A package that holds nothing but
    one package is drawn as one box with it. Deterministic; O(n log n).
    """
    top = _Package("", {}, [])
    inner = {name.rpartition(".")[0] for name in modules}
    for index, name in enumerate(modules):
        holder = name if name in inner else name.rpartition(".")[0]
        package = top
        for depth in range(1, len(holder.split(".")) + 1 if holder else 1):
            prefix = ".".join(holder.split(".")[:depth])
            package = package.packages.setdefault(prefix, _Package(prefix, {}, []))
        package.modules.append(index)
    packages: list[PackageBox] = []
    boxes = [Box(0, 0, 0, 0)] * len(modules)
    package_of = [0] * len(modules)
    # packages with the index of their parent and their place
    waiting = [(_merged(top), -1, Rectangle(0, 0, WIDTH, HEIGHT))]
    sizes: dict[str, int] = {}
    _count(top, sizes)
    while waiting:
        package, parent, place = waiting.pop()
        number = len(packages)
        strip = 0.0 if parent < 0 else min(_HIGHEST_STRIP, _STRIP * min(place.width, place.height * 2.4))
        packages.append(PackageBox(package.name, parent, _whole(place), sizes[package.name], round(strip)))
        inside = _inside(place, strip, _MARGIN if parent >= 0 else 0.0)
        children = [_merged(child) for child in package.packages.values()]
        # a package needs room for its frame as well
        weights = [(sizes[child.name] + 0.4 * math.sqrt(sizes[child.name]), child) for child in children]
        weights.sort(key=lambda pair: (-pair[0], pair[1].name))
        areas = [weight for weight, _ in weights] + [1.0] * len(package.modules)
        places = squarified(areas, inside)
        later = [(child, number, places[i]) for i, (_, child) in enumerate(weights)]
        waiting += reversed(later)
        for index, cell in zip(package.modules, places[len(weights) :], strict=True):
            boxes[index] = _whole(cell)
            package_of[index] = number
    return MapLayout(tuple(packages), tuple(boxes), tuple(package_of))


def _merged(package: _Package) -> _Package:
    """Go down to the first package that holds more than one package."""
    while not package.modules and len(package.packages) == 1 and package.name:
        package = next(iter(package.packages.values()))
    return package


def _count(top: _Package, sizes: dict[str, int]) -> None:
    """Put the number of modules of every package into `sizes`."""
    order, waiting = [], [top]
    while waiting:
        package = waiting.pop()
        order.append(package)
        waiting += package.packages.values()
    for package in reversed(order):
        sizes[package.name] = len(package.modules) + sum(sizes[name] for name in package.packages)


def _inside(place: Rectangle, strip: float, margin: float) -> Rectangle:
    gap = min(_WIDEST_MARGIN, margin * min(place.width, place.height))
    return Rectangle(
        place.x + gap, place.y + strip + gap, place.width - 2 * gap, place.height - strip - 2 * gap
    )


def _whole(place: Rectangle) -> Box:
    x, y = round(place.x), round(place.y)
    return Box(x, y, round(place.x + place.width) - x, round(place.y + place.height) - y)
