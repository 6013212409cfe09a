"""What a trace of one repository tells: its uses, with their way to the definition, and what it holds."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from graphkit.analysis.consumers import Traced
from graphkit.model.names import Symbol
from graphkit.model.scan import Held, Repository, RepositoryUse
from graphkit.model.tree import SourceTree
from graphkit.model.uses import Use


class Around(NamedTuple):
    """What is known outside the repository whose trace is told."""

    # every name outside it under which the target is held
    held: Mapping[Symbol, Held]
    targets: frozenset[Symbol]
    # modules whose whole content is known
    read: frozenset[str]
    # first components of the modules that were not read: whether they hold the target is open
    unread: frozenset[str]


def repository_uses(
    repository: Repository, tree: SourceTree, traced: Traced, around: Around, way: str = ""
) -> tuple[RepositoryUse, ...]:
    """Return the uses in `tree`, the repository's own files, sorted; `way` leads from it to the tree's base.

    A module that only hands the target on is told by its re-exports.
    """
    maker = _Maker(repository, tree, traced, around, way)
    found = [
        maker.row(consumer.module, use, use.certainty)
        for consumer in traced.consumers
        for use in consumer.uses
    ]
    told = {consumer.module for consumer in traced.consumers}
    for again in traced.reexports:
        if again.module in tree.modules and again.module not in told:
            use = Use(
                again.file,
                again.line,
                "reexport",
                again.when,
                again.guarded,
                "certain",
                again.name,
                source=again.origin,
            )
            found.append(maker.row(again.module, use, "certain"))
    found += maker.dangling()
    return tuple(sorted(set(found)))


def held_names(tree: SourceTree, traced: Traced, around: Around, repository: str) -> tuple[Held, ...]:
    """Return the names under which importable modules of `tree`, tests left out, hold the target; sorted."""
    routes = _routes(traced)
    names = {edge.taker for edge in traced.flow if edge.taker.name} | around.targets
    found = []
    for name in sorted(names):
        file = tree.modules.get(name.module)
        way = _way(name, routes, around)
        if file is not None and file.importable and not file.is_test and way.origin is not None:
            found.append(Held(name.module, name.name, way.origin, way.chain, repository))
    return tuple(found)


class _Maker:
    def __init__(
        self, repository: Repository, tree: SourceTree, traced: Traced, around: Around, way: str
    ) -> None:
        self.repository = repository
        self.tree = tree
        self.traced = traced
        self.around = around
        self.way = way
        self.routes = _routes(traced)
        self.known: dict[Symbol, _Way] = {}

    def row(self, module: str, use: Use, certainty: str, reason: str = "") -> RepositoryUse:
        """Tell one use."""
        name, _, last = use.source.partition(":")
        source = Symbol(name, last)
        if source not in self.known:
            self.known[source] = _way(source, self.routes, self.around)
        chain, entry, _ = self.known[source]
        if entry is not None and entry.module in self.tree.modules:
            entry = None
        giver = self.around.held.get(entry) if entry is not None else None
        modules = chain if chain[:1] == (module,) else (module, *chain)
        return RepositoryUse(
            repository=self.repository.name,
            owner=self.repository.owner,
            module=module,
            file=self.way + use.file,
            line=use.line,
            column=use.column,
            kind=use.kind,
            when=use.when,
            guarded=use.guarded,
            certainty=certainty,
            is_test=self.tree.modules[module].is_test,
            name=use.name,
            scope=use.scope,
            source=use.source,
            through=str(entry) if entry is not None else "",
            giver=giver.repository if giver is not None else "",
            chain=" -> ".join(module for module in modules if module),
            reason=reason or use.reason,
        )

    def dangling(self) -> Iterator[RepositoryUse]:
        """References that name the target through a module that does not hold it, or may."""
        for item in self.traced.dangling:
            module = item.through.partition(":")[0]
            use = Use(item.file, item.line, item.kind, item.when, item.guarded, "", source=item.through)
            if module in self.tree.modules or module in self.around.read:
                yield self.row(item.module, use, "dangling", item.reason)
            elif module.partition(".")[0] in self.around.unread:
                reason = f"{module} was not read: it may hold the target"
                yield self.row(item.module, use, "possible", reason)


def _routes(traced: Traced) -> Mapping[Symbol, list[Symbol]]:
    routes: dict[Symbol, list[Symbol]] = {}
    for edge in traced.flow:
        routes.setdefault(edge.taker, []).append(edge.giver)
    return routes


class _Way(NamedTuple):
    """The shortest way from a name to the definition."""

    chain: tuple[str, ...]
    # where it leaves the repository, None when it does not
    entry: Symbol | None
    # the definition; None when no way is known
    origin: Symbol | None


def _way(start: Symbol, routes: Mapping[Symbol, list[Symbol]], around: Around) -> _Way:
    before: dict[Symbol, Symbol | None] = {start: None}
    waiting = deque([start])
    while waiting:
        name = waiting.popleft()
        if name in around.held:
            held = around.held[name]
            return _Way(_distinct((*_walked(before, name)[:-1], *held.chain)), name, held.origin)
        if name in around.targets:
            return _Way(_distinct(_walked(before, name)), None, name)
        for giver in routes.get(name, ()):
            if giver not in before:
                before[giver] = name
                waiting.append(giver)
    return _Way((start.module,), start, None)


def _walked(before: Mapping[Symbol, Symbol | None], end: Symbol) -> tuple[str, ...]:
    modules: list[str] = []
    step: Symbol | None = end
    while step is not None:
        modules.append(step.module)
        step = before[step]
    return tuple(modules[::-1])


def _distinct(modules: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(module for place, module in enumerate(modules) if not place or modules[place - 1] != module)
