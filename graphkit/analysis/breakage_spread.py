"""How failures spread: from the modules that raise themselves to all that import them, to the fixpoint."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence

from graphkit.analysis.breakage_events import Event, import_events, in_order
from graphkit.analysis.breakage_running import run_module
from graphkit.analysis.breakage_worlds import Raised, Run, World
from graphkit.analysis.sources import Sources
from graphkit.model.facts import Binding, Place, ScopeStep
from graphkit.model.imports import IMPORT_TIME, ImportEdge, ImportGraph
from graphkit.model.names import Symbol

# how often one module is run again because what it imports changed
MAX_RUNS = 60
# how often because it changed only with which modules another falls
MAX_CHAIN_RUNS = 8
# as many modules are read at once
MANY = 20


class Importers:
    """Who imports a module; the graph is asked for when the first module fails."""

    def __init__(self, graph: Callable[[], ImportGraph], sources: Sources) -> None:
        self._graph = graph
        self._sources = sources
        self._told: set[str] = set()
        self._edges: dict[str, list[ImportEdge]] | None = None
        self._below: dict[str, list[str]] = {}

    def tell(self, modules: Iterable[str]) -> None:
        """Say that the facts of `modules` are going to be read, where they are many."""
        fresh = set(modules) - self._told
        if len(fresh) >= MANY:
            self._told |= fresh
            self._sources.ahead(sorted(fresh), ())

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
        # modules whose importers ran before it was known how they fall
        self._stale: set[str] = set()
        self._known_dependents: dict[str, list[str]] = {}
        # (importer, line) of imports that were looked at for standing in a class body
        self._inner: set[tuple[str, int]] = set()

    def run(self, modules: Iterable[str], *, within: frozenset[str] | None = None) -> None:
        """Run `modules`, and again whoever imports one that fails or loses names.

        With `within`, only those modules are run. Cost: the modules that change, times their events.
        """
        first = sorted(set(modules))
        # what takes a name that is provided on demand imports the module it comes from by no statement
        while self._settle(first, within):
            pass
        self._settle_chains(within)

    def downstream(self, modules: Iterable[str]) -> set[str]:
        """The modules that take something from `modules` when they are imported, however indirectly."""
        found: set[str] = set()
        queue = list(modules)
        while queue:
            for other in self._dependents(queue.pop()):
                if other not in found:
                    found.add(other)
                    queue.append(other)
        return found

    def _settle(self, modules: Sequence[str], within: frozenset[str] | None) -> bool:
        """Run the modules and all that depend on what changes; whether anything did."""
        self.importers.tell(self.world.tree.modules.keys() & modules)
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

    def _settle_chains(self, within: frozenset[str] | None) -> None:
        """Run again whoever falls with a module that falls another way than it was told.

        In cycles of imports two ways may take turns for ever.
        """
        times: dict[str, int] = {}
        queue = deque(sorted(self._stale))
        waiting = set(queue)
        while queue:
            module = queue.popleft()
            waiting.discard(module)
            for other in self._dependents(module):
                if (within is not None and other not in within) or times.get(other, 0) >= MAX_CHAIN_RUNS:
                    continue
                times[other] = times.get(other, 0) + 1
                before = self.world.run(other)
                self._run_one(other)
                if _falls(self.world.run(other)) != _falls(before) and other not in waiting:
                    waiting.add(other)
                    queue.append(other)

    def _run_one(self, module: str) -> bool:
        """Run one module; whether others have to be run again for it."""
        if module not in self.world.tree.modules or self._times.get(module, 0) >= MAX_RUNS:
            return False
        self._times[module] = self._times.get(module, 0) + 1
        before = self.world.run(module)
        after = run_module(self.world, module, self._events_of(module))
        self.world.runs[module] = after
        left = after.skipped != before.skipped and self._loses_names(module)
        if _told(after) == _told(before) and not left:
            if _falls(after) != _falls(before):
                self._stale.add(module)
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
        known = self._known_dependents.get(module)
        if known is not None:
            return known
        edges = [edge for edge in self.importers.of(module) if edge.when == IMPORT_TIME]
        found = {edge.importer for edge in edges}
        self.importers.tell(found & self.world.tree.modules.keys())
        for edge in edges:
            self.add_inner(edge)
        for package in self._providers(module):
            found |= {e.importer for e in self.importers.directly(package) if e.when == IMPORT_TIME}
        self._known_dependents[module] = sorted(found - {module})
        return self._known_dependents[module]

    def _providers(self, module: str) -> list[str]:
        """The modules that provide names on demand which may come from this one."""
        parts = module.split(".")
        near = {".".join(parts[:length]) for length in range(1, len(parts))}
        near |= set(self.providers(module) if self.providers is not None else ())
        return sorted(n for n in near if n in self.world.tree.modules and self.world.resolver.lazy(n))

    def add_inner(self, edge: ImportEdge) -> None:
        """Make an event of an import that stands in a class body, which the bindings leave out."""
        where = edge.importer, edge.line
        if where in self._inner or edge.when != IMPORT_TIME:
            return
        self._inner.add(where)
        events = self._events_of(edge.importer) if edge.importer in self.world.tree.modules else None
        if events is None or any(event.place.line == edge.line for event in events):
            return
        # a removed statement is no import in a class body
        bindings = self.world.home.facts[edge.importer].bindings
        if any(b.place.line == edge.line or self._makes(edge, b) for b in bindings):
            return
        offset = max((b.place.offset for b in bindings if b.place.line <= edge.line), default=0)
        scope = (ScopeStep("class", "", offset),)
        place = Place(edge.line, 0, offset, scope, (), IMPORT_TIME, edge.guarded, edge.guarded)
        events.append(Event(place, "load", (Symbol(edge.imported),)))
        self._events[edge.importer] = in_order(events)

    def _makes(self, edge: ImportEdge, binding: Binding) -> bool:
        """Whether an import in brackets makes the edge: its names stand on lines of their own."""
        if binding.kind != "import" or binding.place.scope or binding.place.line < edge.line:
            return False
        source = self.world.home.module(edge.importer, binding.value.module)
        return source is not None and edge.imported in (source, f"{source}.{binding.value.name}")


def _falls(run: Run) -> tuple[Raised | None, tuple[Raised, ...]]:
    return run.failure, run.possible


def _told(run: Run) -> tuple[tuple[str, str, bool], ...]:
    """What others notice of how a module fails: not where it does, nor with which modules."""
    raised = [run.failure] if run.failure is not None else []
    faults = [one.fault for one in (*raised, *run.possible[:1])]
    return tuple((fault.error, fault.what, fault.reason == "") for fault in faults)
