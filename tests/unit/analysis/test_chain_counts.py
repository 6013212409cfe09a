from __future__ import annotations

from graphkit.analysis.chain_counts import condensed_cycles, count_chains
from graphkit.analysis.flow_graph import flow_graph
from graphkit.model.chains import ChainLink
from graphkit.model.names import Symbol

LINK = ChainLink("", "", "", 1, "")
A, B, X, Y, CORE = (Symbol(module, "f") for module in ("a", "b", "x", "y", "core"))


def test_every_start_counts_its_own_chains() -> None:
    graph = flow_graph(dict.fromkeys([(A, X), (B, X), (X, CORE), (B, CORE)], LINK), {CORE}, ["a", "b"])
    assert count_chains(graph) == 3
    assert count_chains(graph, {"x"}) == 2
    assert count_chains(graph, {"b"}) == 2
    assert count_chains(graph, {"core"}) == 3


def test_any_of_several_modules_may_be_passed() -> None:
    graph = flow_graph(dict.fromkeys([(A, X), (A, Y), (A, CORE), (X, CORE), (Y, CORE)], LINK), {CORE}, ["a"])
    assert count_chains(graph) == 3
    assert count_chains(graph, {"x", "y"}) == 2


def test_two_consumers_on_one_cycle_begin_a_chain_each() -> None:
    graph = flow_graph(dict.fromkeys([(A, B), (B, A), (B, CORE)], LINK), {CORE}, ["a", "b"])
    assert count_chains(graph) == 2
    assert condensed_cycles(graph) == (("a", "b"),)


def test_several_definitions_end_chains_each() -> None:
    graph = flow_graph(dict.fromkeys([(A, X), (A, Y)], LINK), {X, Y}, ["a"])
    assert count_chains(graph) == 2
