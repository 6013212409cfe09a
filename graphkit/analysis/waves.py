"""Put modules into the order in which they can move."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from graphkit.analysis.strong_components import strong_components
from graphkit.model.imports import BlastRadius
from graphkit.model.ranking import RankedModule
from graphkit.model.uses import Trace

CONSUMER = "consumer"
FACADE = "facade"
DEFINITION = "definition"

_NAMED = 3


class _Place(NamedTuple):
    """Where a module stands in the flow of the symbol."""

    module: str
    file: str
    role: str
    uses: int
    wave: int
    takers: tuple[str, ...]
    givers: tuple[str, ...]
    # other modules on a common cycle
    cycle: tuple[str, ...]


def rank_modules(trace: Trace, radii: Mapping[str, BlastRadius]) -> tuple[RankedModule, ...]:
    """Return consumers, facades and definition in the order in which they can move.

    A module moves after all that take the symbol from it; modules on a cycle of the symbol flow move in one
    wave. Inside a wave: consumers and facades before the definition, then by what is downstream at import
    time, fewest first, then by name. Cycles of the import graph constrain nothing.
    """
    places = sorted(_places(trace), key=lambda place: _order(place, radii))
    definitions = {definition.module for definition in trace.definitions}
    ranked = []
    for rank, place in enumerate(places, start=1):
        radius = radii[place.module]
        ranked.append(
            RankedModule(
                rank,
                place.wave,
                place.module,
                place.file,
                place.role,
                place.uses,
                radius.direct,
                radius.transitive,
                radius.production,
                radius.tests,
                place.takers,
                len(place.givers),
                _reasons(place, radius, definitions),
            )
        )
    return tuple(ranked)


def _order(place: _Place, radii: Mapping[str, BlastRadius]) -> tuple[int, bool, int, str]:
    return place.wave, place.role == DEFINITION, radii[place.module].import_time, place.module


def _places(trace: Trace) -> list[_Place]:
    files = _files(trace)
    modules = sorted(files)
    number = {module: index for index, module in enumerate(modules)}
    givers: list[set[int]] = [set() for _ in modules]
    takers: list[set[int]] = [set() for _ in modules]
    for edge in trace.flow:
        taker, giver = number[edge.taker.module], number[edge.giver.module]
        if taker != giver:
            givers[taker].add(giver)
            takers[giver].add(taker)
    wave, cycles = _waves([sorted(others) for others in givers])
    roles = _roles(trace)
    uses = _uses(trace)
    return [
        _Place(
            module,
            files[module],
            roles.get(module, FACADE),
            uses.get(module, 0),
            wave[index],
            tuple(modules[other] for other in sorted(takers[index])),
            tuple(modules[other] for other in sorted(givers[index])),
            tuple(modules[other] for other in cycles[index]),
        )
        for index, module in enumerate(modules)
    ]


def _waves(givers: list[list[int]]) -> tuple[list[int], list[list[int]]]:
    """Return, per module, its wave and the other modules of its cycle; no wave takes from a later one."""
    wave = [1] * len(givers)
    cycle: list[list[int]] = [[] for _ in givers]
    # takers first
    for members in reversed(strong_components(givers)):
        level = max(wave[member] for member in members)
        for member in members:
            wave[member] = level
            cycle[member] = [other for other in members if other != member]
        for giver in {giver for member in members for giver in givers[member]} - set(members):
            wave[giver] = max(wave[giver], level + 1)
    return wave, cycle


def _files(trace: Trace) -> dict[str, str]:
    files = {edge.taker.module: edge.file for edge in trace.flow}
    files |= {reexport.module: reexport.file for reexport in trace.reexports}
    files |= {consumer.module: consumer.file for consumer in trace.consumers}
    return files | {definition.module: definition.file for definition in trace.definitions}


def _uses(trace: Trace) -> dict[str, int]:
    """Count uses per module; in a module that only re-exports, the bindings are the uses."""
    uses: dict[str, int] = {}
    for reexport in trace.reexports:
        uses[reexport.module] = uses.get(reexport.module, 0) + 1
    return uses | {consumer.module: len(consumer.uses) for consumer in trace.consumers}


def _roles(trace: Trace) -> dict[str, str]:
    roles = {consumer.module: CONSUMER for consumer in trace.consumers}
    roles |= dict.fromkeys(trace.facades, FACADE)
    return roles | {definition.module: DEFINITION for definition in trace.definitions}


def _reasons(place: _Place, radius: BlastRadius, definitions: set[str]) -> tuple[str, ...]:
    reasons = []
    if place.takers:
        noun = "module" if len(place.takers) == 1 else "modules"
        reasons.append(f"{len(place.takers)} {noun} must move first: {_some(place.takers)}")
    else:
        reasons.append("nothing takes the symbol from it")
    if place.cycle:
        reasons.append(f"cycle of symbol flow with {_some(place.cycle)}: they move together")
    if place.role == DEFINITION:
        reasons.append("holds the definition: goes when nothing takes it any more")
    elif place.givers:
        reasons.append(f"takes it {_from(place.givers, definitions)}")
    reasons.append(
        f"blast radius {radius.transitive} ({radius.production} production, {radius.tests} tests), "
        f"{radius.import_time} at import time"
    )
    return tuple(reasons)


def _from(givers: tuple[str, ...], definitions: set[str]) -> str:
    facades = tuple(module for module in givers if module not in definitions)
    words = [f"through {_some(facades)}"] if facades else []
    return " and ".join([*words, *(["from the definition"] if len(facades) < len(givers) else [])])


def _some(modules: tuple[str, ...]) -> str:
    more = len(modules) - _NAMED
    return ", ".join(modules[:_NAMED]) + (f" and {more} more" if more > 0 else "")
