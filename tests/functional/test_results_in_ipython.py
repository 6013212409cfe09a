"""Results of the bundled sample in a real IPython: shown, completed, turned into frames and graphs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import networkx as nx
import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell

import graphkit

ROOTS = [graphkit.SAMPLE]
FACADE = "netra_backend.app.websocket_core.canonical_imports"


@pytest.fixture(scope="module")
def graph() -> graphkit.CodeGraph:
    return graphkit.graph(roots=ROOTS)


@pytest.fixture
def shell(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    InteractiveShell.clear_instance()
    yield InteractiveShell.instance()
    InteractiveShell.clear_instance()


def test_a_cell_that_ends_with_a_result_shows_it(shell: Any) -> None:
    shell.push({"graphkit": graphkit, "roots": ROOTS})
    value = shell.run_cell("graphkit.trace('websocket-factory', roots=roots)").result
    shown, _ = shell.display_formatter.format(value)
    assert set(shown) == {"text/plain", "text/html", "image/svg+xml"}
    assert "93 uses in 38 modules" in shown["text/html"]


@pytest.mark.parametrize(
    "typed", [f'graph["{FACADE[:-5]}', f"graph['{FACADE[:-5]}", f'graph["{FACADE[:-5]}"].ra']
)
def test_names_of_modules_are_completed_in_the_brackets(
    shell: Any, graph: graphkit.CodeGraph, typed: str
) -> None:
    shell.push({"graph": graph})
    with provisionalcompleter():
        found = [completion.text for completion in shell.Completer.completions(typed, len(typed))]
    if typed.endswith("ra"):
        # an attribute of what is not evaluated: nothing wrong is offered
        assert all(FACADE not in text for text in found)
    else:
        assert any(text.endswith("canonical_imports") for text in found)
        assert not any("auth_service" in text for text in found)


def test_methods_are_completed_only_where_they_are(shell: Any, graph: graphkit.CodeGraph) -> None:
    shell.push({"graph": graph, "held": graphkit.bindings(roots=ROOTS)})
    with provisionalcompleter():
        offered = {c.text for c in shell.Completer.completions("graph.to_", 9)}
        fewer = {c.text for c in shell.Completer.completions("held.to_", 8)}
    assert {text.lstrip(".") for text in offered} >= {"to_pandas", "to_networkx"}
    assert not any("to_networkx" in text for text in fewer)


def test_one_module_of_the_graph(graph: graphkit.CodeGraph) -> None:
    module = graph[FACADE]
    assert module.file == "netra_backend/app/websocket_core/canonical_imports.py"
    assert {edge.imported for edge in module.imports} <= set(graph)
    (alone,) = graphkit.blast([FACADE], roots=ROOTS).modules
    assert module.radius == alone
    with pytest.raises(
        graphkit.UnknownModule, match=r"did you mean netra_backend\.app\.websocket_core\.canon"
    ):
        graph[FACADE[:-1]]


def test_frames_and_networks_agree_with_the_values(graph: graphkit.CodeGraph) -> None:
    network = graph.to_networkx()
    assert set(network) == set(graph)
    assert network.number_of_edges() == len(graph.imports.edges)
    frame = graph.to_pandas().set_index("module")
    running = nx.DiGraph(
        (a, b) for a, b, when in network.edges(data="when") if when != "type_checking" and a != b
    )
    assert frame.direct[FACADE] == running.in_degree(FACADE)
    assert frame.transitive[FACADE] == len(nx.ancestors(running, FACADE))
    trace = graphkit.trace("websocket-factory", roots=ROOTS)
    uses = trace.to_pandas()
    assert set(uses.module) == {consumer.module for consumer in trace.consumers}
    flow = trace.to_networkx()
    definition = next(name for name, facts in flow.nodes(data=True) if facts["definition"])
    assert all(nx.has_path(flow, name, definition) for name in flow)


def test_a_remembered_result_shows_the_same(tmp_path: Any) -> None:
    cache = str(tmp_path)
    first = graphkit.trace("websocket-factory", roots=ROOTS, cache_dir=cache)
    again = graphkit.trace("websocket-factory", roots=ROOTS, cache_dir=cache)
    assert again == first
    assert again._repr_mimebundle_() == first._repr_mimebundle_()
