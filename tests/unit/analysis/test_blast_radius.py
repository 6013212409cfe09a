from __future__ import annotations

from graphkit.analysis.blast_radius import blast_radii, count_blast
from graphkit.model.imports import CALL_TIME, IMPORT_TIME, TYPE_CHECKING, BlastRadius, ImportEdge, ImportGraph
from graphkit.model.ranking import ESTIMATED, Counting
from graphkit.model.tree import SourceFile

FILES = {m: SourceFile(f"{m}.py", m, is_test=m.startswith("test")) for m in ("a", "b", "core", "test_a")}


def test_direct_and_transitive_import_time_and_tests_are_told_apart() -> None:
    graph = ImportGraph(
        ("a", "b", "core", "test_a"),
        (
            ImportEdge("a", "core", 1),
            ImportEdge("a", "core", 2, when=CALL_TIME),
            ImportEdge("b", "a", 1, when=CALL_TIME),
            ImportEdge("b", "core", 2, when=TYPE_CHECKING),
            ImportEdge("test_a", "a", 1, guarded=True),
        ),
    )
    assert blast_radii(graph, FILES) == (
        BlastRadius("core", "core.py", 1, 3, 1, 2, 2, 1),
        BlastRadius("a", "a.py", 2, 2, 1, 1, 1, 1),
        BlastRadius("b", "b.py", 0, 0, 0, 0, 0, 0),
        BlastRadius("test_a", "test_a.py", 0, 0, 0, 0, 0, 0),
    )


def test_modules_on_a_cycle_hit_each_other_but_not_themselves() -> None:
    graph = ImportGraph(
        ("a", "b", "core"), (ImportEdge("a", "b", 1), ImportEdge("b", "a", 1), ImportEdge("a", "a", 2))
    )
    assert [(r.module, r.direct, r.transitive) for r in blast_radii(graph, FILES)] == [
        ("a", 1, 1),
        ("b", 1, 1),
        ("core", 0, 0),
    ]


def test_beyond_a_size_counts_are_estimated_and_the_first_hundred_and_those_sought_are_exact() -> None:
    size = 400
    names = tuple(f"m{number:03}" for number in range(size))
    files = {name: SourceFile(f"{name}.py", name, is_test=name.endswith("7")) for name in names}
    edges = [
        ImportEdge(names[number], names[other], 1, (), CALL_TIME if other % 3 == 0 else IMPORT_TIME)
        for number in range(1, size)
        for other in {number // 2, number * 7 % number, number - 1 - number % 5} - {number}
        if other >= 0
    ]
    graph = ImportGraph(names, tuple(sorted(edges)))
    exact, counting = count_blast(graph, files)
    assert counting == Counting("exact", 0.0, 1.0)
    found, counting = count_blast(graph, files, sought=["m399", "gone"], exact_up_to=size - 1)
    assert (counting.counts, counting.confidence) == (ESTIMATED, 0.95)
    assert 0.04 < counting.relative_error < 0.05
    assert found[:100] == exact[:100]
    rows = {row.module: row for row in exact}
    assert all(row == rows[row.module] for row in found if row.exact)
    assert next(row for row in found if row.module == "m399").exact
    assert not all(row.exact for row in found)
    assert count_blast(graph, files, exact_up_to=size).counting.counts == "exact"
