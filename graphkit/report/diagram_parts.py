"""The modules and takes that a traced symbol gives a drawing."""

from __future__ import annotations

from typing import NamedTuple

from graphkit.model.drawing import DANGLING, DEFINITION, FACADE, POSSIBLE, PRODUCTION, SCRIPT, SHIM, TEST
from graphkit.model.names import Symbol, parse_symbol
from graphkit.model.uses import Consumer, Reexport, Trace


class Part(NamedTuple):
    """One module of the drawing."""

    module: str
    state: str
    uses: int
    # what else its node says
    detail: str


class Take(NamedTuple):
    """One statement by which module `taker` takes the symbol from module `giver`."""

    taker: str
    giver: str
    line: int
    # the name it gets in the taker when that is another one, else ""
    renamed: str
    # a key of palette.EDGES
    look: str
    guarded: bool


def parts_of(trace: Trace) -> dict[str, Part]:
    """Return the modules of the trace, each with its state, sorted by name."""
    parts: dict[str, Part] = {}
    for dangling in trace.dangling:
        uses = parts[dangling.module].uses if dangling.module in parts else 0
        through = f"through {parse_symbol(dangling.through).module}"
        parts[dangling.module] = Part(dangling.module, DANGLING, uses + 1, through)
    for consumer in trace.consumers:
        parts[consumer.module] = Part(consumer.module, _state(consumer), len(consumer.uses), "")
    for module, (state, lines) in _facades(trace).items():
        uses = parts[module].uses if module in parts else 0
        shown = "l. " + ", ".join(map(str, lines[:3])) + (" …" if len(lines) > 3 else "")
        parts[module] = Part(module, state, uses, f"re-exports: {shown}" if uses else f"re-export {shown}")
    for definition in trace.definitions:
        uses = parts[definition.module].uses if definition.module in parts else 0
        line = "" if definition.kind == "module" else f", l. {definition.line}"
        parts[definition.module] = Part(definition.module, DEFINITION, uses, f"{definition.kind}{line}")
    return dict(sorted(parts.items()))


def takes_of(trace: Trace) -> tuple[Take, ...]:
    """Return the takes between modules, sorted; possible and dangling ones are looked up in the uses."""
    flowing = {
        Take(e.taker.module, e.giver.module, e.line, _renamed(e.taker, e.giver), e.when, e.guarded)
        for e in trace.flow
    }
    known = {(take.taker, take.giver) for take in flowing}
    unsure = {
        Take(consumer.module, parse_symbol(use.source).module, use.line, "", "possible", use.guarded)
        for consumer in trace.consumers
        for use in consumer.uses
        if use.source and use.certainty == "possible"
    }
    unsure |= {
        Take(d.module, parse_symbol(d.through).module, d.line, "", "possible", d.guarded)
        for d in trace.dangling
    }
    takes = flowing | {take for take in unsure if (take.taker, take.giver) not in known}
    return tuple(sorted(take for take in takes if take.taker != take.giver))


def _renamed(taker: Symbol, giver: Symbol) -> str:
    return taker.name if taker.name and giver.name and taker.name != giver.name else ""


def _state(consumer: Consumer) -> str:
    if all(use.certainty == "possible" for use in consumer.uses):
        return POSSIBLE
    if consumer.file.endswith(".ipynb") or ("." not in consumer.module and not consumer.is_test):
        return SCRIPT
    return TEST if consumer.is_test else PRODUCTION


def _facades(trace: Trace) -> dict[str, tuple[str, list[int]]]:
    """Return the state of every facade, and the lines it hands the symbol on by."""
    found: dict[str, list[Reexport]] = {}
    for reexport in trace.reexports:
        if reexport.module in trace.facades:
            found.setdefault(reexport.module, []).append(reexport)
    return {
        module: (
            SHIM if all(reexport.kind == "lazy" for reexport in reexports) else FACADE,
            sorted({reexport.line for reexport in reexports}),
        )
        for module, reexports in found.items()
    }
