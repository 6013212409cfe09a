"""Functions that run while modules are imported: what they raise, the module that calls them raises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graphkit.analysis.breakage_events import Event
from graphkit.analysis.breakage_running import caught
from graphkit.analysis.breakage_sites import Later
from graphkit.analysis.breakage_worlds import Fault, World
from graphkit.analysis.consumers import all_sites
from graphkit.analysis.holders import find_holders
from graphkit.analysis.resolution import Resolver
from graphkit.analysis.sources import Sources
from graphkit.analysis.use_sites import Question
from graphkit.model.facts import Place, Reference, ScopeStep, Value
from graphkit.model.imports import IMPORT_TIME
from graphkit.model.names import Symbol

# methods that run when their class is called, or when it is made or inherited from
_CONSTRUCTING = frozenset({"__init__", "__new__", "__post_init__", "__call__"})
_INHERITED = frozenset({"__init_subclass__", "__set_name__"})
# how far a function that calls a function … is followed
MAX_DEPTH = 6
_CALLS = frozenset({"call", "decorator"})


def calls_at_import(sources: Sources, world: World, later: Iterable[Later]) -> dict[str, list[Event]]:
    """Module → the calls that, at import time, reach a statement that raises, however indirectly.

    Cost: one search of the tree's text for each step of indirection.
    """
    faults: dict[tuple[str, str], Fault] = {}
    for one in sorted(later, key=lambda one: (one.module, one.place.line, one.place.offset)):
        owner = _owner(one.place)
        if owner and not one.swallowed:
            where = f"{one.fault.what}, in {owner}() at line {one.place.line}"
            faults.setdefault((one.module, owner), one.fault._replace(what=where))
    found: dict[str, list[Event]] = {}
    fresh, known = dict(faults), set(faults)
    for _ in range(MAX_DEPTH):
        reached: dict[tuple[str, str], Fault] = {}
        for caller, reference, fault in _calls(sources, fresh):
            place = reference.place
            if place.when == IMPORT_TIME and not _owner(place):
                found.setdefault(caller, []).append(Event(place, "call", (), "call", fault))
                continue
            owner = _owner(place)
            error = caught(place, fault.error).error
            if owner and error and (caller, owner) not in known:
                reached[caller, owner] = fault._replace(error=error)
        known.update(reached)
        fresh = reached
        if not fresh:
            break
    return found


def _owner(place: Place) -> str:
    """The function a place belongs to, `f` or `Class.f`; "" at module level and for what runs even later."""
    steps = [step for step in place.scope if step.kind in ("function", "class", "lambda")]
    if not steps or not any(step.kind == "function" for step in steps):
        return ""
    return ".".join(step.name for step in steps) if _is_plain(steps) else "?"


def _is_plain(steps: list[ScopeStep]) -> bool:
    return [step.kind for step in steps] in (["function"], ["class", "function"])


def _calls(sources: Sources, faults: dict[tuple[str, str], Fault]) -> Iterator[tuple[str, Reference, Fault]]:
    """Every call of one of the functions, with what it raises."""
    plain = {Symbol(module, owner): fault for (module, owner), fault in faults.items() if "." not in owner}
    classes: dict[Symbol, dict[str, Fault]] = {}
    for (module, owner), fault in faults.items():
        if "." in owner:
            name, _, method = owner.partition(".")
            classes.setdefault(Symbol(module, name), {})[method] = fault
    # all names in one search
    names = {symbol.name for symbol in (*plain, *classes)} | {
        m for methods in classes.values() for m in methods
    }
    sources.mentions(sorted(names - {"?"}))
    for symbol, fault in sorted(plain.items()):
        if symbol.name != "?" and _is_async(sources, symbol) is False:
            for module, reference, kind in _references(sources, symbol):
                if kind in _CALLS:
                    yield module, reference, _through(fault, symbol.module, module)
    for symbol, methods in sorted(classes.items()):
        for module, reference, kind in _references(sources, symbol):
            ran = [m for m in methods if m in (_CONSTRUCTING if kind in _CALLS else _INHERITED)]
            if ran and kind in (*_CALLS, "base_class"):
                yield module, reference, _through(methods[ran[0]], symbol.module, module)
        for method, fault in sorted(methods.items()):
            yield from _method_calls(sources, symbol, method, fault)


def _through(fault: Fault, defining: str, calling: str) -> Fault:
    return fault if defining == calling else fault._replace(via=(defining, *fault.via))


def _is_async(sources: Sources, symbol: Symbol) -> bool:
    bindings = sources.facts[symbol.module].bindings
    return any(b.name == symbol.name and b.kind == "def" and b.value.module == "async" for b in bindings)


def _references(sources: Sources, symbol: Symbol) -> Iterator[tuple[str, Reference, str]]:
    """Every certain use of one function or class."""
    if symbol.module not in sources.tree.modules:
        return
    targets = frozenset({symbol})
    resolver = Resolver(sources.tree, sources.facts, stop=targets)
    question = Question(sources, resolver, find_holders(sources, resolver, targets), targets)
    for module, sites in all_sites(question, lambda what, done, total: None).items():
        for site in sites:
            if site.verdict == "certain":
                yield module, site.reference, site.kind


def _method_calls(
    sources: Sources, owner: Symbol, method: str, fault: Fault
) -> Iterator[tuple[str, Reference, Fault]]:
    """Calls of a method on the class, on an object made at once, or on `self` inside the class."""
    both = set(sources.mentions([method])[method]) & {
        owner.module,
        *sources.mentions([owner.name])[owner.name],
    }
    for module in sorted(both):
        for reference in sources.occurrences(module, method).references:
            if reference.usage not in _CALLS or reference.role != "attribute":
                continue
            base = reference.value.base[0]
            scope = reference.place.scope
            inside = module == owner.module and bool(scope) and scope[0].name == owner.name
            if inside and base.kind == "name" and base.name in ("self", "cls"):
                yield module, reference, fault
            elif _names(base, owner.name) and not reference.place.scope:
                yield module, reference, _through(fault, owner.module, module)
            elif base.kind == "name" and not reference.place.scope:
                made = [
                    b for b in sources.facts[module].bindings if b.name == base.name and b.kind == "assign"
                ]
                if made and _names(made[-1].value, owner.name):
                    yield module, reference, _through(fault, owner.module, module)


def _names(value: Value, name: str) -> bool:
    """Whether an expression is the class of that name, or a call of it."""
    if value.kind == "call":
        value = value.base[0]
    return value.kind in ("name", "attr") and value.name == name
