"""Which tests to run: those that reach a module through imports, nearest first.

For other commands:

    reaching_tests(everywhere, suite, modules, limit=20) -> tuple[Reach, ...]   per module its nearest tests
    run_for(everywhere, suite, modules) -> tuple[Reach, ...]                    all that reach one of them

`everywhere` is `running(graph, suite, trace.flow)`; `graph` is what `scan_import_graph(tree, cache)` gives,
and `suite` what `read_suite(tree, cache)` gives.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from graphkit.analysis.nearest_tests import Distances, Way, find_distances, find_nearest_of
from graphkit.analysis.running import Running, reaching_counts
from graphkit.model.imports import CALL_TIME, TYPE_CHECKING, ImportEdge, ImportGraph
from graphkit.model.testing import Reach, Reached, Suite, UntestedConsumer
from graphkit.model.tree import SourceFile
from graphkit.model.uses import FlowEdge, Trace

# a lazy name loads when it is asked for, and a patch looks for its target when it starts
_WHEN = {"lazy": CALL_TIME, "patch_string": CALL_TIME}
# tests that are listed of each module
LIMIT = 20
CONSUMER = "consumer"
FACADE = "facade"
DEFINITION = "definition"
GIVEN = "given"


def reaching_tests(
    everywhere: Running, suite: Suite, modules: Sequence[str], *, limit: int = LIMIT
) -> tuple[Reach, ...]:
    """Return, for each of `modules` in turn, the nearest tests that reach it; a `limit` of 0 lists all.

    Nearest first, at the same distance those first that run it as soon as they are imported, then by name. A
    test reaches what it imports, even indirectly and inside functions, and what pytest imports with it: the
    `conftest` modules of its directory and of those above count as if the test imported them.
    """
    found = find_distances(everywhere, starts_of(suite), modules, limit)
    return reaches(suite, found)


def run_for(everywhere: Running, suite: Suite, modules: Collection[str]) -> tuple[Reach, ...]:
    """Return every test that reaches one of `modules`, once: with the nearest of them, nearest test first.

    These are the tests to run when the modules change.
    """
    ways = find_nearest_of(everywhere, starts_of(suite), tuple(modules))
    return tuple(_reach(suite, way) for way in ways)


def running(graph: ImportGraph, suite: Suite, flow: Iterable[FlowEdge] = ()) -> Running:
    """Return what runs because a module runs under pytest.

    `pytest_plugins` import; and of what is imported without an import statement (facades that load when they
    are asked, computed imports, strings that name what to patch) the `flow` of a trace knows its part.
    """
    plugins = (ImportEdge(module, plugin, 0) for module, plugin in suite.plugins)
    unsaid = (
        ImportEdge(edge.taker.module, edge.giver.module, edge.line, (), _WHEN.get(edge.how, edge.when))
        for edge in flow
        if edge.how in ("lazy", "dynamic_import", "patch_string") and edge.when != TYPE_CHECKING
    )
    return Running(graph, (*plugins, *unsaid))


def starts_of(suite: Suite) -> dict[str, Sequence[str]]:
    """Return each test module, sorted, with what pytest imports before it."""
    return {row.module: row.conftests for row in suite.modules}


def reaches(suite: Suite, found: Distances) -> tuple[Reach, ...]:
    """Word what a search from the tests found."""
    return tuple(_reach(suite, way) for ways in found.ways for way in ways)


def asked_about(trace: Trace, given: Iterable[str] = ()) -> dict[str, str]:
    """Return module → role for the rows of the matrix: all that hold or use the symbol, and the `given`."""
    roles = dict.fromkeys(given, GIVEN)
    roles |= dict.fromkeys(trace.facades, FACADE)
    roles |= {consumer.module: CONSUMER for consumer in trace.consumers}
    roles |= {definition.module: DEFINITION for definition in trace.definitions}
    return dict(sorted(roles.items()))


def matrix_rows(
    everywhere: Running,
    suite: Suite,
    roles: Mapping[str, str],
    files: Mapping[str, SourceFile],
    found: Distances,
) -> tuple[Reached, ...]:
    """Return a row for each module that is asked about: how many tests reach it, and how many are listed."""
    counts = reaching_counts(everywhere, starts_of(suite), tuple(roles))
    return tuple(
        Reached(module, files[module].path, role, files[module].is_test, *numbers, len(ways))
        for (module, role), numbers, ways in zip(roles.items(), counts, found.ways, strict=True)
    )


def untested_consumers(
    rows: Iterable[Reached], downstream: Mapping[str, int]
) -> tuple[UntestedConsumer, ...]:
    """Return production consumers that no test reaches, largest blast radius first: tests to write first."""
    untested = [
        UntestedConsumer(row.module, row.file, downstream.get(row.module, 0))
        for row in rows
        if row.role == CONSUMER and not row.is_test and not row.tests
    ]
    return tuple(sorted(untested, key=lambda row: (-row.blast, row.module)))


def _reach(suite: Suite, way: Way) -> Reach:
    file = suite.by_name[way.start].file
    return Reach(way.start, file, way.goal, len(way.chain) - 1, way.import_time, way.chain)
