from __future__ import annotations

from graphkit.analysis.flow_graph import FlowGraph, chain_starts, on_chains, symbol_flow
from graphkit.model.chains import ChainLink
from graphkit.model.names import Symbol
from graphkit.model.problems import FilesSeen
from graphkit.model.uses import Consumer, Definition, FlowEdge, Trace

DEFINITION = Definition("core", "core.py", 3, "function", "make")


def flow(*edges: tuple[str, str, int]) -> tuple[FlowEdge, ...]:
    """Make flow edges of `("taker:name", "giver:name", line)`."""
    found = []
    for taker, giver, line in edges:
        a, b = (Symbol(*text.split(":")) for text in (taker, giver))
        found.append(FlowEdge(a, b, f"{a.module}.py", line, "import_time", False))
    return tuple(found)


def trace(*edges: tuple[str, str, int], consumers: str, definition: Definition = DEFINITION) -> Trace:
    return Trace(
        target=Symbol(definition.module, definition.name),
        definitions=(definition,),
        reexports=(),
        consumers=tuple(Consumer(module, f"{module}.py", False, (), ()) for module in consumers.split()),
        exports=(),
        dangling=(),
        flow=flow(*edges),
        mentions=None,
        problems=(),
        files=FilesSeen(1, 1),
    )


def starts(graph: FlowGraph) -> dict[str, list[str]]:
    return {module: [str(graph.symbols[node]) for node in nodes] for module, nodes in graph.starts}


def test_the_first_statement_links_two_bindings() -> None:
    graph = symbol_flow(trace(("a:make", "core:make", 9), ("a:make", "core:make", 2), consumers="a"))
    assert list(graph.links.values()) == [ChainLink("a", "core", "a.py", 2, "make")]


def test_bindings_that_do_not_reach_the_definition_are_left_out() -> None:
    graph = symbol_flow(trace(("a:make", "core:make", 1), ("a:x", "lost:x", 2), consumers="a"))
    assert [str(symbol) for symbol in graph.symbols] == ["a:make", "core:make"]


def test_chains_of_a_module_begin_where_nothing_of_its_own_takes() -> None:
    graph = symbol_flow(
        trace(
            ("a:alias", "a:make", 2),
            ("a:make", "core:make", 1),
            ("a:", "facade:make", 5),
            ("facade:make", "core:make", 34),
            consumers="a",
        )
    )
    assert starts(graph) == {"a": ["a", "a:alias"]}


def test_a_facade_that_is_a_consumer_too_begins_chains_though_others_take_from_it() -> None:
    graph = symbol_flow(
        trace(("a:make", "facade:make", 1), ("facade:make", "core:make", 34), consumers="a facade")
    )
    assert starts(graph) == {"a": ["a:make"], "facade": ["facade:make"]}


def test_a_cycle_inside_one_module_begins_one_chain() -> None:
    graph = symbol_flow(trace(("a:x", "a:y", 1), ("a:y", "a:x", 2), ("a:y", "core:make", 3), consumers="a"))
    assert starts(graph) == {"a": ["a:x"]}


def test_the_definitions_module_begins_no_chain() -> None:
    found = trace(("core:", "core:make", 8), ("a:make", "core:make", 1), consumers="a core")
    assert chain_starts(found) == ("a",)
    assert starts(symbol_flow(found)) == {"a": ["a:make"]}


def test_an_origin_replaces_the_consumers_though_it_is_none() -> None:
    found = trace(("a:make", "facade:make", 1), ("facade:make", "core:make", 34), consumers="a")
    assert starts(symbol_flow(found, "facade")) == {"facade": ["facade:make"]}
    assert symbol_flow(found, "elsewhere").starts == ()


def test_a_definition_takes_from_nobody() -> None:
    graph = symbol_flow(trace(("a:make", "core:make", 1), ("core:make", "a:make", 2), consumers="a"))
    assert [len(members) for members in graph.components] == [1, 1]


def test_every_name_of_a_module_that_is_the_target_is_a_definition() -> None:
    whole = Definition("core", "core.py", 1, "module")
    graph = symbol_flow(trace(("a:x", "core:x", 1), ("b:y", "core:y", 1), consumers="a b", definition=whole))
    assert {str(graph.symbols[node]) for node in graph.definitions} == {"core", "core:x", "core:y"}


def test_only_what_a_start_leads_to_is_on_chains() -> None:
    graph = symbol_flow(trace(("a:make", "core:make", 1), ("unused:make", "core:make", 34), consumers="a"))
    assert [str(graph.symbols[node]) for node in on_chains(graph)] == ["a:make", "core:make"]
