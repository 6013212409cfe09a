from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import replace

import pytest

from graphkit.errors import BadTarget, UnknownModule
from graphkit.model.imports import ImportEdge, ImportGraph
from tests.unit.notebook.test_rows import EDGE, GRAPH


def test_it_is_a_mapping_from_names_to_modules() -> None:
    assert isinstance(GRAPH, Mapping)
    assert list(GRAPH) == GRAPH._ipython_key_completions_() == ["a", "b"]
    assert len(GRAPH) == 2
    assert "a" in GRAPH
    assert "c" not in GRAPH
    assert GRAPH.get("c") is None


def test_a_module_has_its_edges_both_ways() -> None:
    module = GRAPH["b"]
    assert (module.name, module.file, module.kind, module.is_test) == ("b", "b.py", "source", False)
    assert (module.imports, module.importers) == ((), (EDGE,))
    assert module.radius.transitive == 1
    assert GRAPH["a"].imports == (EDGE,)
    assert GRAPH["a"].is_test


def test_imports_come_in_the_order_of_the_lines() -> None:
    edges = (ImportEdge("a", "b", 9), ImportEdge("a", "a", 2), ImportEdge("b", "a", 5))
    graph = replace(GRAPH, imports=ImportGraph(("a", "b"), edges))
    assert [edge.line for edge in graph["a"].imports] == [2, 9]
    assert [edge.importer for edge in graph["a"].importers] == ["a", "b"]


def test_a_name_that_is_not_there_names_the_nearest() -> None:
    graph = replace(GRAPH, imports=ImportGraph(("pkg.factory", "pkg.facade"), ()))
    with pytest.raises(KeyError) as caught:
        graph["pkg.factry"]
    assert isinstance(caught.value, UnknownModule)
    assert isinstance(caught.value, BadTarget)
    assert str(caught.value).startswith("'pkg.factry': no such module; did you mean pkg.factory")
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (str(copy), copy.nearest) == (str(caught.value), caught.value.nearest)


def test_the_index_is_built_once_and_copies_are_equal() -> None:
    graph = replace(GRAPH)
    assert graph["a"] == graph["a"]
    assert graph._places is graph._places
    copy = pickle.loads(pickle.dumps(replace(GRAPH)))
    assert copy == GRAPH
    assert hash(copy) == hash(GRAPH)
    with pytest.raises(AttributeError):
        graph.files = (3, 3)  # type: ignore[misc, assignment]
