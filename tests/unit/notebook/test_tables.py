from __future__ import annotations

from dataclasses import replace

from graphkit.model.breakage import WhatIf
from graphkit.model.code_graph import CodeModule
from graphkit.model.compliance import Compliance, FileState, Reconciled, Share, SymbolCompliance
from graphkit.model.exports import Export, ExportEdge, ExportGraph, ExportNode
from graphkit.model.imports import BlastRadius, ImportEdge
from graphkit.model.problems import FilesSeen
from graphkit.model.ranking import ESTIMATED, Counting
from graphkit.notebook.tables import Table, tables_of
from tests.examples import ALL, BINDINGS, BLAST, CHAINS, DRAWING, RANKING, TRACE, WHATIF


def first(result: object) -> Table:
    return tables_of(result)[0]


def test_every_row_has_a_cell_for_each_title_and_says_where_all_rows_are() -> None:
    for result in ALL:
        tables = tables_of(result)
        assert tables
        for table in tables:
            assert {len(row) for row in table.rows} <= {len(table.head)}
            for name in table.everything.split(", "):
                assert hasattr(result, name.removeprefix(".").removesuffix("()"))


def test_what_is_no_table_has_none() -> None:
    assert tables_of(DRAWING) == ()


def test_numbers_and_places_are_there() -> None:
    assert ("pkg.factory", 2, 1200, 1100, 1000, 200) in first(BLAST).rows
    assert first(TRACE).caption == "pkg.factory:make: 3 uses in 2 modules"
    assert ("pkg.facade", "re-export", "pkg/facade.py:34", "import") in tables_of(TRACE)[1].rows
    assert "r1; r2" in first(RANKING).rows[1]
    assert first(CHAINS).rows[0][0] == "pkg.routes → pkg.facade → pkg.factory"
    assert ("pkg.facade", "other", "pkg.a:other, pkg.b:other") in first(BINDINGS).rows


def test_what_breaks_is_told_apart() -> None:
    effects = [row[2] for row in first(WHATIF).rows]
    assert effects == [
        *["fails at import"] * len(WHATIF.import_time),
        "fails when reached",
        "swallowed",
        "left dangling",
        "broken already",
    ]
    assert isinstance(WHATIF, WhatIf)


def test_compliance_has_shares_files_and_detectors() -> None:
    share = Share("all", 1, 0, 1, 4, 4, 50.0, None)
    state = FileState("pkg.a", "pkg/a.py", False, "pkg", "deprecated", 4, 0)
    symbols = SymbolCompliance("old", ("pkg.a:make",), "", (state,), (share,), (share._replace(name="pkg"),))
    row = Reconciled("grep", "old", 7, 1, 1, 1, 1, 1, 2, 3, ("x.py",), 28.6, 66.7)
    result = Compliance("old", (symbols,), (), (row,), (), FilesSeen(1, 1))
    shares, files, detectors = tables_of(result)
    assert shares.rows[0] == ("all", 1, 0, 1, 4, 4, "50.0", "")
    assert files.rows == [("pkg/a.py", "deprecated", 4, 0)]
    assert detectors.rows == [("grep", "old", 7, 1, 1, 1, 1, 1, 2, 1)]
    assert len(tables_of(replace(result, reconciled=()))) == 2


def test_estimated_counts_are_told_from_exact_ones() -> None:
    largest, second = BLAST.modules
    modules = (largest, second._replace(exact=False))
    table = first(replace(BLAST, modules=modules, counting=Counting(ESTIMATED, 0.0425, 0.95)))
    assert table.head[-1] == "counted"
    assert [row[-1] for row in table.rows] == ["exact", "estimated"]
    assert "within 4.2%" in table.caption
    assert "counted" not in first(BLAST).head


def test_a_module_has_its_imports_both_ways() -> None:
    out, back = ImportEdge("a", "b", 1200, ("x", "y as z")), ImportEdge("c", "a", 7, (), "call_time", True)
    radius = BlastRadius("a", "a.py", 1, 1, 0, 0, 1, 0)
    imports, importers = tables_of(CodeModule("a", "a.py", "source", True, (out,), (back,), radius))
    assert imports.caption == "a: test source a.py, 1 downstream; imports"
    assert imports.rows == [("b", "1200", "x, y as z", "import_time", "")]
    assert importers.rows == [("c", "7", "", "call_time", "guarded")]


def test_an_export_shows_its_edges() -> None:
    edges = (ExportEdge("a", "b", (("line", 3), ("guarded", False))),)
    graph = ExportGraph((ExportNode("a", ()), ExportNode("b", ())), edges)
    table = first(Export("", "csv", graph, "", (), FilesSeen(2, 2)))
    assert table.caption == "All modules: 1 edges, 2 nodes"
    assert table.head == ("importer", "imported", "line", "guarded")
    assert table.rows == [("a", "b", "3", "False")]
