"""What was written is read back by networkx, node for node and edge for edge."""

from __future__ import annotations

import json
from html import unescape
from io import BytesIO
from typing import Any

import networkx as nx
import pytest

from graphkit.analysis.graph_exports import WRITERS, cytoscape, gexf, graphml, module_graph, symbol_graph
from graphkit.model.exports import ExportEdge, ExportGraph, ExportNode
from graphkit.model.imports import BlastRadius, ImportEdge, ImportGraph
from graphkit.model.tree import SourceFile
from tests.examples import TRACE

NAMES = ("pkg.a", 'pkg."<&>', "模块.工厂", "x" * 300, "pkg:node")


def edge(importer: str, imported: str, line: int) -> ExportEdge:
    return ExportEdge(importer, imported, (("file", "a&b.py"), ("line", line), ("guarded", line > 1)))


GRAPH = ExportGraph(
    tuple(ExportNode(name, (("is_test", False), ("direct", 3))) for name in sorted(NAMES)),
    (*(edge(NAMES[0], name, 1) for name in NAMES[1:]), edge(NAMES[0], NAMES[1], 7)),
)


def read(name: str, text: str) -> Any:
    if name == "graphml":
        return nx.parse_graphml(text, force_multigraph=True)
    return nx.read_gexf(BytesIO(text.encode())) if name == "gexf" else nx.cytoscape_graph(json.loads(text))


@pytest.mark.parametrize("name", WRITERS)
def test_what_is_written_is_read_back(name: str) -> None:
    text = WRITERS[name](GRAPH)
    assert text == WRITERS[name](GRAPH)
    graph = read(name, text)
    assert graph.is_directed()
    assert graph.is_multigraph()
    assert sorted(graph) == sorted(NAMES)
    assert {(node["is_test"], node["direct"]) for _, node in graph.nodes(data=True)} == {(False, 3)}
    found = sorted((a, b, d["line"], d["guarded"], d["file"]) for a, b, d in graph.edges(data=True))
    assert found == sorted(
        (edge.importer, edge.imported, line, line > 1, "a&b.py")
        for edge in GRAPH.edges
        for _, line in edge.attributes[1:2]
        if isinstance(line, int)
    )


def test_no_day_is_written() -> None:
    assert "lastmodified" not in gexf(GRAPH)
    assert "<creator>" in gexf(GRAPH)


def test_what_xml_cannot_hold_is_written_as_an_escape() -> None:
    graph = ExportGraph((ExportNode("a\x00\ud800\uffff", (("file", "\x1b"),)),), ())
    for write in (graphml, gexf, cytoscape):
        text = write(graph)
        text.encode()
        assert "\x1b" not in text
        assert r"a\x00\ud800\uffff" in unescape(text).replace("\\\\", "\\")


def test_an_empty_graph_is_a_document() -> None:
    for name, write in WRITERS.items():
        assert len(read(name, write(ExportGraph((), ())))) == 0


def test_the_symbol_flow_as_a_graph() -> None:
    files = {"pkg.facade": SourceFile("pkg/facade.py", "pkg.facade", is_test=True)}
    graph = symbol_graph(TRACE, files)
    assert [node.name for node in graph.nodes] == ["pkg.facade:make", "pkg.factory:make"]
    facade, factory = (dict(node.attributes) for node in graph.nodes)
    assert (facade["definition"], facade["passes_on"], facade["is_test"]) == (False, True, True)
    assert facade["file"] == "pkg/facade.py"
    assert (factory["definition"], factory["passes_on"], factory["file"]) == (True, False, "")
    (only,) = graph.edges
    assert (only.importer, only.imported) == ("pkg.facade:make", "pkg.factory:make")
    assert dict(only.attributes)["line"] == 34


def test_the_module_graph_with_its_radii() -> None:
    files = {name: SourceFile(f"{name}.py", name) for name in "ab"}
    imports = ImportGraph(("a", "b"), (ImportEdge("a", "b", 3, ("x", "y as z")), ImportEdge("a", "b", 1)))
    radii = [BlastRadius("b", "b.py", 1, 1, 1, 1, 1, 0), BlastRadius("a", "a.py", 0, 0, 0, 0, 0, 0)]
    graph = module_graph(imports, radii, files)
    assert [(node.name, dict(node.attributes)["transitive"]) for node in graph.nodes] == [("a", 0), ("b", 1)]
    assert [dict(edge.attributes)["line"] for edge in graph.edges] == [1, 3]
    assert dict(graph.edges[1].attributes)["names"] == "x, y as z"
