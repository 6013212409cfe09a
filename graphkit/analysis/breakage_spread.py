"""How failures spread: from the modules that raise themselves to all that import them, to the fixpoint."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence

from graphkit.analysis.breakage_events import Event, import_events, in_order
from graphkit.analysis.breakage_running import run_module
from graphkit.analysis.breakage_worlds import Run, World
from graphkit.model.facts import Place, ScopeStep
from graphkit.model.imports import IMPORT_TIME, ImportEdge, ImportGraph
from graphkit.model.names import Symbol

# how often one module is run again because what it imports changed
MAX_RUNS = 60


class Importers:
    """Who imports a module; the graph is asked for when the first module fails."""

    def __init__(self, graph: Callable[[], ImportGraph]) -> None:
        self._graph = graph
        self._edges: dict[str, list[ImportEdge]] | None = None
        self._below: dict[str, list[str]] = {}

    def of(self, module: str) -> list[ImportEdge]:
        """Every import of `module`, or of something below it, which runs it first."""
        edges = self._read()
        names = [module, *self._below.get(module, ())]
        return [edge for name in names for edge in edges.get(name, ())]

    def directly(self, module: str) -> list[ImportEdge]:
        """Every import of `module` itself."""
        return self._read().get(module, [])

    def _read(self) -> dict[str, list[ImportEdge]]:
        if self._edges is None:
            self._edges = {}
            for edge in self._graph().edges:
                self._edges.setdefault(edge.imported, []).append(edge)
            for imported in self._edges:
                parts = imported.split(".")
                for length in range(1, len(parts)):
                    self._below.setdefault(".".join(parts[:length]), []).append(imported)
        return self._edges


class Spread:
    """Runs modules of one world until nothing changes.

    `sites` are the events that are no import statements of the top level, by module. What a module does in
    the world `before` as well concerns nobody else.
    """

    def __init__(
        self,
        world: World,
        importers: Importers,
        sites: Mapping[str, Sequence[Event]],
        before: World | None = None,
        providers: Callable[[str], Iterable[str]] | None = None,
    ) -> None:
        self.world = world
        self.providers = providers
        self.before = before
        self.importers = importers
        self.sites = sites
        self._events: dict[str, list[Event]] = {}
        self._times: dict[str, int] = {}

    def run(self, modules: Iterable[str], *, within: frozenset[str] | None = None) -> None:
        """Run `modules`, and again whoever imports one that fails or loses names.

        With `within`, only those modules are run. Cost: the modules that change, times their events.
        """
        first = sorted(set(modules))
        # what takes a name that is provided on demand imports the module it comes from by no statement
        while self._settle(first, within):
            pass

    def _settle(self, modules: Sequence[str], within: frozenset[str] | None) -> bool:
        """Run the modules and all that depend on what changes; whether anything did."""
        queue = deque(modules)
        waiting = set(queue)
        changed = False
        while queue:
            module = queue.popleft()
            waiting.discard(module)
            if not self._run_one(module):
                continue
            changed = True
            for other in self._dependents(module) if within is None or len(within) > 1 else ():
                if other not in waiting and (within is None or other in within):
                    waiting.add(other)
                    queue.append(other)
        return changed

    def _run_one(self, module: str) -> bool:
        """Run one module; whether others have to be run again for it."""
        if module not in self.world.tree.modules or self._times.get(module, 0) >= MAX_RUNS:
            return False
        self._times[module] = self._times.get(module, 0) + 1
        before = self.world.run(module)
        after = run_module(self.world, module, self._events_of(module))
        self.world.runs[module] = after
        same = after.failure == before.failure and after.possible == before.possible
        if same and (after.skipped == before.skipped or not self._loses_names(module)):
            return False
        return not self._is_old(module, after)

    def _is_old(self, module: str, run: Run) -> bool:
        """Whether the module fails in the same way before the change."""
        if self.before is None or module not in self.before.tree.modules:
            return False
        if module not in self.before.runs:
            events = in_order(import_events(self.before, module))
            self.before.runs[module] = run_module(self.before, module, events)
        old = self.before.runs[module]
        return old[:2] == run[:2] and old.possible == run.possible

    def _loses_names(self, module: str) -> bool:
        """Whether an error that was swallowed leaves a name of the module unbound."""
        bindings = self.world.resolver.facts[module].bindings
        names = {b.name for b in bindings if b.name == "*" or not self.world.executed(module, b)}
        return any(name == "*" or self.world.lacks(module, name) is not None for name in names)

    def _events_of(self, module: str) -> list[Event]:
        events = self._events.get(module)
        if events is None:
            events = in_order([*import_events(self.world, module), *self.sites.get(module, ())])
            self._events[module] = events
        return events

    def _dependents(self, module: str) -> list[str]:
        """Who runs differently now: importers at import time, and what lies below a package."""
        found = set()
        for edge in self.importers.of(module):
            if edge.when == IMPORT_TIME:
                found.add(edge.importer)
                self._add_inner(edge)
        for package in self._providers(module):
            found |= {e.importer for e in self.importers.directly(package) if e.when == IMPORT_TIME}
        return sorted(found - {module})

    def _providers(self, module: str) -> list[str]:
        """The modules that provide names on demand which may come from this one."""
        parts = module.split(".")
        near = {".".join(parts[:length]) for length in range(1, len(parts))}
        near |= set(self.providers(module) if self.providers is not None else ())
        return sorted(n for n in near if n in self.world.tree.modules and self.world.resolver.lazy(n))

    def _add_inner(self, edge: ImportEdge) -> None:
        """Make an event of an import that stands in a class body, which the bindings leave out."""
        events = self._events_of(edge.importer) if edge.importer in self.world.tree.modules else None
        if events is None or any(event.place.line == edge.line for event in events):
            return
        # a removed statement is no import in a class body
        bindings = self.world.home.facts[edge.importer].bindings
        if any(binding.place.line == edge.line for binding in bindings):
            return
        offset = max((b.place.offset for b in bindings if b.place.line <= edge.line), default=0)
        scope = (ScopeStep("class", "", offset),)
        place = Place(edge.line, 0, offset, scope, (), IMPORT_TIME, edge.guarded, edge.guarded)
        events.append(Event(place, "load", (Symbol(edge.imported),)))
        self._events[edge.importer] = in_order(events)
