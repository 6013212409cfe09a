"""What of a deprecation lies on the configured golden paths, and which tests cover these."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from difflib import get_close_matches

from graphkit.analysis.nearest_tests import find_distances
from graphkit.analysis.running import Running
from graphkit.analysis.test_selection import reaches, starts_of
from graphkit.model.config import GoldenPath
from graphkit.model.problems import Problem
from graphkit.model.testing import CoveredPath, OnPath, Suite
from graphkit.model.tree import SourceTree


def cover_paths(
    paths: Sequence[GoldenPath],
    tree: SourceTree,
    everywhere: Running,
    suite: Suite,
    goals: Collection[str],
    limit: int = 20,
) -> tuple[CoveredPath, ...]:
    """Return each golden path with the `goals` its entry points reach, and the tests that reach these.

    Entry points and test files that are not in the tree are left out: see `missing_parts`. Of the other tests
    the nearest `limit` are listed, all with 0.
    """
    return tuple(_covered(path, tree, everywhere, suite, sorted(goals), limit) for path in paths)


def _covered(
    path: GoldenPath,
    tree: SourceTree,
    everywhere: Running,
    suite: Suite,
    goals: Sequence[str],
    limit: int,
) -> CoveredPath:
    entries = tuple(entry for entry in path.entry_points if entry in tree.modules)
    tests = tuple(test for test in path.tests if test in tree.by_path)
    ways = find_distances(everywhere, dict.fromkeys(entries, ()), goals, 1).ways
    chains = tuple(OnPath(found[0].goal, found[0].chain) for found in ways if found)
    starts = starts_of(suite)
    nearest: dict[str, tuple[int, str]] = {}
    for reach in reaches(suite, find_distances(everywhere, starts, entries, 0)):
        key = reach.distance, reach.file
        nearest[reach.file] = min(nearest.get(reach.file, key), key)
    others = [file for _, file in sorted(nearest.values()) if file not in tests]
    shown = others[:limit] if limit else others
    covering = tuple(test for test in tests if test in nearest)
    return CoveredPath(path.name, entries, tests, tuple(shown), chains, covering, len(others))


def missing_parts(
    paths: Sequence[GoldenPath], tree: SourceTree, suite: Suite, covered: Sequence[CoveredPath], file: str
) -> tuple[Problem, ...]:
    """Return what `file` configures of golden paths that is not in the tree, or that no test of it enters."""
    problems = []
    for path, found in zip(paths, covered, strict=True):
        who = f"golden path {path.name!r}"
        for entry in path.entry_points:
            if entry not in tree.modules:
                hint = _nearest(entry, tree.modules)
                problems.append(Problem(file, 0, f"{who}: no module {entry} to enter by", hint))
        for test in path.tests:
            if test not in tree.by_path:
                hint = _nearest(test, tree.by_path)
                problems.append(Problem(file, 0, f"{who}: no test file {test}", hint))
            elif tree.by_path[test].module not in suite.by_name:
                hint = "pytest collects no test there"
                problems.append(Problem(file, 0, f"{who}: no tests in {test}", hint))
            elif found.entry_points and test not in found.covering:
                hint = "name the entry points that it runs, or another test"
                problems.append(Problem(file, 0, f"{who}: {test} reaches no entry point", hint))
    return tuple(sorted(problems))


def _nearest(name: str, known: Collection[str]) -> str:
    """What may be meant: the most alike, else those of the same last part."""
    found = get_close_matches(name, known, 2, 0.75)
    if not found:
        separator = "/" if "/" in name else "."
        last = name.rpartition(separator)[2]
        found = sorted(other for other in known if other.rpartition(separator)[2] == last)[:2]
    return f"did you mean {' or '.join(found)}?" if found else "name one that exists, or take it out"
