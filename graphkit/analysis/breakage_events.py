"""What one module does when it is imported, as far as it can raise for a name or a module that is missing."""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from graphkit.analysis.breakage_worlds import Fault, World, worst
from graphkit.analysis.use_sites import AT_THE_END
from graphkit.model.facts import Place, Value
from graphkit.model.names import Symbol

_IMPORTS = frozenset({"from", "as", "top", "module"})


class Event(NamedTuple):
    """One step of running a module.

    does: load (a module) | take (`from module import name`) | star | attribute | loaded (an attribute of
    `import_module("m")`) | name (looked up in the module itself) | call (of a function that raises).
    """

    place: Place
    does: str
    # what it needs: any one will do
    sources: tuple[Symbol, ...]
    # the kind of the use
    kind: str = "import"
    # of a call: what the function raises; of other events: why they may not take it at all
    fault: Fault | None = None
    reason: str = ""


def import_events(world: World, module: str) -> list[Event]:
    """The imports that a module runs at its top level, in order. Cost: linear in its bindings."""
    found = []
    for binding in world.bindings(module):
        if binding.kind == "del" and not any(step.kind == "except" for step in binding.place.path):
            found.append(Event(binding.place, "name", (Symbol(module, binding.name),), "reference"))
        if binding.kind not in ("import", "star", "assign"):
            continue
        for value, reason in _imported(binding.value):
            source = world.home.module(module, value.module)
            if source is None:
                continue
            if value.kind == "from":
                found.append(Event(binding.place, "take", (Symbol(source, value.name),), reason=reason))
            elif binding.kind == "star":
                found.append(Event(binding.place, "star", (Symbol(source),), "star_import"))
            else:
                kind = "dynamic_import" if value.kind == "module" else "import"
                found.append(Event(binding.place, "load", (Symbol(source),), kind, reason=reason))
    return found


def _imported(value: Value, reason: str = "") -> Iterator[tuple[Value, str]]:
    """Every import in an expression, and why it may not be made."""
    if value.kind in _IMPORTS or value.kind == "star_of":
        yield value, reason
    for part in value.base:
        yield from _imported(part, "one of several values" if value.kind == "alt" else reason)


def fault_of(world: World, module: str, event: Event) -> Fault | None:
    """Why the event raises in `world`; None when it does not."""
    if event.does == "call":
        return event.fault
    faults = []
    for source in event.sources:
        fault = _fault(world, module, event, source)
        if fault is None:
            return None
        faults.append(fault)
    if not faults:
        return None
    worst = min(faults, key=lambda fault: (fault.reason != "", fault))
    return worst._replace(reason=worst.reason or event.reason)


def _fault(world: World, module: str, event: Event, source: Symbol) -> Fault | None:
    if event.does == "name":
        return _name_fault(world, module, source.name, event.place)
    if event.does == "attribute":
        if not source.name:
            return world.load(module, source.module)
        if not world.resolver.is_module(source.module):
            return Fault("AttributeError", f"module {source.module!r} is gone")
        return world.member(module, source.module, source.name, imported=False)
    fault = world.load(module, source.module)
    if event.does == "load" or (fault is not None and not fault.reason):
        return fault
    if event.does == "star":
        found = _star_fault(world, module, source.module)
    elif event.does == "loaded":
        found = world.member(module, source.module, source.name, imported=False) if source.name else None
    else:
        found = _own_fault(world, module, event, source)
        found = found or world.member(module, source.module, source.name, imported=True)
    return worst(one for one in (found, fault) if one is not None)


def _own_fault(world: World, module: str, event: Event, source: Symbol) -> Fault | None:
    """`from itself import name` takes a submodule, or what is bound so far."""
    child = f"{module}.{source.name}"
    return world.load(module, child) if source.module == module and world.resolver.is_module(child) else None


def _name_fault(world: World, module: str, name: str, place: Place) -> Fault | None:
    later = any(step.kind in ("function", "lambda") for step in place.scope)
    missing = world.lacks(module, name, place._replace(offset=AT_THE_END) if later else place)
    if missing is None and later and world.lost(module, name):
        # it is bound again further down: what calls the function before that finds nothing
        start = place.scope[0].start
        early = world.lacks(module, name, place._replace(offset=start, scope=(), path=()))
        missing = f"{module} binds {name} again further down" if early == "" else None
    if missing is None or hasattr(builtins, name):
        return None
    return Fault("NameError", f"name {name!r} is not defined", reason=missing)


def _star_fault(world: World, module: str, source: str) -> Fault | None:
    """`from source import *` raises for an entry of `__all__` that is not there."""
    if source not in world.tree.modules:
        return None
    doubt = None
    for name in sorted(world.resolver.exports(source).names):
        fault = world.member(module, source, name, imported=False)
        if fault is not None and not fault.reason:
            return fault
        doubt = doubt or fault
    return doubt


def in_order(events: Iterable[Event]) -> list[Event]:
    """Sort events as they happen; of several at one place, loading comes first."""
    return sorted(events, key=lambda event: (event.place.offset, event.does != "load", event.sources))
