from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from graphkit.model.chains import Chain, ChainLink
from graphkit.model.drawing import DEFINITION, FACADE, MODULE, TAKES, Budget
from graphkit.report.diagram_listed import draw_listed
from graphkit.report.dot import dot
from tests.examples import CHAINS

ROOMY = Budget(40, 80)


def chain(*modules: str) -> Chain:
    links = (ChainLink(a, b, f"{a}.py", len(a), "f") for a, b in pairwise(modules))
    return Chain(modules, tuple(links))


def test_the_modules_of_the_list_are_drawn_with_lines_and_counts() -> None:
    chains = replace(
        CHAINS, chains=(chain("p.a", "p.def"), chain("p.b", "p.facade", "p.def")), count=2, via=""
    )
    diagram = draw_listed(chains, ROOMY)
    assert {node.key: node.state for node in diagram.nodes} == {
        "p.a": MODULE, "p.b": MODULE, "p.def": DEFINITION, "p.facade": FACADE,
    }  # fmt: skip
    assert {node.key: node.details for node in diagram.nodes}["p.def"] == ("2 chains",)
    assert [(edge.taker, edge.giver, edge.label) for edge in diagram.edges] == [
        ("p.a", "p.def", "l. 3"), ("p.b", "p.facade", "l. 3"), ("p.facade", "p.def", "l. 8"),
    ]  # fmt: skip
    assert diagram.looks == (TAKES,)
    assert diagram.caption[0] == "2 of 2 chains. Arrows run from importer to imported."


def test_what_is_not_listed_is_counted() -> None:
    caption = draw_listed(CHAINS, ROOMY).caption
    assert caption[0].startswith(f"1 of {10**25:,} chains through pkg.facade, the shortest.")
    assert caption[1] == "Files seen: 5 of 6."


def test_the_budget_holds_and_one_chain_is_always_drawn() -> None:
    many = replace(CHAINS, chains=tuple(chain(f"m{n:02}", "p.def") for n in range(50)), count=50)
    diagram = draw_listed(many, Budget(11, 80))
    assert len(diagram.nodes) == 11
    assert diagram.caption[0].startswith("10 of 50 chains")
    assert len(draw_listed(many, Budget(40, 5)).edges) == 5
    assert len(draw_listed(many, Budget(1, 1)).nodes) == 2


def test_it_is_written_as_dot() -> None:
    text = dot(draw_listed(CHAINS, ROOMY))
    assert '"pkg.routes" -> "pkg.facade"' in text
    assert "takes it from" in text
