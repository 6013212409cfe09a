from __future__ import annotations

from graphkit.model.exports import Export, ExportGraph, ExportNode
from graphkit.model.problems import FilesSeen
from graphkit.report.text import text


def test_an_export_as_text_says_how_large_it_is() -> None:
    graph = ExportGraph((ExportNode("pkg.a", ()),), ())
    exported = Export("pkg.a:make", "gexf", graph, "<gexf/>", (), FilesSeen(2, 2))
    written = text(exported)
    assert written.startswith("symbol flow of pkg.a:make\n  1 node, 0 edges, as gexf\n")
    assert written.endswith("files seen 2 of 2\n")
