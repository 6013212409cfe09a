from __future__ import annotations

from itertools import islice, pairwise, product

from graphkit.analysis.chain_counts import condensed_cycles, count_chains
from graphkit.analysis.chains import iter_chains
from graphkit.analysis.flow_graph import FlowGraph, flow_graph
from graphkit.model.chains import Chain, ChainLink
from graphkit.model.names import Symbol, parse_symbol


def graph(edges: str, starts: str, target: str = "core:f") -> FlowGraph:
    """Build a graph of "a:f>b:f b:f>core:f"; every link stands on line 1."""
    pairs = [tuple(map(parse_symbol, edge.split(">"))) for edge in edges.split()]
    links = {(t, g): ChainLink(t.module, g.module, f"{t.module}.py", 1, g.name) for t, g in pairs}
    return flow_graph(links, {parse_symbol(target)}, starts.split())


def modules(found: FlowGraph, *via: str) -> list[str]:
    return [" ".join(chain.modules) for chain in iter_chains(found, via)]


def layered(width: int, depth: int) -> FlowGraph:
    layers = [[Symbol("start", "f")]]
    layers += [[Symbol(f"m{layer}_{index}", "f") for index in range(width)] for layer in range(depth)]
    layers.append([Symbol("core", "f")])
    pairs = [pair for first, second in pairwise(layers) for pair in product(first, second)]
    links = {(t, g): ChainLink(t.module, g.module, "x.py", 1, "f") for t, g in pairs}
    return flow_graph(links, {Symbol("core", "f")}, ["start"])


def test_ten_million_chains_are_counted_and_a_hundred_listed() -> None:
    found = layered(10, 7)
    assert len(found.symbols) == 72
    assert count_chains(found) == 10_000_000
    assert count_chains(found, {"m3_3"}) == 1_000_000
    listed = list(islice(iter_chains(found), 100))
    assert len({chain.modules for chain in listed}) == 100
    assert listed[0].modules == ("start", *(f"m{layer}_0" for layer in range(7)), "core")
    assert [chain.modules for chain in listed] == sorted(chain.modules for chain in listed)


def test_a_count_may_exceed_any_machine_word() -> None:
    assert count_chains(layered(10, 40)) == 10**40


def test_shorter_chains_come_first_then_by_name() -> None:
    found = graph("b:f>core:f a:f>facade:f facade:f>core:f c:f>core:f", "a b c")
    assert modules(found) == ["b core", "c core", "a facade core"]


def test_a_chain_names_the_statement_of_every_step() -> None:
    found = graph("a:g>facade:f facade:f>core:f", "a")
    assert list(iter_chains(found)) == [
        Chain(
            ("a", "facade", "core"),
            (ChainLink("a", "facade", "a.py", 1, "f"), ChainLink("facade", "core", "facade.py", 1, "f")),
        )
    ]


def test_an_alias_inside_a_module_is_no_step() -> None:
    found = graph("a:f>facade:g facade:g>facade:f facade:f>core:f", "a")
    assert modules(found) == ["a facade core"]


def test_the_same_modules_under_different_names_are_different_chains() -> None:
    found = graph("a:f>facade:f a:f>facade:g facade:f>core:f facade:g>core:f", "a")
    assert modules(found) == ["a facade core", "a facade core"]
    assert [chain.imports[0].name for chain in iter_chains(found)] == ["f", "g"]
    assert count_chains(found) == 2


def test_via_keeps_the_chains_that_pass_a_module() -> None:
    found = graph("a:f>facade:f a:f>core:f b:f>core:f facade:f>core:f", "a b")
    assert modules(found, "facade") == ["a facade core"]
    assert count_chains(found, {"facade"}) == 1
    assert modules(found, "nowhere") == []
    assert count_chains(found, {"nowhere"}) == 0


def test_a_cycle_is_merged_to_count_and_crossed_by_the_shortest_way() -> None:
    found = graph("a:f>x:f x:f>y:f y:f>x:f y:f>core:f", "a")
    assert count_chains(found) == 1
    assert modules(found) == ["a x y core"]
    assert condensed_cycles(found) == (("x", "y"),)


def test_a_module_that_only_a_cycle_holds_is_visited_there() -> None:
    found = graph("a:f>x:f x:f>y:f y:f>x:f x:f>core:f", "a")
    assert modules(found) == ["a x core"]
    assert modules(found, "y") == ["a x y x core"]


def test_a_cycle_off_the_chains_is_not_reported() -> None:
    found = graph("a:f>core:f x:f>y:f y:f>x:f y:f>core:f", "a")
    assert condensed_cycles(found) == ()


def test_no_consumers_no_chains() -> None:
    found = graph("facade:f>core:f", "")
    assert count_chains(found) == 0
    assert modules(found) == []
