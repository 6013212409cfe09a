from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from graphkit.analysis.drawing_ties import Tie, drawn_edges, flow_ties, import_ties, merged_ties, reduced
from graphkit.model.drawing import CUT, Edge
from graphkit.model.names import Symbol
from graphkit.model.uses import FlowEdge
from tests.unit.analysis.graphs import graph_of

PAIRS = st.sets(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")).filter(lambda p: p[0] != p[1])
)


def test_ties_keep_the_earliest_time_and_leave_typing_and_loops_out() -> None:
    ties = import_ties(graph_of("a~>b a->b a=>c a->a b~>c"))
    assert ties == {("a", "b"): Tie(2, "import_time", False), ("b", "c"): Tie(1, "call_time", False, 5)}


def test_merged_ties_add_up_and_forget_what_is_inside() -> None:
    ties = import_ties(graph_of("p.a->q.a p.b~>q.a p.a->p.b p.a->r"))
    assert merged_ties(ties, {"p.a": "p", "p.b": "p", "q.a": "q"}) == {
        ("p", "q"): Tie(2, "import_time", False)
    }


@given(PAIRS)
def test_reducing_changes_nothing_of_who_reaches_whom(pairs: set[tuple[str, str]]) -> None:
    ties = {pair: Tie(1, "import_time", False) for pair in pairs}
    kept = reduced(ties)
    assert kept <= pairs
    closures = [nx.transitive_closure(nx.DiGraph(sorted(edges)), reflexive=False) for edges in (pairs, kept)]
    assert set(closures[0].edges) == set(closures[1].edges)


def test_what_follows_from_others_is_not_kept() -> None:
    ties = import_ties(graph_of("a->b b->c a->c"))
    assert reduced(ties) == {("a", "b"), ("b", "c")}


def test_edges_say_their_line_or_their_number() -> None:
    ties = {("a", "b"): Tie(1, "call_time", True, 7), ("b", "c"): Tie(1200, "import_time", False)}
    assert drawn_edges(ties, ties, [("b", "c")]) == (
        Edge("a", "b", "l. 7", "call_time", True, 1),
        Edge("b", "c", "1,200 lines", CUT, False, 1200),
    )


def test_flow_between_modules_is_tied_and_inside_one_is_not() -> None:
    a, b = Symbol("a", "x"), Symbol("b", "x")
    flow = [
        FlowEdge(a, b, "a.py", 3, "import_time", True),
        FlowEdge(a, Symbol("a", "y"), "a.py", 4, "x", False),
    ]
    assert flow_ties(flow) == {("a", "b"): Tie(1, "import_time", True, 3)}
