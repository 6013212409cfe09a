from __future__ import annotations

from graphkit.analysis.running import Running, hand_on, reaching_counts
from graphkit.model.imports import CALL_TIME, TYPE_CHECKING, ImportEdge, ImportGraph

GRAPH = ImportGraph(
    ("pkg", "pkg.sub.mod", "test_a", "test_b", "typed"),
    (
        ImportEdge("test_a", "pkg.sub.mod", 1),
        ImportEdge("test_b", "pkg.sub.mod", 1, when=CALL_TIME),
        ImportEdge("test_b", "typed", 2, when=TYPE_CHECKING),
    ),
)


def names(running: Running, module: str, *, at_import: bool = False) -> list[str]:
    found = running.at_import if at_import else running.imports
    return [running.names[other] for other in found[running.number[module]]]


def test_a_module_runs_the_package_above_it_even_across_a_directory_without_one() -> None:
    running = Running(GRAPH)
    assert names(running, "pkg.sub.mod") == ["pkg"]
    assert names(running, "pkg.sub.mod", at_import=True) == ["pkg"]


def test_call_time_imports_run_later_and_typing_ones_never() -> None:
    running = Running(GRAPH)
    assert names(running, "test_b") == ["pkg.sub.mod"]
    assert names(running, "test_b", at_import=True) == []


def test_imports_that_no_statement_says_count_too() -> None:
    running = Running(GRAPH, [ImportEdge("test_a", "typed", 0)])
    assert names(running, "test_a", at_import=True) == ["pkg.sub.mod", "typed"]


def test_counts_of_starts_at_any_time_and_at_import_time() -> None:
    running = Running(GRAPH)
    starts = {"test_a": (), "test_b": (), "typed": ("test_a",)}
    assert reaching_counts(running, starts, ["pkg", "test_b", "typed"]) == [(3, 2), (1, 1), (1, 1)]


def test_bits_go_round_a_cycle_and_on() -> None:
    masks = [1, 2, 4, 8]
    hand_on([[1], [0, 2], [], [2]], masks)
    assert masks == [3, 3, 15, 8]
