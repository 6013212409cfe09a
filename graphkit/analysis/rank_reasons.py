"""Why a module stands where it stands, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from graphkit.analysis.obligations import DEFINITION, TEST, Obligation
from graphkit.analysis.waves import Placed, only_possible
from graphkit.model.imports import BlastRadius
from graphkit.model.uses import Use

_NAMED = 3


def standing(obligation: Obligation, placed: Placed, definitions: Collection[str]) -> Iterator[str]:
    """Say what the module waits for, what moves with it, and from where it takes the symbol."""
    if placed.after:
        yield f"{_count(len(placed.after), 'module')} must move first: {some(placed.after)}"
    elif not placed.follows and not placed.followers and not placed.cycle:
        yield "nothing takes the symbol from it"
    if placed.cycle:
        yield f"cycle of symbol flow with {some(placed.cycle)}: they move together"
    if obligation.role == DEFINITION:
        yield "holds the definition: goes when nothing takes it any more"
    elif obligation.role == TEST:
        yield "a test of the deprecated behaviour: takes it from the definition alone, goes with it"
    elif only_possible(obligation):
        yield "only possibly a use: a person has to look before the definition goes"
    elif obligation.passive:
        yield f"nothing to edit: has it by a star import, as long as {some(obligation.givers)} gives it"
    elif obligation.givers:
        yield f"takes it {_from(obligation.givers, definitions)}"
    if obligation.patches:
        yield f"patches the name in {some(obligation.patches)}: each patch moves with the module it patches"
    if placed.followers:
        yield f"in the same step: {some(placed.followers)}"


def open_questions(
    obligation: Obligation, through: Sequence[Use], everywhere: Sequence[Use]
) -> Iterator[str]:
    """Say which possible uses a person has to look at: here, through here, or before the definition goes."""
    if obligation.possible:
        what = _count(len(obligation.possible), "possible use")
        yield f"{what} to change or sign off: {_places(obligation.possible)}"
    if obligation.role == DEFINITION:
        if everywhere:
            yield (
                f"waits until {_count(len(everywhere), 'possible use')} "
                f"{'is' if len(everywhere) == 1 else 'are'} changed or signed off: {_places(everywhere)}"
            )
    elif through:
        yield f"{_count(len(through), 'possible use')} may go through it: {_places(through)}"


def importance(
    frees: Sequence[str], radius: BlastRadius, churn: int | None, canary: str, alike: int
) -> Iterator[str]:
    """Say what orders the module inside its wave."""
    if canary:
        others = f"canary for {canary}: before {_count(alike - 1, 'other')} like it"
        yield others if alike > 1 else f"the only one of its pattern: {canary}"
    if frees:
        verb = "waits for it alone" if len(frees) == 1 else "wait for it alone"
        yield f"frees {some(frees)}: {verb}"
    yield (
        f"blast radius {radius.transitive} ({radius.production} production, {radius.tests} tests), "
        f"{radius.import_time} at import time"
    )
    if churn:
        yield f"{_count(churn, 'commit')} in the last 90 days"


def tie(ties: Sequence[str], tied: int) -> Iterator[str]:
    """Say which other modules only the name tells from this one."""
    if tied:
        yield f"tied with {some(ties, tied)}: the name decides"


def some(modules: Sequence[str], total: int = 0) -> str:
    """Name the first three and count the rest.

    >>> some(["a", "b", "c", "d"]), some(["a"], 3)
    ('a, b, c and 1 more', 'a and 2 more')
    """
    more = (total or len(modules)) - min(len(modules), _NAMED)
    return ", ".join(modules[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _from(givers: Sequence[str], definitions: Collection[str]) -> str:
    facades = [module for module in givers if module not in definitions]
    words = [f"through {some(facades)}"] if facades else []
    return " and ".join([*words, *(["from the definition"] if len(facades) < len(givers) else [])])


def _places(uses: Sequence[Use]) -> str:
    return some([f"{use.file}:{use.line}" for use in uses])


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
