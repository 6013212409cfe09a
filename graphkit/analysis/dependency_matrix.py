"""Which of the modules that a symbol flows through imports which, ordered by their distance from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from graphkit.analysis.strong_components import strong_components
from graphkit.model.charts import Matrix, MatrixCell, MatrixRow
from graphkit.model.imports import TYPE_CHECKING, ImportGraph
from graphkit.model.uses import Trace

DEFINITION = "definition"
FACADE = "facade"
PASSES_ON = "passes it on"
CONSUMER = "consumer"


def dependency_matrix(trace: Trace, imports: ImportGraph, facades: Collection[str] = ()) -> Matrix:
    """Return the dependency structure matrix of definition, facades and consumers.

    `facades`: the configured ones; when none of them is there, whichever hands the symbol to most modules.
    Rows are ordered by level, then by name: takes of the symbol lie below the diagonal, unless the modules
    pass it around in a circle. Imports for type checkers alone are left out. Cost: O(flow + imports) but for
    sorting.

    Source: D. Steward, "The design structure system", 1981.
    """
    own = {definition.module for definition in trace.definitions}
    takes = {
        (edge.taker.module, edge.giver.module)
        for edge in trace.flow
        if edge.taker.module != edge.giver.module and edge.taker.module not in own
    }
    modules = own | {module for pair in takes for module in pair}
    levels = _levels(sorted(modules), takes)
    facades = modules.intersection(facades) - own or _first_facade(takes, own)
    rows = sorted(
        (MatrixRow(module, levels[module], _role(module, own, facades, trace)) for module in modules),
        key=lambda row: (row.level, row.module),
    )
    number = {row.module: index for index, row in enumerate(rows)}
    importing = {
        (edge.importer, edge.imported)
        for edge in imports.edges
        if edge.when != TYPE_CHECKING and edge.importer != edge.imported
    }
    pairs = {
        (number[importer], number[imported]): (importer, imported) in takes
        for importer, imported in takes | importing
        if importer in number and imported in number
    }
    circle_of = {
        member: index
        for index, members in enumerate(strong_components(_successors(len(rows), pairs)))
        for member in members
    }
    cells = [
        MatrixCell(*pair, taking, circle_of[pair[0]] == circle_of[pair[1]]) for pair, taking in pairs.items()
    ]
    return Matrix(tuple(rows), tuple(sorted(cells)))


def _successors(size: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in range(size)]
    for node, other in sorted(pairs):
        found[node].append(other)
    return found


def _levels(modules: list[str], takes: set[tuple[str, str]]) -> dict[str, int]:
    """Module → the length of its longest chain; modules that take from each other have the same."""
    number = {module: index for index, module in enumerate(modules)}
    givers = _successors(len(modules), {(number[taker], number[giver]) for taker, giver in takes})
    level = [0] * len(modules)
    for members in strong_components(givers):
        inside = set(members)
        below = [level[giver] for member in members for giver in givers[member] if giver not in inside]
        for member in members:
            level[member] = max(below, default=-1) + 1
    return {module: level[index] for module, index in number.items()}


def _first_facade(takes: set[tuple[str, str]], own: set[str]) -> set[str]:
    takers = Counter(giver for _, giver in takes if giver not in own)
    return set(sorted(takers, key=lambda module: (-takers[module], module))[:1])


def _role(module: str, own: set[str], facades: Collection[str], trace: Trace) -> str:
    if module in own:
        return DEFINITION
    return FACADE if module in facades else PASSES_ON if module in trace.facades else CONSUMER
