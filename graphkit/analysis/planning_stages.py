"""Which phase of a plan each module belongs to."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from graphkit.model.plan import CONSUMERS, DEFINITIONS, FACADES, REEXPORTERS
from graphkit.model.ranking import RankedModule
from graphkit.model.uses import Trace

_LAST_ROLES = ("definition", "leftover", "test")
# what a module needs only to hand the symbol on
_HANDING_ON = frozenset({"import", "star_import", "reexport", "export"})


def phase_numbers(
    modules: Sequence[RankedModule], trace: Trace, facades: Collection[str] = ()
) -> dict[str, int]:
    """Return the phase of each module: consumers, re-exporters, the configured `facades`, the definition.

    With the definition go the tests of the old behaviour, modules that only may use the symbol, and what
    names it where it is not. A module that waits for one of a later phase moves to that phase; modules on a
    cycle of symbol flow are in one phase. A test, and a module that passes the symbol on by star imports
    alone, is in the phase of the last module it moves together with. Worst case: a round over all pairs of
    modules that wait for each other, for every module and phase; mostly two or three.
    """
    using = _using(trace)
    following = {consumer.module for consumer in trace.consumers if consumer.is_test}
    following |= {row.module for row in modules if row.passive}
    number = {row.module: _own(row, row.module in using, facades) for row in modules}
    changed = True
    while changed:
        changed = False
        for row in modules:
            together = set(row.together)
            # what moves along is no reason to wait
            waits = {other for other in row.waits_for if other not in together or other not in following}
            waits |= together if row.module in following else together - following
            latest = max((number[other] for other in waits if other in number), default=0)
            if latest > number[row.module]:
                number[row.module] = latest
                changed = True
    return number


def _own(row: RankedModule, uses_it: bool, facades: Collection[str]) -> int:
    if row.role in _LAST_ROLES or (row.role == "consumer" and row.possible == row.uses > 0):
        return DEFINITIONS
    if row.module in facades:
        return FACADES
    return CONSUMERS if uses_it or row.role == "consumer" else REEXPORTERS


def _using(trace: Trace) -> set[str]:
    """Modules that do something with the symbol besides handing it on."""
    return {
        consumer.module
        for consumer in trace.consumers
        if any(use.kind not in _HANDING_ON for use in consumer.uses)
    }
