"""Everything public says by an example how it is used; `--doctest-modules` runs the examples."""

from __future__ import annotations

import doctest
import inspect
from collections.abc import Callable
from typing import Any, cast

import pytest

import graphkit

FUNCTIONS = [name for name in graphkit.__all__ if inspect.isfunction(getattr(graphkit, name))]
METHODS = [
    f"{name}.{method}"
    for name in graphkit.__all__
    if inspect.isclass(getattr(graphkit, name))
    for method in ("to_pandas", "to_networkx")
    if hasattr(getattr(graphkit, name), method)
]
# they need a browser's widget, pictures that were made before, or other repositories
WITHOUT = {"gallery", "widget", "scan", "Scan.to_pandas"}


def named(path: str) -> Callable[..., Any]:
    found: Any = graphkit
    for part in path.split("."):
        found = getattr(found, part)
    return cast("Callable[..., Any]", found)


def test_functions_and_methods_are_found() -> None:
    assert {"trace", "graph", "plan"} <= set(FUNCTIONS)
    assert {"Trace.to_pandas", "CodeGraph.to_networkx"} <= set(METHODS)
    assert not any(path.startswith("Page.") for path in METHODS)


@pytest.mark.parametrize("path", sorted({*FUNCTIONS, *METHODS} - WITHOUT))
def test_it_has_an_example_on_the_sample(path: str) -> None:
    documentation = inspect.getdoc(named(path)) or ""
    examples = doctest.DocTestParser().get_examples(documentation)
    assert any("graphkit.SAMPLE" in example.source for example in examples)
    assert any(example.want for example in examples)


@pytest.mark.parametrize("path", sorted({*FUNCTIONS, *METHODS}))
def test_it_is_annotated(path: str) -> None:
    signature = inspect.signature(named(path))
    assert signature.return_annotation is not inspect.Signature.empty
    assert all(
        parameter.annotation is not inspect.Parameter.empty
        for name, parameter in signature.parameters.items()
        if name != "self"
    )
