from __future__ import annotations

from graphkit.analysis.blast_radius import blast_radii
from graphkit.model.imports import CALL_TIME, TYPE_CHECKING, BlastRadius, ImportEdge, ImportGraph
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
