"""`graphkit export`: every document is read back and says what the other commands say."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from click.testing import CliRunner, Result

import graphkit as api
from graphkit.cli.main import graphkit
from tests.functional.trees import tree

FILES: dict[str, str | bytes] = {
    "pkg/__init__.py": "",
    "pkg/a.py": "def make(): ...\n",
    "pkg/facade.py": "from pkg.a import make\n",
    "pkg/user.py": "from pkg.facade import make\n\nmake()\n",
    "pkg/late.py": "def f():\n    import pkg.user\n",
    "=cmd.py": "import pkg.user\n",
}
ENDINGS = {"graphml": "graphml", "gexf": "gexf", "cytoscape": "cyjs", "csv": "csv", "json": "json"}


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tree(tmp_path, FILES))
    return tmp_path


def run(*arguments: str, status: int = 0) -> Result:
    result = CliRunner().invoke(graphkit, ["export", *arguments])
    assert result.exit_code == status, result.output
    return result


def pairs(written: str, text: str) -> list[tuple[str, str]]:
    """The edges of a document, read by somebody else's reader."""
    graph: Any
    if written == "csv":
        return sorted((row["importer"], row["imported"]) for row in csv.DictReader(StringIO(text)))
    if written == "json":
        return sorted((edge["importer"], edge["imported"]) for edge in json.loads(text)["edges"])
    if written == "graphml":
        graph = nx.parse_graphml(text, force_multigraph=True)
    elif written == "gexf":
        graph = nx.read_gexf(BytesIO(text.encode()))
    else:
        graph = nx.cytoscape_graph(json.loads(text))
    return sorted((importer, imported) for importer, imported, _ in graph.edges(data=True))


@pytest.mark.parametrize("written", ENDINGS)
def test_the_symbol_flow_in_every_format(written: str, top: Path) -> None:
    text = run("pkg.a:make", "--format", written).stdout
    assert pairs(written, text) == [
        ("pkg.facade:make", "pkg.a:make"),
        ("pkg.user:make", "pkg.facade:make"),
    ]
    assert run("pkg.a:make", "--format", written).stdout == text
    out = top / f"flow.{ENDINGS[written]}"
    run("pkg.a:make", "-o", str(out))
    assert out.read_text(encoding="utf-8") == text


def test_the_module_graph_has_every_module_and_its_radius(top: Path) -> None:
    graph = nx.parse_graphml(run().stdout, force_multigraph=True)
    radii = {row.module: row.transitive for row in api.blast().modules}
    assert dict(graph.nodes(data="transitive")) == radii
    assert graph.nodes["pkg.a"]["file"] == "pkg/a.py"
    (late,) = graph.edges(["pkg.late"], data=True)
    assert (late[1], late[2]["line"], late[2]["when"]) == ("pkg.user", 2, "call_time")


def test_a_table_of_nodes_in_which_nothing_is_a_formula(top: Path) -> None:
    rows = list(csv.reader(StringIO(run("--format", "csv", "--table", "nodes").stdout)))
    assert rows[0][:3] == ["node", "file", "kind"]
    assert len(rows) == 1 + len(FILES)
    cells = [cell for row in rows for cell in row]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    assert "'=cmd.py" in cells


def test_the_json_document_says_what_was_read(top: Path) -> None:
    document = json.loads(run("pkg.a:make", "--format", "json").stdout)
    assert document["schema"] == "graphkit/export/1"
    assert document["target"] == "pkg.a:make"
    assert document["files"] == {"seen": len(FILES), "total": len(FILES)}
    by_name = {node["node"]: node for node in document["nodes"]}
    assert by_name["pkg.a:make"]["definition"] is True
    assert by_name["pkg.facade:make"]["passes_on"] is True
    assert by_name["pkg.user:make"]["consumer"] is True


def test_what_cannot_be_exported_is_one_line(top: Path) -> None:
    assert "there is no module" in run("pkg.gone:x", status=2).stderr
    with pytest.raises(api.UnknownFormat, match="choose one of graphml"):
        api.export(output_format="dot")
    with pytest.raises(api.BadUsage, match="choose one of edges, nodes"):
        api.export(table="rows")
