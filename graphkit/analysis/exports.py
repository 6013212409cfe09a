"""What a star import takes: the reading of `__all__`."""

from __future__ import annotations

from graphkit.analysis.things import Exports, Follower
from graphkit.model.facts import Binding, Value


def read_exports(resolver: Follower, module: str) -> Exports:
    """What `from module import *` takes, by its `__all__` or the absence of one."""
    bindings = [
        binding
        for binding in resolver.names(module).get("__all__", [])
        if not any(step.state in ("never", "typing") for step in binding.place.path)
    ]
    if not bindings:
        inherited = [star for star in resolver.stars(module) if _all_comes_with(resolver, module, star)]
        if not inherited:
            return Exports(frozenset(), True, False)
        source = resolver.module(module, inherited[-1].value.module)
        return resolver.exports(source) if source else Exports(frozenset(), True, True)
    names: set[str] = set()
    public = partial = False
    for binding in bindings:
        items, whole, open_ = _listed(resolver, module, binding.value, binding.place.offset)
        if binding.kind == "remove":
            names -= {binding.value.name} if binding.value.kind == "str" else items
            continue
        if binding.kind != "extend" and not binding.place.path:
            names, public, partial = set(), False, False
        names |= items
        public, partial = public or whole, partial or open_
    return Exports(frozenset(names), public or (partial and not names), partial)


def _all_comes_with(resolver: Follower, module: str, star: Binding) -> bool:
    source = resolver.module(module, star.value.module)
    return source is not None and source != module and "__all__" in resolver.exports(source).names


def _listed(
    resolver: Follower, module: str, value: Value, offset: int, depth: int = 0
) -> tuple[set[str], bool, bool]:
    """The strings of a list value: (texts, every public name too, some cannot be read)."""
    if depth > 30:
        return set(), False, True
    if value.kind == "str":
        return {value.name}, False, False
    if value.kind == "public":
        return set(), True, False
    if value.kind in ("list", "sum", "star", "alt"):
        names: set[str] = set()
        public = partial = False
        for part in value.base:
            items, whole, open_ = _listed(resolver, module, part, offset, depth + 1)
            names |= items
            public, partial = public or whole, partial or open_
        return names, public, partial
    if value.kind == "attr" and value.name == "__name__":
        # `__all__ = [f.__name__]`: a definition's name is its own
        inner = value.base[0]
        return ({inner.name}, False, False) if inner.kind in ("name", "attr") else (set(), False, True)
    return _listed_elsewhere(resolver, module, value, offset, depth)


def _listed_elsewhere(
    resolver: Follower, module: str, value: Value, offset: int, depth: int
) -> tuple[set[str], bool, bool]:
    if value.kind == "attr":
        things = resolver.follow(resolver.takes(module, value.base[0], resolver.at(module, offset)))
        sources = [(thing.module, value.name) for thing in things if thing.kind == "module"]
    elif value.kind == "from":
        source = resolver.module(module, value.module)
        sources = [(source, value.name)] if source else []
    elif value.kind == "name":
        own = [b for b in resolver.names(module).get(value.name, []) if b.place.offset < offset]
        if own:
            last = own[-1]
            return _listed(resolver, module, last.value, last.place.offset, depth + 1)
        sources = []
    else:
        sources = []
    names: set[str] = set()
    for source, name in sources:
        if name == "__all__":
            exports = resolver.exports(source)
            names |= exports.names
            if exports.public:
                names |= {n for n in resolver.names(source) if not n.startswith("_")}
        else:
            bindings = resolver.names(source).get(name, [])
            if bindings:
                last = bindings[-1]
                names |= _listed(resolver, source, last.value, last.place.offset, depth + 1)[0]
    return names, False, not sources
