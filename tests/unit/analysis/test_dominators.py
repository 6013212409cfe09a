from __future__ import annotations

from graphkit.analysis.dominators import dominated_consumers
from graphkit.analysis.flow_graph import flow_graph
from graphkit.model.chains import ChainLink
from graphkit.model.names import parse_symbol

LINK = ChainLink("", "", "", 1, "")


def dominated(edges: str, starts: str) -> dict[str, tuple[str, ...]]:
    pairs = [edge.split(">") for edge in edges.split()]
    links = {(parse_symbol(taker), parse_symbol(giver)): LINK for taker, giver in pairs}
    return dict(dominated_consumers(flow_graph(links, {parse_symbol("core:f")}, starts.split())))


def test_all_facades_in_a_row_are_passed_always() -> None:
    assert dominated("a:f>outer:f outer:f>inner:f inner:f>core:f", "a") == {"outer": ("a",), "inner": ("a",)}


def test_one_of_two_facades_is_not() -> None:
    assert dominated("a:f>x:f a:f>y:f x:f>core:f y:f>core:f", "a") == {}


def test_a_module_passed_through_two_bindings_is() -> None:
    assert dominated("a:f>x:f a:f>x:g x:f>core:f x:g>core:f", "a") == {"x": ("a",)}


def test_a_cycle_hides_nothing() -> None:
    edges = "a:f>x:f x:f>y:f y:f>x:f y:f>z:f z:f>core:f x:f>core:f"
    assert dominated(edges, "a") == {"x": ("a",)}
