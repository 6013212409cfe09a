"""The shape of a large code base: hubs, tangles, facades, tests, lazy imports; as numbers, no file yet.

Same number of modules and same seed, same shape. Written as files by `tests.benchmarks.shaped_files`.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from random import Random

from graphkit.model.imports import CALL_TIME, IMPORT_TIME, TYPE_CHECKING, ImportEdge, ImportGraph
from graphkit.model.tree import SourceFile

# modules of one package
AREA = 40
# of a module's imports: how many stay in its package, how many go where others go already
_NEAR, _POPULAR = 0.35, 0.5
# imports of a module, by how often: four on average
_FAN_OUT = (1, 2, 2, 3, 3, 3, 4, 4, 5, 5, 6, 10)
# of the imports: in a function, for typing only
_LAZY, _TYPING = 0.12, 0.04
# of a package's modules: where the tests begin
_FIRST_TEST = 28
# the first modules of all, which the deprecated function is defined in and handed on by
FACTORY, FACADE, MANAGER = 1, 2, 3
# packages that hand on what their modules hold, and those that hand on the deprecated function
_HANDS_ON, _SECOND_FACADES = 3, 8
# of the modules, how many use the deprecated function
_CONSUMERS = 0.02
WHENS = (IMPORT_TIME, CALL_TIME, TYPE_CHECKING)


@dataclass
class Shape:
    """Modules as numbers, each with what it imports."""

    names: list[str] = field(default_factory=list)
    # importer, imported and an index of WHENS, edge by edge, importers ascending
    importers: array[int] = field(default_factory=lambda: array("I"))
    imported: array[int] = field(default_factory=lambda: array("I"))
    whens: bytearray = field(default_factory=bytearray)
    # module → the module that it takes the deprecated function from
    consumers: dict[int, int] = field(default_factory=dict)

    def is_package(self, module: int) -> bool:
        """Whether the module is the `__init__` of its package."""
        return module % AREA == 0

    def is_test(self, module: int) -> bool:
        """Whether the module is a test."""
        return is_test(module)

    def path(self, module: int) -> str:
        """Where its file is."""
        place = self.names[module].replace(".", "/")
        return f"{place}/__init__.py" if self.is_package(module) else f"{place}.py"

    def files(self) -> dict[str, SourceFile]:
        """Module name → file."""
        return {
            name: SourceFile(
                self.path(number), name, "source", self.is_package(number), True, is_test(number)
            )
            for number, name in enumerate(self.names)
        }

    def graph(self) -> ImportGraph:
        """The module graph, as a scan of the files would give it."""
        names, lines = self.names, [0] * len(self.names)
        edges = []
        for importer, imported, when in zip(self.importers, self.imported, self.whens, strict=True):
            lines[importer] += 1
            edges.append(ImportEdge(names[importer], names[imported], lines[importer], (), WHENS[when]))
        return ImportGraph(tuple(sorted(names)), tuple(sorted(edges)))


def is_test(module: int) -> bool:
    """Whether the module with that number is a test."""
    return module % AREA >= _FIRST_TEST


def shape(modules: int, seed: int = 0) -> Shape:
    """Return the shape of a code base of that many modules.

    Where an import leads is drawn from the imports there are (A.-L. Barabási, R. Albert, "Emergence of
    scaling in random networks", 1999), so that few modules have very many importers. One package in six is a
    tangle, and one group of packages, a fiftieth of all modules, is tangled as a whole.
    """
    random = Random(seed)
    made = Shape(names=[_name(number) for number in range(modules)])
    edges = _edges(modules, random)
    _add_tangles(modules, random, edges)
    for importer, takes in enumerate(edges):
        for imported in sorted(takes):
            made.importers.append(importer)
            made.imported.append(imported)
            made.whens.append(takes[imported])
    _add_consumers(made, random)
    return made


def _name(number: int) -> str:
    area, place = divmod(number, AREA)
    package = f"app.area_{area // 100:03}_{area % 100:02}"
    if area == 0:
        package = "app.core"
        named = {FACTORY: "factory", FACADE: "facade", MANAGER: "manager"}
        if place in named:
            return f"{package}.{named[place]}"
    if place == 0:
        return package
    return f"{package}.test_{place:02}" if is_test(number) else f"{package}.module_{place:02}"


def _edges(modules: int, random: Random) -> list[dict[int, int]]:
    """Importer → imported → moment; imports lead to earlier modules, tests are imported by nobody."""
    edges: list[dict[int, int]] = [{} for _ in range(modules)]
    # every end of every import so far
    ends = array("I", [MANAGER])
    for importer in range(AREA, modules):
        first = importer - importer % AREA
        for _ in range(random.choice(_FAN_OUT)):
            draw = random.random()
            if draw < _NEAR:
                imported = random.randrange(first, max(first + 1, min(importer, first + _FIRST_TEST)))
            elif draw < _NEAR + _POPULAR:
                imported = ends[random.randrange(len(ends))]
            else:
                imported = random.randrange(importer)
            if imported == importer or is_test(imported):
                continue
            edges[importer][imported] = _when(random)
            ends.append(imported)
        if importer == first and (importer // AREA) % _HANDS_ON == 0:
            # a facade hands on what its own modules hold
            for place in range(1, min(9, modules - first)):
                edges[first][first + place] = 0
    return edges


def _when(random: Random) -> int:
    draw = random.random()
    return 1 if draw < _LAZY else 2 if draw < _LAZY + _TYPING else 0


def _add_tangles(modules: int, random: Random, edges: list[dict[int, int]]) -> None:
    """Close cycles; every other one in a function, as people do to be able to import at all."""
    for first in range(AREA, modules - AREA, AREA * 6):
        members = random.sample(range(first + 1, first + _FIRST_TEST), random.randrange(3, 16))
        _close(members, random, edges)
    large = [number for number in range(AREA, min(modules, AREA + modules // 50 * 2)) if not is_test(number)]
    random.shuffle(large)
    _close(large[: modules // 50], random, edges)


def _close(members: list[int], random: Random, edges: list[dict[int, int]]) -> None:
    for importer, imported in zip(members, members[1:] + members[:1], strict=True):
        if importer != imported:
            edges[importer].setdefault(imported, random.randrange(2))


def _add_consumers(made: Shape, random: Random) -> None:
    modules = len(made.names)
    seconds = range(AREA * _SECOND_FACADES, modules, AREA * _SECOND_FACADES)
    made.consumers = dict.fromkeys((number for number in seconds), FACADE)
    for module in random.sample(range(AREA, modules), int(modules * _CONSUMERS)):
        package = module - module % AREA
        if module == package:
            continue
        made.consumers[module] = package if package in made.consumers else random.choice((FACADE, FACTORY))
