from __future__ import annotations

from graphkit.analysis.chain_routes import chain_along
from graphkit.analysis.flow_graph import flow_graph
from graphkit.model.chains import ChainLink
from graphkit.model.names import Symbol

A, X, Y, Z, CORE = (Symbol(module, "f") for module in ("a", "x", "y", "z", "core"))


def test_the_way_through_a_cycle_is_the_shortest_from_entry_to_exit() -> None:
    takes = [(A, X), (X, Y), (Y, Z), (Z, X), (X, Z), (Z, CORE)]
    links = {(t, g): ChainLink(t.module, g.module, f"{t.module}.py", 7, g.name) for t, g in takes}
    graph = flow_graph(links, {CORE}, ["a"])
    node = {symbol: index for index, symbol in enumerate(graph.symbols)}
    path = (node[A], node[X], node[CORE])
    assert chain_along(graph, path).modules == ("a", "x", "z", "core")
    assert chain_along(graph, path, {"y"}).modules == ("a", "x", "y", "z", "core")
    assert [link.line for link in chain_along(graph, path).imports] == [7, 7, 7]
