"""Strings that are put together from constants."""

from __future__ import annotations

from graphkit.analysis.things import Follower
from graphkit.model.facts import Value


def text_of(resolver: Follower, module: str, value: Value, depth: int = 0) -> str | None:
    """The text of a string value, module-level constants put in; None when it is computed."""
    if value.kind == "str":
        return value.name
    if depth > 10:
        return None
    if value.kind in ("sum", "fstring"):
        parts = [text_of(resolver, module, part, depth + 1) for part in value.base]
        return None if None in parts else "".join(part for part in parts if part is not None)
    if value.kind == "name" and value.name == "__name__":
        return module
    if value.kind == "attr":
        things = resolver.follow(resolver.takes(module, value.base[0], resolver.at(module, None)))
        modules = [thing.module for thing in things if thing.kind == "module"]
        if len(modules) != 1:
            return None
        if value.name == "__name__":
            return modules[0]
        return text_of(resolver, modules[0], Value("name", value.name), depth + 1)
    if value.kind == "name":
        bindings = resolver.bound(module, value.name).bindings
        if len(bindings) == 1:
            if bindings[0].kind == "assign":
                return text_of(resolver, module, bindings[0].value, depth + 1)
            return _text_elsewhere(resolver, module, bindings[0].value, depth)
    return None


def _text_elsewhere(resolver: Follower, module: str, value: Value, depth: int) -> str | None:
    source = resolver.module(module, value.module) if value.kind == "from" else None
    if source is None or source not in resolver.tree.modules:
        return None
    return text_of(resolver, source, Value("name", value.name), depth + 1)
