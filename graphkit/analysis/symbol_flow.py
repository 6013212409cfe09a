"""The symbol flow: which binding takes its value from which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graphkit.analysis.things import NOTHING, Thing, Things
from graphkit.analysis.use_sites import Question, Site
from graphkit.model.facts import Binding, LazyName
from graphkit.model.imports import CALL_TIME, TYPE_CHECKING
from graphkit.model.names import Symbol
from graphkit.model.uses import FlowEdge

_HOW = {"star": "star_import", "import": "import"}


def symbol_flow(question: Question, sites: Mapping[str, tuple[Site, ...]]) -> tuple[FlowEdge, ...]:
    """Every edge from a use or a binding to what it takes the target from, sorted.

    Starts from the uses and the known holders, and goes on to what those take from: a module that
    answers every name on demand holds the target without ever spelling its name.
    """
    edges = set(_site_edges(question, sites))
    queue = sorted({*question.holders.held, *(edge.giver for edge in edges)})
    seen = set(queue)
    while queue:
        holder = queue.pop()
        if holder in question.targets or not holder.name:
            continue
        for edge in _binding_edges(question, holder):
            edges.add(edge)
            if edge.giver not in seen:
                seen.add(edge.giver)
                queue.append(edge.giver)
    return tuple(sorted(edges))


def _binding_edges(question: Question, holder: Symbol) -> Iterator[FlowEdge]:
    """From a holder to what its statements take the target from."""
    module, name = holder
    resolver = question.resolver
    own = resolver.names(module).get(name, [])
    reached = {*own, *resolver.bound(module, name).bindings}
    runtime = False
    for binding in sorted(reached, key=lambda binding: binding.place.offset):
        for edge in _edges(question, holder, module, binding):
            runtime = runtime or edge.when != TYPE_CHECKING
            yield edge
    for setter, binding in resolver.stores.get((module, name), ()):
        yield from _edges(question, holder, setter, binding)
    if not runtime:
        yield from _lazy_edges(question, holder)


def _edges(question: Question, holder: Symbol, module: str, binding: Binding) -> Iterator[FlowEdge]:
    place = binding.place
    for giver in _givers(question, question.resolver.binding_takes(module, binding, holder.name)):
        if giver != holder:
            yield FlowEdge(
                holder,
                giver,
                question.sources.tree.modules[module].path,
                place.line,
                place.when,
                place.guarded_import if binding.kind in ("import", "star") else place.guarded,
                _HOW.get(binding.kind, "assignment"),
            )


def _lazy_edges(question: Question, holder: Symbol) -> Iterator[FlowEdge]:
    resolver = question.resolver
    lazy = resolver.lazy(holder.module)
    path = question.sources.tree.modules[holder.module].path
    for item in lazy.get(holder.name, []):
        for value in item.values:
            things = resolver.takes(
                holder.module, value, lambda name: resolver.module_level(holder.module, name)
            )
            givers = _givers(question, things)
            for giver in givers:
                yield FlowEdge(holder, giver, path, item.line, CALL_TIME, False, "lazy")
            if givers:
                break
    for item in lazy.get("*", []):
        yield from _forwarded(question, holder, item, path)


def _forwarded(question: Question, holder: Symbol, item: LazyName, path: str) -> Iterator[FlowEdge]:
    resolver = question.resolver
    things = resolver.takes(
        holder.module, item.values[0], lambda name: resolver.module_level(holder.module, name)
    )
    members = frozenset(
        Thing("member", thing.module, holder.name)
        for thing in resolver.follow(things)
        if thing.kind == "module" and thing.module != holder.module
    )
    for giver in _givers(question, members):
        yield FlowEdge(holder, giver, path, item.line, CALL_TIME, False, "lazy")


def _givers(question: Question, things: Things) -> list[Symbol]:
    return sorted(
        {
            Symbol(thing.module, thing.name)
            for thing in things or NOTHING
            if thing.kind in ("member", "symbol", "module") and question.hits((thing,))
        }
    )


def _site_edges(question: Question, sites: Mapping[str, tuple[Site, ...]]) -> Iterator[FlowEdge]:
    """From modules that use the target without keeping it in a binding to where they take it from."""
    for module, found in sites.items():
        path = question.sources.tree.modules[module].path
        for site in found:
            if site.verdict != "certain" or site.kind == "export":
                continue
            place = site.reference.place
            names = site.reference.bound if site.kind == "import" and not place.scope else ()
            if not site.direct:
                names = (site.reference.name,)
            if names and all(Symbol(module, name) in question.holders.held for name in names):
                # the module's binding has its own edge
                continue
            for source in site.sources:
                if source.module != module:
                    yield FlowEdge(
                        Symbol(module), source, path, place.line, place.when, place.guarded, site.kind
                    )
