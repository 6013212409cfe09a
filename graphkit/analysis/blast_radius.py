"""Count the modules downstream of each module: exactly, or in a very large tree by estimate."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from graphkit.analysis.downstream_counts import Downstreams, count_downstream
from graphkit.analysis.downstream_estimate import CONFIDENCE, relative_error
from graphkit.model.imports import IMPORT_TIME, TYPE_CHECKING, BlastRadius, ImportEdge, ImportGraph
from graphkit.model.ranking import ESTIMATED, Counting
from graphkit.model.tree import SourceFile

# modules; to count more exactly takes minutes
EXACT_UP_TO = 100_000


class BlastRadii(NamedTuple):
    """The blast radius of every module, largest first, and how they were counted."""

    radii: tuple[BlastRadius, ...]
    counting: Counting


def blast_radii(graph: ImportGraph, files: Mapping[str, SourceFile]) -> tuple[BlastRadius, ...]:
    """Return the exact blast radius of every module, largest first, then by name.

    `files` says where a module is and whether it is a test. Cost: see `downstream.count_all`.
    """
    return count_blast(graph, files, exact_up_to=len(graph.modules)).radii


def count_blast(
    graph: ImportGraph,
    files: Mapping[str, SourceFile],
    *,
    sought: Collection[str] = (),
    exact_up_to: int = EXACT_UP_TO,
) -> BlastRadii:
    """Return the blast radius of every module, exact in a graph of up to `exact_up_to` modules.

    In a larger one they are estimated, but for the largest and the modules `sought`: see
    `downstream_counts.count_downstream`.
    """
    number = {module: index for index, module in enumerate(graph.modules)}
    running = [edge for edge in graph.edges if edge.when != TYPE_CHECKING]
    exact = len(number) <= exact_up_to
    found = count_downstream(
        _imports(number, running),
        _imports(number, (edge for edge in running if edge.when == IMPORT_TIME)),
        [files[module].is_test for module in graph.modules],
        exact=exact,
        sought=[number[module] for module in sought if module in number],
    )
    radii = sorted(
        _radii(graph, files, found), key=lambda radius: (-radius.transitive, -radius.direct, radius.module)
    )
    return BlastRadii(
        tuple(radii), Counting() if exact else Counting(ESTIMATED, relative_error(), CONFIDENCE)
    )


def _radii(graph: ImportGraph, files: Mapping[str, SourceFile], found: Downstreams) -> Iterator[BlastRadius]:
    production, tests = found.any_time
    for index, module in enumerate(graph.modules):
        yield BlastRadius(
            module,
            files[module].path,
            found.direct[index],
            production[index] + tests[index],
            found.direct_at_import[index],
            found.at_import.production[index] + found.at_import.tests[index],
            production[index],
            tests[index],
            found.exact is None or index in found.exact,
        )


def _imports(number: Mapping[str, int], edges: Iterable[ImportEdge]) -> list[list[int]]:
    """Return, per module, the other modules it imports, each once."""
    imported: list[list[int]] = [[] for _ in number]
    for edge in edges:
        if edge.importer != edge.imported:
            imported[number[edge.importer]].append(number[edge.imported])
    return [list(set(others)) if len(others) > 1 else others for others in imported]
