from __future__ import annotations

import pytest

from graphkit.analysis.drawing_chains import ChainMap, draw_chains
from graphkit.analysis.drawing_ties import flow_ties
from graphkit.analysis.flow_graph import symbol_flow
from graphkit.model.drawing import Budget, Diagram
from graphkit.model.uses import FlowEdge
from tests.unit.report.traces import CORE, FACADE, NAME, consumer, crowd, take, trace


def drawn(
    flow: list[FlowEdge],
    modules: list[str],
    via: str = "",
    budget: Budget = Budget(),  # noqa: B008
    *,
    reducible: bool = False,
) -> Diagram:
    found = trace([consumer(module) for module in modules], flow)
    states = dict.fromkeys(modules, "production consumer") | {
        CORE.module: "definition",
        FACADE.module: "facade",
    }
    chains = ChainMap(symbol_flow(found), found.target, via, flow_ties(found.flow), states, reducible)
    return draw_chains(chains, budget)


TWO = [take(f"a.x:{NAME}", FACADE, 1), take(f"b.y:{NAME}", CORE, 2)]


def test_every_node_says_how_many_chains_pass_it() -> None:
    diagram = drawn(TWO, ["a.x", "b.y"])
    assert {node.key: node.details for node in diagram.nodes} == {
        "a.x": ("on 1 of 2 chains",),
        "b.y": ("on 1 of 2 chains",),
        FACADE.module: ("on 1 of 2 chains",),
        CORE.module: ("on every chain",),
    }
    assert (
        diagram.caption[0]
        == "2 chains of takes of the symbol from 2 consumers: every way along the arrows is one."
    )


def test_via_leaves_the_others_out() -> None:
    diagram = drawn(TWO, ["a.x", "b.y"], FACADE.module)
    assert {node.key for node in diagram.nodes} == {"a.x", FACADE.module, CORE.module}
    assert diagram.caption[0].startswith(
        f"1 chain of takes of the symbol from 2 consumers through {FACADE.module}: "
    )


def test_symbols_keep_the_take_that_follows_from_others() -> None:
    both = [take(f"a.x:{NAME}", FACADE, 1), take(f"a.x:{NAME}", CORE, 2)]
    assert len(drawn(both, ["a.x"]).edges) == 3


@pytest.mark.parametrize("budget", [Budget(40, 80), Budget(12, 24), Budget(4, 6)])
@pytest.mark.parametrize("reducible", [True, False])
def test_many_consumers_keep_the_budget(budget: Budget, reducible: bool) -> None:
    found = crowd(200, 30, 5)
    states = {e.giver.module: "facade" for e in found.flow} | {CORE.module: "definition"}
    states |= {c.module: "production consumer" for c in found.consumers}
    chains = ChainMap(symbol_flow(found), found.target, "", flow_ties(found.flow), states, reducible)
    diagram = draw_chains(chains, budget)
    assert len(diagram.nodes) <= budget.nodes
    assert len(diagram.edges) <= budget.edges
    assert any(
        line.startswith(("Condensed", "Packages collapsed", "Direct only")) for line in diagram.caption
    )
    assert diagram == draw_chains(chains, budget)


def test_no_chain_is_an_empty_picture_that_says_so() -> None:
    found = trace([], [])
    chains = ChainMap(symbol_flow(found), found.target, "", {}, {}, reducible=False)
    assert (
        draw_chains(chains, Budget())
        .caption[0]
        .startswith("0 chains of takes of the symbol from 0 consumers")
    )
