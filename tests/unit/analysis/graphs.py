"""Module graphs written in a line, for the tests of what draws them."""

from __future__ import annotations

from itertools import pairwise

from graphkit.model.imports import CALL_TIME, IMPORT_TIME, TYPE_CHECKING, ImportEdge, ImportGraph

_WHEN = {"->": IMPORT_TIME, "~>": CALL_TIME, "=>": TYPE_CHECKING}


def graph_of(text: str, *alone: str) -> ImportGraph:
    """Read `a->b b~>c c=>a`: imports at import time, at call time, for typing; `alone` import nothing."""
    edges = []
    for line, word in enumerate(text.split(), 1):
        arrow = next(arrow for arrow in _WHEN if arrow in word)
        importer, imported = word.split(arrow)
        edges.append(ImportEdge(importer, imported, line, (), _WHEN[arrow]))
    modules = {name for edge in edges for name in edge[:2]} | set(alone)
    return ImportGraph(tuple(sorted(modules)), tuple(sorted(edges)))


def crowd(packages: int, size: int, target: str = "core.target") -> ImportGraph:
    """`size` modules in each of some packages, which all import `target` and their neighbour."""
    names = [f"area_{i}.part.m{j}" for i in range(packages) for j in range(size)]
    words = [f"{name}->{target}" for name in names]
    words += [f"{one}->{other}" for one, other in pairwise(names)]
    return graph_of(" ".join(words))
