"""Imports that no statement of the top level makes, of modules that fail: in functions, and by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graphkit.analysis.breakage_events import Event
from graphkit.analysis.breakage_running import caught
from graphkit.analysis.breakage_sites import Later
from graphkit.analysis.breakage_spread import MANY, Importers
from graphkit.analysis.breakage_worlds import World
from graphkit.analysis.sources import Sources
from graphkit.model.facts import Place, Value
from graphkit.model.imports import CALL_TIME, ImportEdge
from graphkit.model.names import Symbol

DYNAMIC = ("import_module", "__import__")


def later_imports(
    sources: Sources, world: World, importers: Importers, modules: Iterable[str]
) -> Iterator[Later]:
    """Every import in a function that runs one of the failing `modules`.

    What stands behind the statement at which its own module fails is left out. Cost: a parse of each
    importer.
    """
    seen: set[tuple[str, int]] = set()
    ends: dict[str, float] = {}
    for module in sorted(modules):
        for edge in importers.of(module):
            importer = edge.importer
            if edge.when != CALL_TIME or importer not in world.tree.modules or (importer, edge.line) in seen:
                continue
            if importer not in ends:
                ends[importer] = world.last_line(importer)
            if edge.line > ends[importer]:
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
    packages = {module.rpartition(".")[0] for module in failing}
    words = sorted({module.rpartition(".")[2] for module in {*failing, *packages} if module})
    if not words:
        return
    calling = sources.mentions(DYNAMIC)
    callers = {module for found in calling.values() for module in found} & set(world.tree.modules)
    naming = sources.mentions(words, callers)
    importers = sorted({module for found in naming.values() for module in found})
    if len(importers) >= MANY:
        sources.ahead(importers, DYNAMIC)
    for importer in importers:
        for function in DYNAMIC:
            for reference in sources.occurrences(importer, function).references:
                if reference.usage != "call" or len(reference.call) < 2:
                    continue
                text = world.home.text(importer, reference.call[1])
                imported = world.home.module(importer, text) if text and not text.startswith(".") else None
                reason = ""
                if text is None:
                    start = _start(reference.call[1])
                    imported = min((m for m in failing if start and m.startswith(start)), default=None)
                    reason = f"may import {imported}: what follows {start!r} is computed"
                if imported is not None and _runs(imported, failing):
                    loads = (Symbol(imported),)
                    yield importer, Event(reference.place, "load", loads, "dynamic_import", reason=reason)


def _start(name: Value) -> str:
    """What the name of a module begins with that is put together, its package at least; else nothing."""
    parts = [part for part in name.base if part.kind != "opaque"]
    if name.kind not in ("sum", "fstring") or not parts or parts[0].kind != "str":
        return ""
    start = parts[0].name.partition("%")[0].partition("{")[0]
    return start if "." in start and not start.startswith(".") else ""


def _runs(imported: str, failing: set[str]) -> bool:
    return any(imported == module or imported.startswith(f"{module}.") for module in failing)
