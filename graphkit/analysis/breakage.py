"""What breaks when names or modules are removed: the tree before and after, and what differs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property

from graphkit.analysis.breakage_calls import Calls, calls_at_import
from graphkit.analysis.breakage_change import Change
from graphkit.analysis.breakage_events import Event, fault_of
from graphkit.analysis.breakage_later import DYNAMIC, dynamic_imports, later_imports
from graphkit.analysis.breakage_rows import Broken, broken_rows
from graphkit.analysis.breakage_running import runs_with_its_module
from graphkit.analysis.breakage_sites import (
    Later,
    base_sites,
    import_time_events,
    later,
    later_faults,
    own_sites,
    used,
)
from graphkit.analysis.breakage_spread import MANY, Importers, Spread
from graphkit.analysis.breakage_worlds import QUIET, World
from graphkit.analysis.consumers import all_sites
from graphkit.analysis.holders import find_holders
from graphkit.analysis.resolution import Resolver
from graphkit.analysis.sources import Sources
from graphkit.analysis.use_sites import Question, Site
from graphkit.model.imports import ImportGraph
from graphkit.model.names import Symbol

Progress = Callable[[str, int, int], None]
# a tree of up to so many files is run as a whole to see what is broken already
RUN_WHOLE = 300
# names lost on the way, which have takers of their own; functions that run at import time
MAX_ROUNDS = 10
# words that are searched for whatever is removed: computed names and imports
ALWAYS_SOUGHT = ("getattr", "__getattr__", *DYNAMIC)


def what_breaks(
    sources: Sources, change: Change, graph: Callable[[], ImportGraph], progress: Progress
) -> Broken:
    """Predict what the change breaks in the tree of `sources`.

    The uses of what is removed are found as a trace finds them, in the tree before; then the modules that
    hold them, and all that import those, are run in thought in the tree after. `graph` is asked for only
    when a module fails. A failing module is told by its first statement that raises; the names that an
    error leaves unbound are followed like removed ones. Cost: a trace, then the modules that are hit.
    """
    importers = Importers(graph, sources)
    targets = change.targets
    _read_ahead(sources, targets)
    for _ in range(MAX_ROUNDS):
        work = _Work(sources, replace(change, targets=targets), importers, progress)
        work.run()
        lost = work.lost() - targets
        if not lost:
            break
        targets |= lost
    return broken_rows(sources.tree, work.before, work.after, work.later, work.uses)


def _read_ahead(sources: Sources, targets: frozenset[Symbol]) -> None:
    """Ask for all words in one search of the tree, and for what the files that are found say of them."""
    words = sorted({target.name or target.module.rpartition(".")[2] for target in targets})
    found = sources.mentions({*words, *ALWAYS_SOUGHT})
    modules = {module for word in words for module in found[word]}
    if len(modules) >= MANY:
        sources.ahead(modules, words)


class _Work:
    """One prediction, for a given set of missing names."""

    def __init__(self, sources: Sources, change: Change, importers: Importers, progress: Progress) -> None:
        self.sources = sources
        self.change = change
        self.importers = importers
        resolver = Resolver(sources.tree, sources.facts, stop=change.targets)
        holders = find_holders(sources, resolver, change.targets)
        self.question = Question(sources, resolver, holders, change.targets)
        self.uses = used(self.question, self._sites(progress))
        self.before = World(sources.tree, sources.facts)
        self.after = World(change.tree, change.facts, self.before.resolver)
        stores = sorted({holder.module for holder in holders.held} | {use.module for use in self.uses})
        self.before.resolver.learn_stores(stores)
        self.after.resolver.learn_stores(module for module in stores if module in change.tree.modules)
        self.later: list[Later] = []
        self._calls: Calls = {}
        # last component of a module → those that provide names on demand and name it
        self._named: dict[str, tuple[str, ...]] = {}

    def _sites(self, progress: Progress) -> dict[str, tuple[Site, ...]]:
        """The uses of the missing names, of their own modules too, that are not removed themselves."""
        sites = all_sites(self.question, progress)
        for target in sorted(self.change.targets):
            if target.name and target.module in self.change.tree.modules:
                found = sites.get(target.module, ())
                known = {site.reference.place.offset for site in found}
                own = (s for s in own_sites(self.question, target) if s.reference.place.offset not in known)
                sites[target.module] = (*found, *own)
            elif not target.name:
                for module, site in base_sites(self.question, target.module):
                    sites[module] = (*sites.get(module, ()), site)
        return {
            module: tuple(site for site in found if not self._removed(module, site))
            for module, found in sites.items()
            if module in self.change.tree.modules
        }

    def _removed(self, module: str, site: Site) -> bool:
        reference = site.reference
        if reference.place.line in self.change.cut.get(module, ()):
            return True
        if site.kind == "export":
            return Symbol(module, reference.name) in self.change.unlisted
        bound = {Symbol(module, name) for name in reference.bound}
        return bool(bound) and not reference.place.scope and bound <= self.change.gone

    def run(self) -> None:
        """Run what may be hit in the tree after the change, functions that run at import time included."""
        start = self._start()
        events = import_time_events(self.uses)
        known: dict[str, list[Event]] = {}
        for _ in range(MAX_ROUNDS):
            spread = Spread(self.after, self.importers, events, self.before, self._providers)
            for module in self.change.modules:
                for edge in self.importers.of(module):
                    spread.add_inner(edge)
            spread.run(start)
            self.later = later_faults(self.question, self.after, self.uses)
            calls = self._indirect(spread)
            if calls == known:
                break
            known = calls
            events = import_time_events(self.uses)
            for module, found in calls.items():
                events[module] = [*events.get(module, ()), *found]
            start |= set(calls)
        self._run_today()

    def _providers(self, module: str) -> tuple[str, ...]:
        """The modules with a `__getattr__` whose text names the given one."""
        if not self._lazy:
            return ()
        word = module.rpartition(".")[2]
        if word not in self._named:
            self._named[word] = self.sources.mentions([word], self._lazy)[word]
        return self._named[word]

    @cached_property
    def _dynamic(self) -> set[str]:
        """The modules that import others by a name that is computed, or a string."""
        found = self.sources.mentions(DYNAMIC)
        return {module for modules in found.values() for module in modules}

    @cached_property
    def _lazy(self) -> tuple[str, ...]:
        """The modules that provide names on demand."""
        asking = self.sources.mentions(["__getattr__"])["__getattr__"]
        return tuple(module for module in asking if self.before.resolver.lazy(module))

    def _start(self) -> set[str]:
        """The modules that the change itself may make fail."""
        start = {use.module for use in self.uses} | {holder.module for holder in self.question.holders.held}
        for module, raws in self.sources.star_imports().items():
            if any(self.before.resolver.module(module, raw) in start for raw in raws):
                start.add(module)
        start |= {symbol.module for symbol in self.change.gone}
        for module in self.change.modules:
            start |= {edge.importer for edge in self.importers.of(module)}
            parts = module.split(".")
            above = (".".join(parts[:length]) for length in range(1, len(parts)))
            for name in {*above, *self._providers(module)}:
                if name in self.sources.tree.modules and self.before.resolver.lazy(name):
                    start |= {edge.importer for edge in self.importers.directly(name)}
        return start

    def _indirect(self, spread: Spread) -> dict[str, list[Event]]:
        """What runs a failing module or a function that raises, by no import statement of the top level."""
        found: dict[str, list[Event]] = {}
        failed = {module for module, run in self.after.runs.items() if run.failure is not None}
        failed |= self.change.modules
        lines = {(one.module, one.place.line) for one in self.later}
        for one in later_imports(self.sources, self.after, self.importers, failed):
            self._add_later(one, lines)
        for module, event in dynamic_imports(self.sources, self.after, failed):
            if event.place.line in self.change.cut.get(module, ()):
                # the statement goes too
                continue
            if runs_with_its_module(event.place):
                found.setdefault(module, []).append(event)
            elif (fault := fault_of(self.after, module, event)) is not None:
                self._add_later(later(module, event, fault), lines)
        takers = self._takers(spread)
        for module, events in calls_at_import(
            self.sources, self.after, self.later, takers, self._calls
        ).items():
            found.setdefault(module, []).extend(events)
        return found

    def _takers(self, spread: Spread) -> Callable[[Iterable[str]], set[str]]:
        """How to ask who may take something from modules when it is imported, by a computed name too."""
        return lambda modules: spread.downstream(modules) | self._dynamic if modules else set()

    def _add_later(self, one: Later, lines: set[tuple[str, int]]) -> None:
        place = one.module, one.place.line
        if place not in lines and one.place.line not in self.change.cut.get(one.module, ()):
            lines.add(place)
            self.later.append(one)

    def _run_today(self) -> None:
        """Run the modules that are hit in the tree as it is, to tell apart what fails there too."""
        hit = frozenset(module for module, run in self.after.runs.items() if run != QUIET)
        if hit:
            small = len(self.sources.tree.files) <= RUN_WHOLE
            within = frozenset(self.sources.tree.modules) if small else hit
            Spread(self.before, self.importers, {}).run(within, within=within)

    def lost(self) -> frozenset[Symbol]:
        """The names that are missing because an error was swallowed before they were bound."""
        found = set()
        for module, run in self.after.runs.items():
            if run.failure is None and run.skipped:
                for name in self.after.resolver.names(module):
                    symbol = Symbol(module, name)
                    if name == "*" or symbol in self.question.holders.held:
                        continue
                    if self.after.lacks(module, name) == "" and self.before.lacks(module, name) is None:
                        found.add(symbol)
        return frozenset(found)
