"""Count the modules downstream of each module: exactly, for all modules at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graphkit.analysis.strong_components import strong_components
from graphkit.model.imports import IMPORT_TIME, TYPE_CHECKING, BlastRadius, ImportGraph
from graphkit.model.tree import SourceFile


def blast_radii(graph: ImportGraph, files: Mapping[str, SourceFile]) -> tuple[BlastRadius, ...]:
    """Return the blast radius of every module, largest first, then by name.

    `files` says where a module is and whether it is a test. Strongly connected components are merged and sets
    of modules held as bits of one integer each (E. Nuutila, "Efficient transitive closure computation in
    large digraphs", 1995): O(nodes + edges) set unions, nodes² / 8 bytes at the worst.
    """
    number = {module: index for index, module in enumerate(graph.modules)}
    running = [edge for edge in graph.edges if edge.when != TYPE_CHECKING]
    any_time = _imports(number, ((edge.importer, edge.imported) for edge in running))
    at_import = _imports(number, ((e.importer, e.imported) for e in running if e.when == IMPORT_TIME))
    direct, import_time_direct = _in_degrees(any_time), _in_degrees(at_import)
    tests = sum(1 << index for module, index in number.items() if files[module].is_test)
    down = _downstream(any_time)
    import_time = [mask.bit_count() for mask in _downstream(at_import)]
    radii = []
    for module, index in number.items():
        transitive = down[index].bit_count()
        hit_tests = (down[index] & tests).bit_count()
        radii.append(
            BlastRadius(
                module,
                files[module].path,
                direct[index],
                transitive,
                import_time_direct[index],
                import_time[index],
                transitive - hit_tests,
                hit_tests,
            )
        )
    return tuple(sorted(radii, key=lambda radius: (-radius.transitive, -radius.direct, radius.module)))


def _imports(number: Mapping[str, int], pairs: Iterable[tuple[str, str]]) -> list[list[int]]:
    """Return, per module, the other modules it imports, each once."""
    imported: list[set[int]] = [set() for _ in number]
    for importer, giver in pairs:
        imported[number[importer]].add(number[giver])
    for index, others in enumerate(imported):
        others.discard(index)
    return [list(others) for others in imported]


def _in_degrees(imports: list[list[int]]) -> list[int]:
    degrees = [0] * len(imports)
    for others in imports:
        for other in others:
            degrees[other] += 1
    return degrees


def _downstream(imports: list[list[int]]) -> list[int]:
    """Return, per module, the set of modules that import it, even indirectly, as bits; itself left out."""
    components = strong_components(imports)
    component_of = [0] * len(imports)
    for index, members in enumerate(components):
        for member in members:
            component_of[member] = index
    # first only what comes from importers, handed on to every component that is imported
    down = [0] * len(components)
    for index in range(len(components) - 1, -1, -1):
        members = components[index]
        mask = down[index]
        for member in members:
            mask |= 1 << member
        down[index] = mask
        for member in members:
            for other in imports[member]:
                if component_of[other] != index:
                    down[component_of[other]] |= mask
    return [down[component_of[node]] ^ (1 << node) for node in range(len(imports))]
