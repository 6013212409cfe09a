from __future__ import annotations

from graphkit.analysis.cuts import find_cuts, minimum_cut
from graphkit.analysis.flow_graph import FlowGraph, flow_graph
from graphkit.model.chains import ChainLink
from graphkit.model.names import parse_symbol


def graph(edges: str, starts: str) -> FlowGraph:
    pairs = [tuple(map(parse_symbol, edge.split(">"))) for edge in edges.split()]
    links = {(t, g): ChainLink(t.module, g.module, "", 1, g.name) for t, g in pairs}
    return flow_graph(links, {parse_symbol("core:f")}, starts.split())


def test_consumers_depend_on_the_facade_alone_bypass_it_or_do_both() -> None:
    found = graph("a:f>facade:f b:f>core:f c:f>facade:f c:>core:f facade:f>core:f", "a b c")
    cuts = find_cuts(found, {"facade"})
    assert (cuts.facade_only, cuts.bypassing, cuts.both) == (("a",), ("b",), ("c",))
    assert cuts.dominated == (("facade", ("a",)),)


def test_a_facade_that_consumes_is_asked_where_it_takes_from_in_its_turn() -> None:
    found = graph("a:f>outer:f outer:>outer:f outer:f>inner:f inner:f>core:f", "a outer inner")
    cuts = find_cuts(found, {"outer", "inner"})
    assert cuts.facade_only == ("a", "outer")
    assert cuts.bypassing == ("inner",)


def test_the_minimum_cut_prefers_what_is_nearest_to_the_definition() -> None:
    assert minimum_cut(graph("a:f>outer:f outer:f>inner:f inner:f>core:f", "a")) == ("inner",)


def test_direct_consumers_are_part_of_the_cut() -> None:
    found = graph("a:f>facade:f b:f>facade:f c:f>core:f facade:f>core:f", "a b c")
    assert minimum_cut(found) == ("c", "facade")


def test_without_chains_there_is_nothing_to_cut() -> None:
    cuts = find_cuts(graph("facade:f>core:f", ""), {"facade"})
    assert cuts == ((), (), (), (), ())
