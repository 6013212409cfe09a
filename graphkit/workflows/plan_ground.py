"""What a plan, or a check of one, stands on: what is left to move, and in which order."""

from __future__ import annotations

from typing import NamedTuple

from graphkit.analysis.next_steps import leftovers
from graphkit.errors import BadTarget
from graphkit.model.imports import BlastRadius
from graphkit.model.ranking import POLICIES, RankedModule
from graphkit.model.uses import Trace
from graphkit.workflows.gone import trace_gone, without_definition
from graphkit.workflows.rank import Ground, stand_on
from graphkit.workflows.reading import Reading
from graphkit.workflows.trace import trace_in


class Left(NamedTuple):
    """What is left to move, in order."""

    ground: Ground
    rows: tuple[RankedModule, ...]
    # the symbol of a configured deprecation is not there any more
    gone: bool
    # what else to know, a line each
    notes: tuple[str, ...]

    @property
    def trace(self) -> Trace:
        """The trace; of a symbol that is gone, of what still names it."""
        return self.ground.trace

    @property
    def facades(self) -> tuple[str, ...]:
        """The configured ones."""
        return self.ground.deprecation.facades if self.ground.deprecation else ()


def what_is_left(reading: Reading, target: str) -> Left:
    """Return the order in which the rest moves, references that dangle at its end.

    When the symbol of a configured deprecation is gone, what still names it is the rest. Raises BadTarget and
    BadConfig.
    """
    try:
        traced, gone, found = trace_in(reading, target), False, ""
    except BadTarget as error:
        configured = reading.config.deprecations.get(target)
        if configured is None:
            raise
        traced, gone, found = trace_gone(reading, configured.target), True, error.found
    ground = stand_on(reading, target, traced)
    module = traced.target.module
    # the symbol may have gone with its module
    radii = {module: BlastRadius(module, "", 0, 0, 0, 0, 0, 0), **ground.radii}
    rows = ground._replace(radii=radii).ranked(POLICIES[0])
    if gone:
        traced = without_definition(traced)
        rows = leftovers(traced, radii, rows)
    else:
        known = {row.module for row in rows}
        after = (row for row in leftovers(traced, radii) if row.module not in known)
        rows = (*rows, *after)
    notes = (*ground.notes, *([found] if found else []))
    return Left(ground._replace(trace=traced), rows, gone, notes)
