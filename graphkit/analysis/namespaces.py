"""Every module's names that hold functions and classes defined in other modules."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from graphkit.analysis.loading import runs_at_import
from graphkit.analysis.resolution import Resolver
from graphkit.analysis.things import Thing
from graphkit.model.facts import ModuleFacts
from graphkit.model.tree import SourceTree

Namespaces = tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...]


def namespace_bindings(
    tree: SourceTree, facts: Mapping[str, ModuleFacts], *, type_checking: bool = False
) -> Namespaces:
    """Predict, for every importable module, the names it gets from other modules of the tree.

    Each name comes with the functions and classes it may be bound to, `pkg.mod:name`, sorted; several
    when branches disagree. With `type_checking`, names imported for type checkers only are added.
    Cost: linear in the bindings and the length of their chains.
    """
    resolver = Resolver(tree, facts, runtime=True, typing=type_checking)
    resolver.learn_stores(facts)
    asked = _asked_names(resolver, facts)
    found = []
    for file in sorted(tree.files, key=lambda file: file.module):
        if file.importable:
            names = _module_bindings(resolver, file.module, asked)
            if names:
                found.append((file.module, names))
    return tuple(found)


def _module_bindings(
    resolver: Resolver, module: str, asked: Mapping[str, Collection[str]]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    rows = []
    for name in sorted(_candidate_names(resolver, module, asked)):
        things = resolver.denote(module, name)
        origins = sorted({origin(thing) for thing in things if _is_elsewhere(thing, module)})
        if origins:
            rows.append((name, tuple(origins)))
    return tuple(rows)


def _asked_names(resolver: Resolver, modules: Iterable[str]) -> dict[str, set[str]]:
    """Module → the names that import statements, run at import time, take from it."""
    asked: dict[str, set[str]] = {}
    for module in modules:
        for bindings in resolver.names(module).values():
            for binding in bindings:
                if binding.value.kind == "from" and runs_at_import(binding):
                    source = resolver.module(module, binding.value.module)
                    if source is not None:
                        asked.setdefault(source, set()).add(binding.value.name)
    return asked


def _kept_names(resolver: Resolver, module: str, asked: Collection[str]) -> set[str]:
    """The names provided on demand that the namespace keeps, after others asked for `asked`."""
    facts = resolver.facts.get(module)
    lazy = {name: items for name, items in resolver.lazy(module).items() if name != "*"}
    if facts is None or not facts.kept or not lazy:
        return set()
    if facts.kept == "all":
        return set(lazy)
    names = {name for name in lazy if name in asked}
    if facts.kept == "module":
        sources = {item.values[0].module for name in names for item in lazy[name]}
        names |= {n for n, items in lazy.items() if any(item.values[0].module in sources for item in items)}
    return names


def _candidate_names(resolver: Resolver, module: str, asked: Mapping[str, Collection[str]]) -> set[str]:
    names = {name for name in resolver.names(module) if name != "*"}
    for star in resolver.stars(module):
        names |= starred_names(resolver, module, star.value.module, set())
    held = {name for name in names if resolver.bound(module, name).bindings}
    held |= {name for holder, name in resolver.stores if holder == module}
    return held | _kept_names(resolver, module, asked.get(module, frozenset()))


def starred_names(resolver: Resolver, module: str, raw: str, seen: set[str]) -> set[str]:
    """The names that `from raw import *` in `module` can bring."""
    source = resolver.module(module, raw)
    if source is None or source in seen or not resolver.is_module(source):
        return set()
    seen.add(source)
    exports = resolver.exports(source)
    names = set(exports.names)
    if exports.public:
        names |= {name for name in resolver.names(source) if not name.startswith("_") and name != "*"}
        for star in resolver.stars(source):
            inner = starred_names(resolver, source, star.value.module, seen)
            names |= {name for name in inner if not name.startswith("_")}
    return names


def _is_elsewhere(thing: Thing, module: str) -> bool:
    return thing.kind == "symbol" and thing.what != "variable" and thing.module != module


def origin(thing: Thing) -> str:
    """`pkg.mod:name` of a symbol."""
    return f"{thing.module}:{thing.name}"
