"""Functions that run while modules are imported: what they raise, the module that calls them raises."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import NamedTuple

from graphkit.analysis.breakage_events import Event
from graphkit.analysis.breakage_running import caught
from graphkit.analysis.breakage_sites import Later
from graphkit.analysis.breakage_worlds import Fault, World
from graphkit.analysis.consumers import all_sites
from graphkit.analysis.holders import find_holders, held_symbols
from graphkit.analysis.resolution import Resolver
from graphkit.analysis.sources import Sources
from graphkit.analysis.use_sites import Question, Site
from graphkit.model.facts import Place, Reference, ScopeStep, Value
from graphkit.model.imports import IMPORT_TIME
from graphkit.model.names import Symbol

# modules → those that may take something from them when they are imported
Downstream = Callable[[Iterable[str]], AbstractSet[str]]


# functions that raise → each call of one of them: the module, the call, what it raises
Calls = dict[frozenset[tuple["Function", Fault]], list[tuple[str, Reference, Fault]]]


class Function(NamedTuple):
    """A function that raises when it is called."""

    module: str
    # `f` or `Class.f`; "" for none, "?" for one that stands deeper
    owner: str
    # the offset of the definition, or of its class
    start: int


# methods that run when their class is called, or when it is made or inherited from
_CONSTRUCTING = frozenset({"__init__", "__new__", "__post_init__", "__call__"})
_INHERITED = frozenset({"__init_subclass__", "__set_name__"})
# how far a function that calls a function … is followed
MAX_DEPTH = 6
# … while they are no more than so many: in a large tree any function of a common name would come in
MAX_FUNCTIONS = 300
_CALLS = frozenset({"call", "decorator"})


def calls_at_import(
    sources: Sources, world: World, later: Iterable[Later], downstream: Downstream, known_calls: Calls
) -> dict[str, list[Event]]:
    """Module → the calls that, at import time, reach a statement that raises, however indirectly.

    `downstream` answers which modules may take something from the given ones when they are imported;
    `known_calls` keeps what was found for the same functions.
    Cost: for each step of indirection, one search of the text of those modules for all functions at once.
    """
    faults: dict[Function, Fault] = {}
    for one in sorted(later, key=lambda one: (one.module, one.place.line, one.place.offset)):
        function = _function(one.module, one.place)
        if function.owner and not one.swallowed:
            where = f"{one.fault.what}, in {function.owner}() at line {one.place.line}"
            faults.setdefault(function, one.fault._replace(what=where))
    found: dict[str, list[Event]] = {}
    fresh, known = dict(faults), set(faults)
    for _ in range(MAX_DEPTH):
        reached: dict[Function, Fault] = {}
        asked = frozenset(fresh.items())
        if asked not in known_calls:
            known_calls[asked] = list(_calls(sources, world, fresh, downstream))
        for caller, reference, fault in known_calls[asked]:
            place = reference.place
            function = _function(caller, place)
            if place.when == IMPORT_TIME and not function.owner:
                found.setdefault(caller, []).append(Event(place, "call", (), "call", fault))
                continue
            error = caught(place, fault.error).error
            if function.owner and error and function not in known:
                reached[function] = fault._replace(error=error)
        known.update(reached)
        fresh = reached
        if not fresh or len(known) > MAX_FUNCTIONS:
            break
    return found


def _function(module: str, place: Place) -> Function:
    """The function a place belongs to; none at module level and for what runs even later."""
    steps = [step for step in place.scope if step.kind in ("function", "class", "lambda")]
    if not any(step.kind == "function" for step in steps):
        return Function(module, "", 0)
    owner = ".".join(step.name for step in steps) if _is_plain(steps) else "?"
    return Function(module, owner, steps[0].start)


def _is_plain(steps: list[ScopeStep]) -> bool:
    return [step.kind for step in steps] in (["function"], ["class", "function"])


def _calls(
    sources: Sources, world: World, faults: dict[Function, Fault], downstream: Downstream
) -> Iterator[tuple[str, Reference, Fault]]:
    """Every call of one of the functions, with what it raises."""
    plain: dict[Symbol, dict[int, Fault]] = {}
    classes: dict[Symbol, dict[str, Fault]] = {}
    for (module, owner, start), fault in faults.items():
        name, _, method = owner.partition(".")
        symbol = Symbol(module, name)
        if name == "?" or not _is_reached(world, symbol):
            continue
        if method:
            classes.setdefault(symbol, {})[method] = fault
        elif not _is_async(sources, symbol):
            plain.setdefault(symbol, {})[start] = fault
    near = _Near(sources, world, classes, plain, downstream)
    for symbol, module, reference, kind in _references(near.sources, frozenset({*plain, *classes})):
        if symbol in plain:
            meant = _meant(world, symbol, plain[symbol], module, reference.place)
            if kind in _CALLS and meant is not None:
                yield module, reference, _through(meant, symbol.module, module)
            continue
        methods = classes[symbol]
        ran = [m for m in methods if m in (_CONSTRUCTING if kind in _CALLS else _INHERITED)]
        if ran and kind in (*_CALLS, "base_class"):
            yield module, reference, _through(methods[ran[0]], symbol.module, module)
    for symbol, methods in sorted(classes.items()):
        for method, fault in sorted(methods.items()):
            yield from _method_calls(near.sources, symbol, method, fault)


def _meant(
    world: World, symbol: Symbol, faults: Mapping[int, Fault], caller: str, place: Place
) -> Fault | None:
    """What the definition raises that a call means, of several of one name."""
    module, name = symbol
    defined = world.resolver.names(module).get(name, [])
    if len(defined) < 2:
        return next(iter(faults.values()))
    later = caller != module or any(step.kind in ("function", "lambda") for step in place.scope)
    path = () if place.scope else place.path
    held = world.resolver.bound(module, name, *(() if later else (path, place.offset))).bindings
    found = []
    for binding in held:
        # a definition's name stands behind where it starts, its body behind the name
        before = [start for start in faults if start < binding.place.offset]
        between = [other.place.offset for other in defined if other.place.offset < binding.place.offset]
        if before and max(before) > max(between, default=-1) and binding.kind == "def":
            found.append(faults[max(before)])
    if len(found) < len(held) and found:
        return found[0]._replace(reason=found[0].reason or f"{name} is one of several definitions")
    return found[0] if found else None


def _is_reached(world: World, symbol: Symbol) -> bool:
    """Whether the module comes as far as the definition, when it is imported."""
    if symbol.module not in world.tree.modules:
        return False
    # not what its packages do: they may be what runs it
    raised = world.run(symbol.module).failure
    if raised is None:
        return True
    bindings = world.resolver.names(symbol.module).get(symbol.name, [])
    return any(binding.place.offset < raised.place.offset for binding in bindings)


class _Near:
    """The sources, searched only where a function may be called while modules are imported.

    That is its own module, and, when that can be imported, those downstream of it.
    """

    def __init__(
        self,
        sources: Sources,
        world: World,
        classes: Mapping[Symbol, Iterable[str]],
        plain: Iterable[Symbol],
        downstream: Downstream,
    ) -> None:
        self._all = sources
        owners: dict[str, set[str]] = {}
        for symbol in (*plain, *classes):
            for name in (symbol.name, *classes.get(symbol, ())):
                owners.setdefault(name, set()).add(symbol.module)
        self._within: dict[str, frozenset[str]] = {}
        for name, modules in owners.items():
            taken = {module for module in modules if world.last_line(module) == math.inf}
            self._within[name] = frozenset(modules | downstream(taken))
        self._either = frozenset().union(*self._within.values())
        self._known: dict[str, tuple[str, ...]] = {}
        self.sources = replace(sources, mentions=self._mentions)

    def _mentions(
        self, words: Iterable[str], within: Iterable[str] | None = None
    ) -> Mapping[str, tuple[str, ...]]:
        wanted = sorted(set(words))
        if within is not None:
            return self._all.mentions(wanted, self._either.intersection(within))
        fresh = sorted({*wanted, *self._within} - self._known.keys())
        if fresh:
            self._known.update(self._all.mentions(fresh, self._either))
        return {
            word: tuple(m for m in self._known[word] if m in self._within.get(word, self._either))
            for word in wanted
        }


def _through(fault: Fault, defining: str, calling: str) -> Fault:
    return fault if defining == calling else fault._replace(via=(defining, *fault.via))


def _is_async(sources: Sources, symbol: Symbol) -> bool:
    bindings = sources.facts[symbol.module].bindings
    return any(b.name == symbol.name and b.kind == "def" and b.value.module == "async" for b in bindings)


def _references(sources: Sources, targets: frozenset[Symbol]) -> Iterator[tuple[Symbol, str, Reference, str]]:
    """Every certain use of the functions and classes, each with the one that is used."""
    if not targets:
        return
    resolver = Resolver(sources.tree, sources.facts, stop=targets)
    question = Question(sources, resolver, find_holders(sources, resolver, targets), targets)
    for module, sites in all_sites(question, lambda what, done, total: None).items():
        for site in sites:
            if site.verdict == "certain":
                for symbol in sorted(_held(question, site)):
                    yield symbol, module, site.reference, site.kind


def _held(question: Question, site: Site) -> frozenset[Symbol]:
    """The targets that a site takes."""
    found: frozenset[Symbol] = frozenset()
    for source in site.sources:
        found |= question.holders.held.get(source) or held_symbols(
            question.resolver, source.module, source.name, question.targets
        )
    return found


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
            scope = reference.place.scope
            inside = module == owner.module and bool(scope) and scope[0].name == owner.name
            if reference.usage in _CALLS and reference.role == "load" and inside and len(scope) == 1:
                # in the body of the class
                yield module, reference, fault
            if reference.usage not in _CALLS or reference.role != "attribute":
                continue
            base = reference.value.base[0]
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
