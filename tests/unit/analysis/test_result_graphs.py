from __future__ import annotations

from dataclasses import replace

import networkx as nx

from graphkit.analysis.result_graphs import result_graph, result_network
from graphkit.model.exports import Export, ExportEdge, ExportGraph, ExportNode
from graphkit.model.names import Symbol
from graphkit.model.problems import FilesSeen
from graphkit.model.uses import FlowEdge
from tests.examples import CHAINS, RANKING, TRACE
from tests.unit.notebook.test_rows import GRAPH


def test_a_trace_gives_its_flow_with_files_from_the_trace_alone() -> None:
    use = FlowEdge(
        Symbol("tests.test_a"), Symbol("pkg.facade", "make"), "tests/test_a.py", 7, "call_time", True, "call"
    )
    network = result_network(replace(TRACE, flow=(*TRACE.flow, use)))
    assert isinstance(network, nx.MultiDiGraph)
    assert nx.has_path(network, "tests.test_a", "pkg.factory:make")
    node = network.nodes["tests.test_a"]
    assert (node["file"], node["is_test"], node["consumer"]) == ("tests/test_a.py", True, True)
    assert network.nodes["pkg.facade:make"]["passes_on"]
    assert network.nodes["pkg.factory:make"]["file"] == "pkg/factory.py"
    (facts,) = network.get_edge_data("tests.test_a", "pkg.facade:make").values()
    assert facts == {
        "file": "tests/test_a.py", "line": 7, "how": "call", "when": "call_time", "guarded": True,
    }  # fmt: skip


def test_chains_become_one_graph() -> None:
    network = result_network(CHAINS)
    assert dict(network.nodes(data="consumer")) == {
        "pkg.facade": False, "pkg.factory": False, "pkg.routes": True,
    }  # fmt: skip
    assert [name for name, end in network.nodes(data="definition") if end] == ["pkg.factory"]
    twice = replace(CHAINS, chains=CHAINS.chains * 2)
    assert dict(result_network(twice).nodes(data="chains")) == dict.fromkeys(network, 2)
    assert result_network(twice).number_of_edges() == network.number_of_edges() == 2


def test_an_order_runs_from_who_takes_to_who_gives() -> None:
    network = result_network(RANKING)
    assert list(network.edges()) == [("pkg.routes", "pkg.facade")]
    assert [network.nodes[name]["wave"] for name in ("pkg.routes", "pkg.facade")] == [1, 2]
    # who is named and not ranked has no facts, and so is no node
    alone = replace(RANKING, modules=RANKING.modules[1:])
    assert list(result_network(alone)) == ["pkg.facade"]


def test_a_tree_has_all_its_modules_and_statements() -> None:
    network = result_network(GRAPH)
    assert dict(network.nodes(data="is_test")) == {"a": True, "b": False}
    assert list(network.edges(data="line")) == [("a", "b", 3)]


def test_names_that_no_document_can_hold_are_kept() -> None:
    graph = ExportGraph((ExportNode("a\x00", (("file", "\x01"),)),), (ExportEdge("a\x00", "a\x00", ()),))
    export = Export("", "graphml", graph, "", (), FilesSeen(1, 1))
    assert result_graph(export) is graph
    assert dict(result_network(export).nodes(data=True)) == {"a\x00": {"label": "a\x00", "file": "\x01"}}
