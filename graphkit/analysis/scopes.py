"""Looking up a bare name from inside functions and classes, as Python does."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from graphkit.analysis.reaching import reaching
from graphkit.analysis.resolution import Resolver
from graphkit.analysis.things import NOTHING, OTHER, Things
from graphkit.model.facts import Binding, Occurrences, PathStep, Place, ScopeStep


class Looked(NamedTuple):
    """What a bare name takes its value from, and where its bindings stand."""

    things: Things
    # the scope that binds it, () for the module level
    scope: tuple[ScopeStep, ...]
    bindings: tuple[Binding, ...]


def look_up(
    resolver: Resolver,
    occurrences: Callable[[str, str], Occurrences],
    module: str,
    name: str,
    place: Place,
    known: dict[tuple[str, int], Things] | None = None,
) -> Looked:
    """Resolve the bare `name` at `place` of `module`, one step on.

    Function scopes hide what they bind; class scopes are seen from their own body only; `global` and
    `nonlocal` are followed. Cost: linear in the occurrences of the name in the file, and of the names that
    it takes its value from. `known` keeps what was looked up on the way.
    """
    if place.scope:
        own = occurrences(module, name).bindings
        for length in range(len(place.scope), 0, -1):
            found = _in_scope(resolver, occurrences, module, name, place, own, length, known)
            if found is not None:
                if found.scope or found.bindings:
                    return found
                break
    runs_later = any(step.kind in ("function", "lambda") for step in place.scope)
    if runs_later:
        things = resolver.module_level(module, name)
        return Looked(things, (), resolver.bound(module, name).bindings)
    path = place.path if not place.scope else ()
    things = resolver.module_level(module, name, path, place.offset)
    return Looked(things, (), resolver.bound(module, name, path, place.offset).bindings)


def _in_scope(
    resolver: Resolver,
    occurrences: Callable[[str, str], Occurrences],
    module: str,
    name: str,
    place: Place,
    own: tuple[Binding, ...],
    length: int,
    known: dict[tuple[str, int], Things] | None,
) -> Looked | None:
    """The name as one enclosing scope binds it; None when it does not, an empty answer for `global`."""
    scope = place.scope[:length]
    innermost = length == len(place.scope)
    if scope[-1].kind == "class" and not innermost:
        return None
    bindings = [binding for binding in own if binding.place.scope == scope]
    kinds = {binding.kind for binding in bindings}
    if "global" in kinds:
        return Looked(NOTHING, (), ())
    bindings = [binding for binding in bindings if binding.kind != "store"]
    if "nonlocal" in kinds or not bindings:
        return None
    bindings = sorted([*bindings, *_set_inside(own, scope)], key=lambda binding: binding.place.offset)
    later = any(step.kind in ("function", "lambda") for step in place.scope[length:])
    path = place.path if innermost else ()
    reached = reaching(bindings, path, None if later else place.offset).bindings
    if not reached and scope[-1].kind == "class":
        return None

    seen = {} if known is None else known

    def lookup(other: str, at: Place) -> Things:
        key = other, at.offset
        if key not in seen:
            # a name that is assigned from itself adds nothing
            seen[key] = NOTHING
            seen[key] = look_up(resolver, occurrences, module, other, at, seen).things
        return seen[key]

    result: Things = NOTHING
    for binding in reached:
        result |= _local(resolver, module, binding, lookup)
    return Looked(result, scope, reached)


def _set_inside(own: tuple[Binding, ...], scope: tuple[ScopeStep, ...]) -> list[Binding]:
    """What inner functions bind in `scope` through `nonlocal`: it may or may not have happened."""
    inner = {
        binding.place.scope
        for binding in own
        if binding.kind == "nonlocal" and binding.place.scope[: len(scope)] == scope
    }
    found = []
    for binding in own:
        if binding.place.scope in inner and binding.kind not in ("nonlocal", "del"):
            maybe = PathStep(binding.place.scope[-1].start, 0, 0, False)
            found.append(binding._replace(place=binding.place._replace(path=(maybe,))))
    return found


def _local(
    resolver: Resolver, module: str, binding: Binding, lookup: Callable[[str, Place], Things]
) -> Things:
    if binding.kind in ("import", "assign"):
        return resolver.takes(module, binding.value, lambda other: lookup(other, binding.place))
    return frozenset({OTHER})
