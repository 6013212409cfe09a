"""Imports that no statement of the top level makes, of modules that fail: in functions, and by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graphkit.analysis.breakage_events import Event
from graphkit.analysis.breakage_running import caught
from graphkit.analysis.breakage_sites import Later
from graphkit.analysis.breakage_spread import Importers
from graphkit.analysis.breakage_worlds import World
from graphkit.analysis.sources import Sources
from graphkit.model.facts import Place
from graphkit.model.imports import CALL_TIME, ImportEdge
from graphkit.model.names import Symbol

_DYNAMIC = ("import_module", "__import__")


def later_imports(
    sources: Sources, world: World, importers: Importers, modules: Iterable[str]
) -> Iterator[Later]:
    """Every import in a function that runs one of the failing `modules`. Cost: a parse of each importer."""
    seen: set[tuple[str, int]] = set()
    for module in sorted(modules):
        for edge in importers.of(module):
            importer = edge.importer
            if edge.when != CALL_TIME or importer not in world.tree.modules or (importer, edge.line) in seen:
                continue
            fault = world.load(importer, edge.imported)
            if fault is None:
                continue
            seen.add((importer, edge.line))
            place = next(_places(sources, edge), None)
            error = caught(place, fault.error).error if place else "" if edge.guarded else fault.error
            place = place or Place(edge.line, 0, 0, (), (), CALL_TIME, edge.guarded, edge.guarded)
            fault = fault._replace(error=error or fault.error)
            yield Later(importer, place, fault, "import", not error)


def _places(sources: Sources, edge: ImportEdge) -> Iterator[Place]:
    """Where the statement of an edge stands: the places of the words it is made of."""
    words = [*reversed(edge.imported.split(".")), *(name.split()[0] for name in edge.names)]
    for word in words:
        for reference in sources.occurrences(edge.importer, word).references:
            if reference.role in ("path", "import") and reference.place.line == edge.line:
                yield reference.place


def dynamic_imports(sources: Sources, world: World, modules: Iterable[str]) -> Iterator[tuple[str, Event]]:
    """Every call like `import_module("m")` that runs one of the failing `modules`, with its module.

    Cost: a search of the tree's text, and a parse of each file that may do so.
    """
    failing = set(modules)
    words = sorted({module.rpartition(".")[2] for module in failing})
    if not words:
        return
    calling = sources.mentions(_DYNAMIC)
    callers = {module for found in calling.values() for module in found} & set(world.tree.modules)
    naming = sources.mentions(words, callers)
    for importer in sorted({module for found in naming.values() for module in found}):
        for function in _DYNAMIC:
            for reference in sources.occurrences(importer, function).references:
                if reference.usage != "call" or len(reference.call) < 2:
                    continue
                text = world.home.text(importer, reference.call[1])
                imported = world.home.module(importer, text) if text and not text.startswith(".") else None
                if imported is not None and _runs(imported, failing):
                    place = reference.place
                    yield importer, Event(place, "load", (Symbol(imported),), "dynamic_import")


def _runs(imported: str, failing: set[str]) -> bool:
    return any(imported == module or imported.startswith(f"{module}.") for module in failing)
