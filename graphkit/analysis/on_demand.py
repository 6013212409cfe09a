"""Names that a module provides when asked, and why a missing one may be there all the same."""

from __future__ import annotations

from graphkit.analysis.things import NOTHING, Follower, Thing, Things


def on_demand(resolver: Follower, module: str, name: str) -> Things:
    """What a name stands for that no statement of the module binds; empty when nothing provides it."""
    for item in resolver.lazy(module).get(name, []):
        for value in item.values:
            found = resolver.follow(resolver.takes(module, value, resolver.at(module, None)))
            if any(thing.kind in ("symbol", "module") for thing in found):
                return found
    for item in resolver.lazy(module).get("*", []):
        holders = resolver.follow(resolver.takes(module, item.values[0], resolver.at(module, None)))
        for holder in holders:
            if holder.kind == "module" and holder.module != module:
                return resolver.denote(holder.module, name)
        if not resolver.runtime:
            why = f"{module}.__getattr__ asks an object that is not known"
            return frozenset({Thing("unknown", module, name, why)})
    return NOTHING if resolver.runtime else _unread(resolver, module, name)


def _unread(resolver: Follower, module: str, name: str) -> Things:
    """Why the name may be there all the same."""
    facts = resolver.facts.get(module)
    if facts is None or name.startswith("__"):
        return NOTHING
    if facts.open_getattr:
        return frozenset({Thing("unknown", module, name, f"{module}.__getattr__ cannot be read")})
    for binding in resolver.names(module).get("*", []):
        return frozenset({Thing("unknown", module, name, f"{module}: {binding.value.name}")})
    for star in resolver.stars(module):
        source = resolver.module(module, star.value.module)
        if source is None or not resolver.is_module(source):
            why = f"{module} takes every name of {star.value.module}, which is outside the roots"
            return frozenset({Thing("unknown", module, name, why)})
        if resolver.exports(source).partial:
            why = f"the __all__ of {source} cannot be read"
            return frozenset({Thing("unknown", module, name, why)})
    return NOTHING
