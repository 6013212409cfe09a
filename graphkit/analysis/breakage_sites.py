"""What becomes of each use of what is removed: it raises at import or when reached, or it dangles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from graphkit.analysis.breakage_events import Event, fault_of
from graphkit.analysis.breakage_running import caught
from graphkit.analysis.breakage_worlds import Fault, World
from graphkit.analysis.reaching import reaching
from graphkit.analysis.scopes import look_up
from graphkit.analysis.things import Thing
from graphkit.analysis.use_sites import Question, Site, when_of
from graphkit.model.facts import Place
from graphkit.model.imports import IMPORT_TIME, TYPE_CHECKING
from graphkit.model.names import Symbol

# calls that ask for an attribute and do not mind when it is not there
_ASKING = frozenset({"hasattr"})
_KINDS = {
    **{usage: usage for usage in ("call", "decorator", "base_class", "annotation")},
    "local_annotation": "annotation",
}


class Used(NamedTuple):
    """One use, and what it does to the name."""

    module: str
    site: Site
    event: Event
    # "import" (runs with its module), "later" (in a function), "patch", "export", "asked" (`hasattr`),
    # "broken" (it names what is not there today)
    part: str


def used(question: Question, sites: Mapping[str, tuple[Site, ...]]) -> list[Used]:
    """Every site as what it does at run time; what is only for type checkers does nothing."""
    found = []
    for module, own in sites.items():
        future = question.sources.facts[module].future_annotations
        for site in own:
            if site.verdict == "mention":
                continue
            when = when_of(site, future)
            if when == TYPE_CHECKING:
                continue
            part = _part(site, when)
            if part:
                found.append(Used(module, site, _event(module, site), part))
    return found


def _part(site: Site, when: str) -> str:
    reference = site.reference
    if site.verdict == "dangling":
        return "broken"
    if site.kind == "export":
        return "export"
    callee = reference.call[0] if reference.call else None
    called = callee.name if callee is not None else ""
    if site.kind == "patch_string":
        own_setattr = callee is not None and callee.kind == "name" and called == "setattr"
        return "" if own_setattr and reference.role == "string" else "patch"
    if reference.role == "store":
        return ""
    if site.kind == "dynamic_import" and reference.role == "string" and site.verdict == "possible":
        # a string that names it, whatever is done with that
        return "patch"
    if site.kind == "dynamic_import" and (
        called in _ASKING or (called == "getattr" and len(reference.call) > 3)
    ):
        return "asked"
    if when != IMPORT_TIME or any(step.kind in ("function", "lambda") for step in reference.place.scope):
        return "later"
    return "import"


def _event(module: str, site: Site) -> Event:
    reference = site.reference
    place = reference.place
    reason = site.reason if site.verdict == "possible" else ""
    if not site.sources:
        fault = Fault("AttributeError", f"may take {reference.name!r}", (), reason or "cannot be decided")
        return Event(place, "call", (), site.kind, fault)
    sources = site.sources
    if site.kind == "import":
        does = "load" if reference.role == "path" else "take"
    elif reference.role == "load" and not site.direct:
        does, sources = "name", (Symbol(module, reference.name),)
        if reference.bound:
            # a name that is assigned here is not bound yet
            place = place._replace(offset=place.offset - place.column)
    elif reference.value.kind == "attr" and reference.value.base[0].kind == "module":
        does = "loaded"
    elif reference.role == "load" and reference.name != "getattr":
        does = "local"
    else:
        does = "attribute"
    return Event(place, does, sources, site.kind, None, reason)


def import_time_events(uses: list[Used]) -> dict[str, list[Event]]:
    """The events that run with their module and are no import statements of its top level."""
    found: dict[str, list[Event]] = {}
    for use in uses:
        event = use.event
        top_import = event.kind == "import" and not event.place.scope and not event.reason
        if use.part == "import" and event.does != "local" and not top_import:
            found.setdefault(use.module, []).append(event)
    return found


def own_sites(question: Question, symbol: Symbol) -> Iterator[Site]:
    """The uses of a module-level name in its own module, which take it from no other module."""
    module, name = symbol
    for reference in question.sources.occurrences(module, name).references:
        if reference.role != "load":
            continue
        looked = look_up(question.resolver, question.sources.occurrences, module, name, reference.place)
        if looked.bindings and not looked.scope:
            kind = _KINDS.get(reference.usage, "reference")
            yield Site(kind, reference, "certain", (symbol,), through=looked.bindings, direct=False)


def base_sites(question: Question, module: str) -> Iterator[tuple[str, Site]]:
    """Where something is taken from a whole module that is reached as an object: `pkg.mod.name`."""
    word = module.rpartition(".")[2]
    for user in question.sources.mentions([word])[word]:
        for reference in question.sources.occurrences(user, word).references:
            if reference.usage != "base" or reference.role not in ("load", "attribute"):
                continue
            place = reference.place
            looked = look_up(question.resolver, question.sources.occurrences, user, word, place)
            if reference.role == "attribute":
                things = question.resolver.takes(user, reference.value, question.lookup(user, place))
            else:
                things = looked.things
            if Thing("module", module) in question.resolver.follow(things):
                direct = reference.role == "attribute" or bool(looked.scope)
                source = Symbol(module) if direct else Symbol(user, word)
                yield user, Site("reference", reference, "certain", (source,), direct=direct)


class Later(NamedTuple):
    """A statement in a function that raises when it is reached; `swallowed` when a handler catches it."""

    module: str
    place: Place
    fault: Fault
    kind: str
    swallowed: bool


def later(module: str, event: Event, fault: Fault, *, asked: bool = False) -> Later:
    """What an event in a function does that raises `fault`; with `asked`, the caller does not mind."""
    error = caught(event.place, fault.error).error
    fault = fault._replace(error=error or fault.error)
    return Later(module, event.place, fault, event.kind, asked or not error)


def later_faults(question: Question, world: World, uses: list[Used]) -> list[Later]:
    """Which statements in functions raise, each once; uses behind one that ends the function are left out."""
    found = []
    local = []
    for use in uses:
        if use.part not in ("later", "asked"):
            continue
        if use.event.does == "local":
            local.append(use)
            continue
        fault = fault_of(world, use.module, use.event)
        if fault is not None:
            found.append(later(use.module, use.event, fault, asked=use.part == "asked"))
    raising = {(one.module, one.place.offset): one for one in found}
    return found + [one for use in local for one in _unbound(question, use, raising)]


def _unbound(question: Question, use: Used, raising: Mapping[tuple[str, int], Later]) -> list[Later]:
    """A local name whose import raises, where a handler swallows that and binds nothing instead."""
    name, place = use.site.reference.name, use.event.place
    for length in range(len(place.scope), 0, -1):
        scope = place.scope[:length]
        own = [
            binding
            for binding in question.sources.occurrences(use.module, name).bindings
            if binding.place.scope == scope and binding.kind != "store"
        ]
        if not own:
            continue
        lost = [raising[use.module, b.place.offset] for b in own if (use.module, b.place.offset) in raising]
        if not lost or length != len(place.scope) or not all(one.swallowed for one in lost):
            return []
        gone = {one.place.offset for one in lost}
        left = [binding for binding in own if binding.place.offset not in gone]
        if reaching(left, place.path, place.offset).bindings or _left(lost[-1], place):
            return []
        what = f"local variable {name!r} is not bound when its import fails"
        reason = f"unless the handler of line {lost[-1].place.line} does not come back"
        fault = Fault("UnboundLocalError", what, (), reason)
        swallowed = not caught(place, fault.error).error
        return [Later(use.module, place, fault, use.event.kind, swallowed)]
    return []


def _left(lost: Later, place: Place) -> bool:
    """Whether the place is not reached after the error: in the same `try` body, or its handler leaves."""
    branch, arm = caught(lost.place, lost.fault.error).by[-1]
    for step in lost.place.path:
        if step.branch == branch and step.handlers[arm - 1].leaves:
            return True
    return any(step.branch == branch and step.kind in ("try", "else", "suppress") for step in place.path)


def gone_symbols(world: World, use: Used) -> tuple[Symbol, ...]:
    """The names that a patch or an entry of `__all__` asks for and that are missing for certain."""
    if use.site.verdict != "certain":
        return use.site.sources
    return tuple(
        source
        for source in use.site.sources
        if (not world.resolver.is_module(source.module))
        or (source.name and world.lacks(source.module, source.name) == "")
    )
