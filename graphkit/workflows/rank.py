"""`graphkit rank`: which module moves when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Unpack

from graphkit.analysis.agreement import policy_agreement
from graphkit.analysis.blast_radius import count_blast
from graphkit.analysis.ranking import rank_modules
from graphkit.errors import BadUsage
from graphkit.extract.git_history import read_churn
from graphkit.model.config import Deprecation
from graphkit.model.imports import BlastRadius, ImportGraph
from graphkit.model.problems import Problem
from graphkit.model.ranking import POLICIES, RankedModule, Ranking
from graphkit.model.uses import Trace
from graphkit.workflows.deprecations import check_replacement, deprecation_of
from graphkit.workflows.problems import joined
from graphkit.workflows.reading import Options, Reading, open_reading
from graphkit.workflows.trace import trace_in


class Ground(NamedTuple):
    """What an order is made from."""

    trace: Trace
    imports: ImportGraph
    radii: Mapping[str, BlastRadius]
    deprecation: Deprecation | None
    # file → commits; None when nobody knows
    churn: Mapping[str, int] | None
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]

    def ranked(self, policy: str) -> tuple[RankedModule, ...]:
        """Return the order by one policy."""
        return rank_modules(
            self.trace,
            self.radii,
            imports=self.imports,
            deprecation=self.deprecation,
            churn=self.churn,
            policy=policy,
        )


def rank(
    target: str,
    *,
    policy: str = POLICIES[0],
    compare: bool = False,
    churn: bool | None = None,
    **options: Unpack[Options],
) -> Ranking:
    """Return consumers, facades, tests and definition of `target` in the order in which they can move.

    With `compare`, also how far the policies agree. Recent commits are counted when the tree lies in a
    git repository; with `churn` true a problem says why they could not be, with false git is not asked.

    Raises BadTarget, BadUsage (no such policy), BadConfig, RootNotFound and NoPythonFiles.

    >>> import graphkit
    >>> order = graphkit.rank("websocket-factory", churn=False, roots=[graphkit.SAMPLE])
    >>> order.modules[0].file, order.modules[0].wave
    ('netra_backend/app/agents/greeter.py', 1)
    >>> order.modules[-1].role
    'definition'
    """
    check_policy(policy)
    reading = open_reading(**options)
    ground = stand_on(reading, target, trace_in(reading, target), churn=churn)
    orders = {name: ground.ranked(name) for name in (POLICIES if compare else (policy,))}
    return Ranking(
        target=str(ground.trace.target),
        modules=orders[policy],
        problems=ground.problems,
        files=ground.trace.files,
        policy=policy,
        agreement=policy_agreement(orders) if compare else (),
        notes=ground.notes,
    )


def check_policy(policy: str) -> None:
    """Raise BadUsage for a policy that is none."""
    if policy not in POLICIES:
        raise BadUsage(f"unknown policy {policy!r}; choose one of {', '.join(POLICIES)}")


def stand_on(reading: Reading, target: str, traced: Trace, *, churn: bool | None = None) -> Ground:
    """Read what an order needs besides the trace. Raises BadConfig for a replacement that is not there."""
    deprecation = deprecation_of(reading.config, target, str(traced.target))
    notes = check_replacement(reading, deprecation) if deprecation else ()
    graph, problems, _ = reading.imports
    # exact where rows are made of them
    counted = count_blast(graph, reading.tree.modules, sought=traced.modules)
    radii = {radius.module: radius for radius in counted.radii}
    problems = joined(traced.problems, tuple(sorted({*reading.problems, *problems})))
    commits = None
    if churn is not False:
        commits, why = read_churn(reading.tree.base)
        if commits is None and churn:
            what = f"recent commits are not counted: {why}"
            problems = tuple(sorted({*problems, Problem(".", 0, what, "the order leaves them out")}))
    return Ground(traced, graph, radii, deprecation, commits, problems, notes)
