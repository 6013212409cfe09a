"""Which module-level names hold the target: from the definition outward, to the fixpoint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from graphkit.analysis.resolution import Resolver
from graphkit.analysis.sources import Sources
from graphkit.model.facts import Binding, LazyName, Value
from graphkit.model.names import Symbol


@dataclass(frozen=True)
class Holders:
    """The bindings that hold the target, and every identifier under which some module holds it."""

    # (module, name) of each holder, with what it holds; definitions included
    held: dict[Symbol, frozenset[Symbol]]
    names: frozenset[str]
    # identifier → modules whose text holds it
    mentions: dict[str, tuple[str, ...]]


def find_holders(sources: Sources, resolver: Resolver, targets: frozenset[Symbol]) -> Holders:
    """Search the tree for the targets' names, resolve what the hits bind, and again for new names.

    Star importers are candidates whatever their text holds. Cost: one search of the tree's bytes for
    each round of renamings, and a parse of each file that a name was found in.
    """
    held: dict[Symbol, frozenset[Symbol]] = {target: frozenset({target}) for target in targets}
    names: set[str] = set()
    mentions: dict[str, tuple[str, ...]] = {}
    fresh = {target.name or target.module.rpartition(".")[2] for target in targets}
    # `getattr` is looked for with the rest, to save a search later
    sources.mentions([*sorted(fresh), "getattr"])
    while fresh:
        names |= fresh
        mentions.update(sources.mentions(sorted(fresh)))
        modules = sorted({module for name in fresh for module in mentions[name]})
        resolver.learn_stores(modules)
        found: set[str] = set()
        done: set[str] = set()
        while True:
            for module in modules:
                for name in _candidates(resolver, module, names):
                    symbols = held_symbols(resolver, module, name, targets)
                    if symbols:
                        held[Symbol(module, name)] = symbols | held.get(Symbol(module, name), frozenset())
                        found.add(name)
            for holder, name in sorted(resolver.stores):
                symbols = held_symbols(resolver, holder, name, targets)
                if symbols:
                    held[Symbol(holder, name)] = symbols
                    found.add(name)
            done.update(modules)
            holding = {holder.module for holder in held}
            modules = sorted(_star_importers(sources, resolver, holding) - done)
            if not modules:
                break
        fresh = found - names
    return Holders(held, frozenset(names), mentions)


def _star_importers(sources: Sources, resolver: Resolver, holding: set[str]) -> set[str]:
    """The modules that take every name of a module that holds the target."""
    return {
        module
        for module, raws in sources.star_imports().items()
        if any(resolver.module(module, raw) in holding for raw in raws)
    }


def held_symbols(resolver: Resolver, module: str, name: str, targets: frozenset[Symbol]) -> frozenset[Symbol]:
    """Which of the targets `module.name` may hold."""
    things = resolver.denote(module, name)
    return frozenset(
        symbol
        for thing in things
        if thing.kind in ("symbol", "module") and (symbol := Symbol(thing.module, thing.name)) in targets
    )


def _candidates(resolver: Resolver, module: str, names: set[str]) -> list[str]:
    """Names of the module's namespace whose value may come from one of `names`."""
    wanted = set(names)
    found: set[str] = set()
    index = resolver.names(module)
    grown = True
    while grown:
        grown = False
        for name, bindings in index.items():
            if name in found or name in ("*", "__all__"):
                continue
            if any(may_take(binding, wanted) for binding in bindings):
                found.add(name)
                wanted.add(name)
                grown = True
    found |= {
        name for name, items in resolver.lazy(module).items() if name != "*" and _lazy_may(items, wanted)
    }
    if resolver.stars(module):
        found |= {
            name
            for name in names
            if any(_gives(resolver, module, star, name) for star in resolver.stars(module))
        }
    if "*" in resolver.lazy(module):
        found |= names
    return sorted(found | {name for holder, name in resolver.stores if holder == module and name in names})


def _gives(resolver: Resolver, module: str, star: Binding, name: str) -> bool:
    return star in resolver.bound(module, name).bindings


def _lazy_may(items: Iterable[LazyName], wanted: set[str]) -> bool:
    return any(item.name in wanted or any(_mentions(v, wanted) for v in item.values) for item in items)


def may_take(binding: Binding, wanted: AbstractSet[str]) -> bool:
    """Whether the value of a binding may come from one of the names `wanted`."""
    return binding.kind != "def" and _mentions(binding.value, wanted)


def _mentions(value: Value, wanted: AbstractSet[str]) -> bool:
    return any(word in wanted for word in _words(value))


def _words(value: Value) -> Iterator[str]:
    if value.kind in ("name", "attr", "from"):
        yield value.name
    if value.kind in ("from", "module", "as", "top"):
        yield value.module.rpartition(".")[2]
        if value.kind == "top":
            yield value.module.partition(".")[0]
    if value.kind == "getattr" and len(value.base) > 1 and value.base[1].kind == "str":
        yield value.base[1].name
    for part in value.base:
        yield from _words(part)
