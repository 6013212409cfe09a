from __future__ import annotations

import csv
from io import StringIO

import pytest

from graphkit.model.exports import ExportEdge, ExportGraph, ExportNode
from graphkit.report.csv_tables import csv_table, safe_cell

GRAPH = ExportGraph(
    (
        ExportNode("=HYPERLINK(1)", (("is_test", True), ("direct", 4))),
        ExportNode("b", (("is_test", False), ("direct", 0))),
    ),
    (ExportEdge("b", "=HYPERLINK(1)", (("names", 'a, "b"\nc'), ("line", 3))),),
)


def test_tables_are_read_back() -> None:
    assert list(csv.reader(StringIO(csv_table(GRAPH)))) == [
        ["importer", "imported", "names", "line"],
        ["b", "'=HYPERLINK(1)", 'a, "b"\\nc', "3"],
    ]
    assert list(csv.reader(StringIO(csv_table(GRAPH, "nodes")))) == [
        ["node", "is_test", "direct"],
        ["'=HYPERLINK(1)", "true", "4"],
        ["b", "false", "0"],
    ]
    assert csv_table(ExportGraph((), ())) == "importer,imported\n"
    assert csv_table(ExportGraph((), ()), "nodes") == "node\n"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", " =1", "\uff1d1", "\uff20x"])
def test_no_cell_begins_a_formula(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "pkg.mod", "a=b", "'x", "1"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert safe_cell(text) == text


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("\t=1", "\\t=1"),
        ("a\r=1", "a\\r=1"),
        ("a\nb", "a\\nb"),
        ("\x1b[1m", "\\x1b[1m"),
        ("\u202ea", "\\u202ea"),
    ],
)
def test_what_is_not_shown_is_written_as_an_escape(text: str, cell: str) -> None:
    assert safe_cell(text) == cell
