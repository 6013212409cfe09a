"""`graphkit tests`: which tests concern a deprecation, found by the import graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Unpack

from graphkit.analysis.golden_paths import cover_paths, missing_parts
from graphkit.analysis.nearest_tests import Distances, find_distances
from graphkit.analysis.set_cover import cover
from graphkit.analysis.symbol_tests import modules_that_name_it, symbol_tests
from graphkit.analysis.test_selection import (
    GIVEN,
    LIMIT,
    asked_about,
    matrix_rows,
    reaches,
    run_for,
    running,
    starts_of,
    untested_consumers,
)
from graphkit.extract.suite import read_parts, read_suite
from graphkit.model.ranking import POLICIES, RankedModule
from graphkit.model.testing import SelectedTests, WaveTests
from graphkit.workflows.known_modules import check_modules
from graphkit.workflows.rank import Ground, stand_on
from graphkit.workflows.reading import Options, Reading, open_reading
from graphkit.workflows.trace import trace_in


def tests(
    target: str,
    *,
    modules: Sequence[str] = (),  # noqa: PT028 - no test, whatever its name
    limit: int = LIMIT,  # noqa: PT028
    **options: Unpack[Options],
) -> SelectedTests:
    """Return which tests name `target`, which reach each of its consumers, and what no test reaches.

    With `modules`, also every test to run when these change. Of each consumer's tests the nearest `limit` are
    listed, all with 0; counts are always exact. A golden path that names what is not in the tree is a problem
    of the result.

    Raises BadTarget, BadConfig, RootNotFound and NoPythonFiles.

    >>> import graphkit
    >>> found = graphkit.tests("websocket-factory", roots=[graphkit.SAMPLE])
    >>> [test.file for test in found.symbol_tests if test.how == "binds"][0]
    'netra_backend/tests/test_dependencies.py'
    """
    reading = open_reading(**options)
    check_modules(reading.tree, *modules)
    ground = stand_on(reading, target, trace_in(reading, target), churn=False)
    return select_tests(reading, ground, modules=modules, limit=limit)


def select_tests(
    reading: Reading, ground: Ground, *, modules: Sequence[str] = (), limit: int = LIMIT
) -> SelectedTests:
    """Do the same with what was read before."""
    traced, tree = ground.trace, reading.tree
    suite = read_suite(tree, reading.cache, jobs=reading.jobs)
    everywhere = running(ground.imports, suite, traced.flow)
    ranked = ground.ranked(POLICIES[0])
    roles = asked_about(traced, modules)
    # modules that only move along are no rows, but the tests of a wave are to reach them
    goals = (*roles, *sorted({row.module for row in ranked} - set(roles)))
    found = find_distances(everywhere, starts_of(suite), goals, limit)
    listed = found._replace(ways=found.ways[: len(roles)])
    rows = matrix_rows(everywhere, suite, roles, tree.modules, listed)
    configured = ground.deprecation.golden_paths if ground.deprecation else ()
    about = [module for module, role in roles.items() if role != GIVEN]
    paths = cover_paths(configured, tree, everywhere, suite, about, limit)
    missing = missing_parts(configured, tree, suite, paths, _config_file(reading))
    parts = read_parts(tree, modules_that_name_it(traced))
    return SelectedTests(
        target=str(traced.target),
        symbol_tests=symbol_tests(traced, suite, parts),
        reach=reaches(suite, listed),
        golden_paths=paths,
        untested=untested_consumers(rows, {name: radius.transitive for name, radius in ground.radii.items()}),
        waves=_waves(ranked, goals, found),
        problems=tuple(sorted({*ground.problems, *missing})),
        files=traced.files,
        consumers=rows,
        total=len(suite.modules),
        given=tuple(sorted(set(modules))),
        to_run=run_for(everywhere, suite, modules) if modules else (),
    )


def _waves(ranked: Sequence[RankedModule], goals: Sequence[str], found: Distances) -> tuple[WaveTests, ...]:
    bit: Mapping[str, int] = {module: 1 << index for index, module in enumerate(goals)}
    reached = 0
    for spread in found.spread.values():
        for _, mask in spread:
            reached |= mask
    waves = []
    for wave, members in groupby(sorted(ranked, key=lambda row: row.wave), key=lambda row: row.wave):
        names = tuple(sorted(row.module for row in members))
        chosen = cover(found.spread, sum(bit[name] for name in names))
        unreached = tuple(name for name in names if not bit[name] & reached)
        waves.append(WaveTests(wave, names, chosen.tests, unreached, chosen.smallest))
    return tuple(waves)


def _config_file(reading: Reading) -> str:
    return reading.config.path.removeprefix(f"{reading.tree.base}/") or "configuration"
