"""What one expression takes its value from, one step on, by its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from graphkit.analysis.things import NOTHING, OTHER, Follower, Lookup, Thing, Things
from graphkit.model.facts import Value


def no_lookup(name: str) -> Things:
    """Nothing: for values without bare names."""
    return NOTHING


def _from(resolver: Follower, module: str, value: Value, lookup: Lookup) -> Things:
    source = resolver.module(module, value.module)
    if source is None:
        return frozenset({Thing("other", value.module, value.name)})
    if not resolver.is_module(source):
        return frozenset({Thing("missing", source, value.name)})
    return frozenset({Thing("member", source, value.name)})


def _module(resolver: Follower, module: str, value: Value, lookup: Lookup) -> Things:
    source = resolver.module(module, value.module)
    if source is None:
        return frozenset({OTHER})
    if resolver.is_module(source):
        return frozenset({Thing("module", source)})
    return frozenset({Thing("missing", source)})


def _as(resolver: Follower, module: str, value: Value, lookup: Lookup) -> Things:
    """`import a.b as x` takes the attribute `b` of `a`, which need not be the submodule."""
    source = resolver.module(module, value.module)
    package, _, name = (source or "").rpartition(".")
    if source is None or not package or not resolver.is_module(source):
        return _module(resolver, module, value, lookup)
    return frozenset({Thing("member", package, name)})


def _top(resolver: Follower, module: str, value: Value, lookup: Lookup) -> Things:
    return _module(resolver, module, value._replace(module=value.module.partition(".")[0]), lookup)


def _name(resolver: Follower, module: str, value: Value, lookup: Lookup) -> Things:
    return lookup(value.name)


def _attr(resolver: Follower, module: str, value: Value, lookup: Lookup) -> Things:
    return _attribute_of(resolver, resolver.follow(resolver.takes(module, value.base[0], lookup)), value.name)


def _attribute_of(resolver: Follower, holders: Things, name: str) -> Things:
    found: set[Thing] = set()
    for holder in holders:
        if holder.kind == "module":
            found.add(Thing("member", holder.module, name))
        elif holder.kind == "unknown":
            found.add(holder)
        elif holder.kind == "missing":
            path = f"{holder.module}.{holder.name}" if holder.name else holder.module
            found.add(Thing("missing", path, name))
        else:
            found.add(OTHER)
    return frozenset(found)


def _alt(resolver: Follower, module: str, value: Value, lookup: Lookup) -> Things:
    return frozenset(thing for part in value.base for thing in resolver.takes(module, part, lookup))


def _call(resolver: Follower, module: str, value: Value, lookup: Lookup) -> Things:
    """A call gives nothing of interest, unless the function returns its argument."""
    if len(value.base) > 1:
        for thing in resolver.follow(resolver.takes(module, value.base[0], lookup)):
            if thing == Thing("other", "importlib", "import_module"):
                return _import_module(resolver, module, value._replace(base=value.base[1:]), lookup)
            if thing.what == "function" and any(
                binding.value.kind == "def" and binding.value.base
                for binding in resolver.names(thing.module).get(thing.name, [])
            ):
                return resolver.takes(module, value.base[1], lookup)
    return frozenset({OTHER})


def _this(resolver: Follower, module: str, value: Value, lookup: Lookup) -> Things:
    return frozenset({Thing("module", module)})


def _import_module(resolver: Follower, module: str, value: Value, lookup: Lookup) -> Things:
    name = resolver.text(module, value.base[0]) if value.base else None
    if name is None:
        return frozenset({Thing("unknown", what="the imported module's name is computed")})
    return _module(resolver, module, Value("module", module=name), lookup)


def _getattr(resolver: Follower, module: str, value: Value, lookup: Lookup) -> Things:
    name = resolver.text(module, value.base[1])
    holders = resolver.follow(resolver.takes(module, value.base[0], lookup))
    if name is not None:
        return _attribute_of(resolver, holders, name)
    if any(holder.kind == "module" for holder in holders):
        return frozenset({Thing("unknown", what="the attribute's name is computed")})
    return frozenset({OTHER})


_TAKES: Mapping[str, Callable[[Follower, str, Value, Lookup], Things]] = {
    "from": _from,
    "module": _module,
    "as": _as,
    "top": _top,
    "name": _name,
    "attr": _attr,
    "alt": _alt,
    "this": _this,
    "call": _call,
    "import_module": _import_module,
    "getattr": _getattr,
}


def taken_from(resolver: Follower, module: str, value: Value, lookup: Lookup) -> Things:
    """What `value`, standing in `module`, takes its value from, one step on."""
    reader = _TAKES.get(value.kind)
    return reader(resolver, module, value, lookup) if reader is not None else frozenset({OTHER})
