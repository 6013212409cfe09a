"""The columns are what the results' own documentation says."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from graphkit.model.breakage import WhatIf
from graphkit.model.chains import Chains
from graphkit.model.code_graph import CodeGraph, CodeModule
from graphkit.model.compliance import Compliance, FileState, SymbolCompliance
from graphkit.model.exports import Export, ExportEdge, ExportGraph
from graphkit.model.imports import BlastRadius, ImportEdge, ImportGraph
from graphkit.model.plan import Plan
from graphkit.model.problems import FilesSeen
from graphkit.model.ranking import Blast, NextStep, Ranking
from graphkit.model.scan import Scan
from graphkit.model.testing import Reach, SelectedTests
from graphkit.model.tree import SourceFile
from graphkit.model.uses import Bindings, Trace
from graphkit.notebook.rows import rows_of
from tests.examples import BINDINGS, BLAST, CHAINS, DRAWING, NEXT, RANKING, SCAN, TRACE, WHATIF
from tests.plan_values import plan_of

FILES = FilesSeen(2, 2)
EDGE = ImportEdge("a", "b", 3, ("x", "y as z"), "call_time", True)
RADII = (BlastRadius("b", "b.py", 1, 1, 0, 0, 0, 1), BlastRadius("a", "a.py", 0, 0, 0, 0, 0, 0))
GRAPH = CodeGraph(
    ImportGraph(("a", "b"), (EDGE,)),
    (SourceFile("a.py", "a", is_test=True), SourceFile("b.py", "b")),
    RADII,
    (),
    FILES,
)
STATE = FileState("pkg.a", "pkg/a.py", False, "pkg", "deprecated", 4, 0, 1)
COMPLIANCE = Compliance(
    "old", (SymbolCompliance("old", ("pkg.a:make",), "", (STATE,), ()),), (), (), (), FILES
)
TESTS = SelectedTests("p:f", (), (Reach("t", "t.py", "c", 1, True, ("t", "c")),), (), (), (), (), FILES)

RESULTS = (
    TRACE, BINDINGS, CHAINS, BLAST, RANKING, NEXT, WHATIF, COMPLIANCE, TESTS, plan_of(), GRAPH, GRAPH["b"],
    SCAN,
)  # fmt: skip
TYPES: dict[str, Any] = {
    "string": str,
    "int64": int,
    "bool": bool,
    "object": tuple,
    "Int64": (int, type(None)),
}


def documented(kind: type) -> list[tuple[str, str]]:
    return re.findall(r"^ +(\w+) \((\w+)\): ", kind.to_pandas.__doc__ or "", re.M)  # type: ignore[attr-defined]


def test_all_results_with_rows_are_here() -> None:
    kinds = {Trace, Bindings, Chains, Blast, Ranking, NextStep, WhatIf, Compliance, SelectedTests, Plan}
    assert {type(result) for result in RESULTS} == kinds | {CodeGraph, CodeModule, Scan}


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: type(result).__name__)
def test_columns_are_as_documented_and_rows_fit_them(result: object) -> None:
    columns, rows = rows_of(result)
    assert list(columns) == documented(type(result))
    assert rows
    for row in rows:
        for (name, dtype), cell in zip(columns, row, strict=True):
            assert isinstance(cell, TYPES[dtype]), name


def test_one_row_for_each_thing() -> None:
    assert len(rows_of(TRACE).rows) == sum(len(consumer.uses) for consumer in TRACE.consumers)
    assert rows_of(BINDINGS).rows == (
        ("pkg.facade", "make", "pkg.factory:make"),
        ("pkg.facade", "other", "pkg.a:other"),
        ("pkg.facade", "other", "pkg.b:other"),
    )
    assert rows_of(CHAINS).rows[0][:3] == ("pkg.routes", "pkg.factory", 2)
    assert [row[0] for row in rows_of(WHATIF).rows][-4:] == [
        "call_time", "guarded", "dangling", "already_broken",
    ]  # fmt: skip
    assert rows_of(GRAPH).rows == (
        ("a", "a.py", "source", True, 1, 0, 0, 0, 0, 0, 0),
        ("b", "b.py", "source", False, 0, 1, 1, 1, 0, 0, 1),
    )
    assert rows_of(GRAPH["b"]).rows == (("a", "b", 3, "x, y as z", "call_time", True),)
    assert sum(len(phase.files) for phase in plan_of().phases) == len(rows_of(plan_of()).rows)


def test_a_module_that_imports_itself_has_that_row_once() -> None:
    graph = replace(GRAPH, imports=ImportGraph(("a", "b"), (ImportEdge("a", "a", 1), EDGE)))
    assert [row[:2] for row in rows_of(graph["a"]).rows] == [("a", "a"), ("a", "b")]


def test_an_export_has_the_columns_of_its_edges() -> None:
    edges = (ExportEdge("a", "b", (("line", 3), ("guarded", False), ("how", "import"))),)
    found = rows_of(Export("", "csv", ExportGraph((), edges), "", (), FILES))
    assert found.columns[2:] == (("line", "int64"), ("guarded", "bool"), ("how", "string"))
    assert found.rows == (("a", "b", 3, False, "import"),)
    assert rows_of(Export("", "csv", ExportGraph((), ()), "", (), FILES)).columns[:1] == (
        ("importer", "string"),
    )


def test_what_has_no_rows_says_so() -> None:
    with pytest.raises(TypeError, match="Drawing has no rows"):
        rows_of(DRAWING)
