"""`graphkit next`: the one step to take now."""

from __future__ import annotations

from typing import NamedTuple, Unpack

from graphkit.analysis.next_steps import choose_step, downstream, leftovers, narrowed, slips, verdict
from graphkit.analysis.test_selection import run_for, running
from graphkit.errors import BadTarget
from graphkit.extract.suite import read_suite
from graphkit.model.imports import BlastRadius
from graphkit.model.ranking import POLICIES, NextStep, RankedModule
from graphkit.workflows.edits import suggest_edits
from graphkit.workflows.gone import trace_gone, without_definition
from graphkit.workflows.rank import Ground, check_policy, stand_on
from graphkit.workflows.reading import Options, Reading, open_reading
from graphkit.workflows.trace import trace_in


class _Left(NamedTuple):
    """What is left to do, in order."""

    ground: Ground
    rows: tuple[RankedModule, ...]
    # modules with references that dangle, which nothing else makes matter
    after: tuple[RankedModule, ...]
    notes: tuple[str, ...]


def next_step(
    target: str, *, policy: str = POLICIES[0], churn: bool | None = None, **options: Unpack[Options]
) -> NextStep:
    """Return the next step of the migration off `target`, read from the code as it is now.

    What is migrated has no uses any more: asking again after each change walks the whole order. When the
    symbol of a configured deprecation is gone, what still names it is the rest to do, and after that
    nothing is.

    Raises BadTarget, BadUsage (no such policy), BadConfig, RootNotFound and NoPythonFiles.

    >>> import graphkit
    >>> step = graphkit.next_step("websocket-factory", churn=False, roots=[graphkit.SAMPLE])
    >>> step.verdict
    'change netra_backend/app/agents/greeter.py'
    >>> [edit.after for file in step.edits for edit in file.edits][-1]
    'manager = WebSocketManager(user_context=context)'
    """
    check_policy(policy)
    reading = open_reading(**options)
    left = _left(reading, target, policy, churn)
    step = choose_step(left.ground.trace, left.rows or left.after)
    if step is None:
        return _done(left, policy)
    ground = left.ground
    suite = read_suite(reading.tree, reading.cache, jobs=reading.jobs)
    known = reading.tree.modules
    # the module of a symbol that is gone may be gone with it
    flow = [e for e in ground.trace.flow if e.taker.module in known and e.giver.module in known]
    everywhere = running(ground.imports, suite, flow)
    return NextStep(
        target=str(ground.trace.target),
        verdict=verdict(step, str(ground.trace.target)),
        module=step.head,
        remaining=sum(not row.passive for row in left.rows) + len(left.after),
        uses=step.uses,
        unblocks=step.unblocks,
        edits=suggest_edits(narrowed(ground.trace, step), step.rows, ground.deprecation, reading),
        tests=run_for(everywhere, suite, step.modules),
        at_stake=downstream(ground.imports, step.head.module),
        waits=step.waits,
        problems=ground.problems,
        files=ground.trace.files,
        policy=policy,
        notes=(*left.notes, *_golden_tests(ground)),
    )


def _left(reading: Reading, target: str, policy: str, churn: bool | None) -> _Left:
    try:
        traced = trace_in(reading, target)
    except BadTarget as error:
        deprecation = reading.config.deprecations.get(target)
        if deprecation is None:
            raise
        return _after_the_end(reading, target, deprecation.target, error, policy, churn)
    ground = stand_on(reading, target, traced, churn=churn)
    rows = ground.ranked(policy)
    known = {row.module for row in rows}
    after = tuple(row for row in leftovers(traced, ground.radii) if row.module not in known)
    return _Left(ground, rows, after, ground.notes)


def _after_the_end(
    reading: Reading, target: str, symbol: str, error: BadTarget, policy: str, churn: bool | None
) -> _Left:
    """Look for what still names a symbol that is gone."""
    supposed = trace_gone(reading, symbol)
    ground = stand_on(reading, target, supposed, churn=churn)
    where = supposed.target.module
    radii = {where: BlastRadius(where, "", 0, 0, 0, 0, 0, 0), **ground.radii}
    ground = ground._replace(radii=radii)
    traced = without_definition(supposed)
    after = leftovers(traced, radii, ground.ranked(policy))
    meant = " or ".join(slips(symbol, error.nearest))
    notes = (f"{error.found}: should it be there, did you mean {meant}?",) if meant else ()
    return _Left(ground._replace(trace=traced), (), after, (*ground.notes, *notes))


def _done(left: _Left, policy: str) -> NextStep:
    ground = left.ground
    target = str(ground.trace.target)
    return NextStep(
        target=target,
        verdict=f"done: nothing uses {target} and it is gone",
        module=None,
        remaining=0,
        uses=(),
        unblocks=(),
        edits=(),
        tests=(),
        at_stake=(),
        waits=(),
        problems=ground.problems,
        files=ground.trace.files,
        policy=policy,
        notes=left.notes,
    )


def _golden_tests(ground: Ground) -> tuple[str, ...]:
    """Name the tests of the golden paths: they must pass after every step."""
    paths = ground.deprecation.golden_paths if ground.deprecation else ()
    return tuple(
        f"golden path {path.name}: run {', '.join(path.tests)} after every step"
        for path in paths
        if path.tests
    )
