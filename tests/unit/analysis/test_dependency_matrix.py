from __future__ import annotations

from dataclasses import replace

from graphkit.analysis.dependency_matrix import dependency_matrix
from graphkit.model.charts import MatrixCell
from graphkit.model.imports import CALL_TIME, IMPORT_TIME, TYPE_CHECKING, ImportEdge, ImportGraph
from graphkit.model.names import Symbol
from graphkit.model.uses import Definition, FlowEdge, Trace
from tests.examples import TRACE


def flow(*takes: tuple[str, str]) -> Trace:
    edges = tuple(
        FlowEdge(Symbol(taker, "make"), Symbol(giver, "make"), f"{taker}.py", 1, IMPORT_TIME, False)
        for taker, giver in takes
    )
    definition = Definition("a", "a.py", 1, "function", "make")
    return replace(
        TRACE, target=Symbol("a", "make"), definitions=(definition,), flow=edges, reexports=(), consumers=()
    )


def graph(*edges: tuple[str, str], when: str = IMPORT_TIME) -> ImportGraph:
    modules = tuple(sorted({name for edge in edges for name in edge}))
    return ImportGraph(modules, tuple(ImportEdge(*edge, 1, when=when) for edge in edges))


def test_levels_are_longest_chains_and_order_the_rows() -> None:
    matrix = dependency_matrix(flow(("f", "a"), ("z", "f"), ("z", "a"), ("b", "a")), graph())
    assert [(row.module, row.level, row.role) for row in matrix.rows] == [
        ("a", 0, "definition"),
        ("b", 1, "consumer"),
        ("f", 1, "facade"),
        ("z", 2, "consumer"),
    ]
    assert [(cell.row, cell.column, cell.takes) for cell in matrix.cells] == [
        (1, 0, True),
        (2, 0, True),
        (3, 0, True),
        (3, 2, True),
    ]


def test_other_imports_are_told_apart_and_circles_found() -> None:
    imports = graph(("a", "z"), ("b", "z"), ("elsewhere", "a"), ("z", "z"), ("z", "a"))
    matrix = dependency_matrix(flow(("b", "a"), ("z", "a")), imports)
    assert [row.module for row in matrix.rows] == ["a", "b", "z"]
    assert matrix.cells == (
        MatrixCell(0, 2, False, True),
        MatrixCell(1, 0, True, False),
        MatrixCell(1, 2, False, False),
        MatrixCell(2, 0, True, True),
    )


def test_imports_for_type_checkers_do_not_count_late_ones_do() -> None:
    trace = flow(("b", "a"), ("z", "a"))
    assert len(dependency_matrix(trace, graph(("b", "z"), when=TYPE_CHECKING)).cells) == 2
    assert len(dependency_matrix(trace, graph(("b", "z"), when=CALL_TIME)).cells) == 3


def test_the_configured_facades_are_the_facades() -> None:
    trace = flow(("f", "a"), ("g", "a"), ("x", "f"), ("y", "f"), ("z", "g"))
    roles = {row.module: row.role for row in dependency_matrix(trace, graph(), ("g", "not.there")).rows}
    assert roles["g"] == "facade"
    assert roles["f"] != "facade"
    without = {row.module: row.role for row in dependency_matrix(trace, graph()).rows}
    assert [name for name, role in without.items() if role == "facade"] == ["f"]


def test_modules_that_take_it_from_each_other_have_one_level() -> None:
    rows = dependency_matrix(flow(("f", "a"), ("f", "g"), ("g", "f"), ("x", "g")), graph()).rows
    assert [(row.module, row.level) for row in rows] == [("a", 0), ("f", 1), ("g", 1), ("x", 2)]
