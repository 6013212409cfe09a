"""Whether a new import would close a cycle: what a module reaches when it is imported."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping

from graphkit.model.config import Deprecation
from graphkit.model.imports import IMPORT_TIME, ImportGraph
from graphkit.model.names import parent, parse_symbol
from graphkit.model.uses import Consumer, Trace


def replacement_flags(
    trace: Trace, deprecation: Deprecation, imports: ImportGraph
) -> dict[str, tuple[str, ...]]:
    """Flag the consumers whose import of the replacement, at the top of the file, would close a cycle."""
    replacement = parse_symbol(deprecation.replacement).module
    known = set(imports.modules)
    origin = replacement if replacement in known else parent(replacement)
    if origin not in known:
        return {}
    wanted = [consumer.module for consumer in trace.consumers if _imports_at_top(consumer)]
    return {
        module: (f"local import or split: the replacement imports this module ({' → '.join(chain)})",)
        for module, chain in import_time_chains(imports, origin, wanted).items()
    }


def _imports_at_top(consumer: Consumer) -> bool:
    """Whether the replacement would be imported with the module, not in a function or for typing alone."""
    taking = [use.when for use in consumer.uses if use.kind in ("import", "star_import")]
    uses = any(use.kind != "patch_string" for use in consumer.uses)
    return IMPORT_TIME in taking if taking else uses


def import_time_chains(
    graph: ImportGraph, origin: str, wanted: Collection[str]
) -> Mapping[str, tuple[str, ...]]:
    """Return module → the shortest chain `origin` … module of imports that run at import time.

    Only for those of `wanted` that `origin` reaches and that do not import it at import time already: for
    these an import of `origin` at the top of the file would close a new cycle. Breadth first; O(modules +
    imports).
    """
    imported: dict[str, list[str]] = {}
    already = set()
    for edge in graph.edges:
        if edge.when == IMPORT_TIME:
            imported.setdefault(edge.importer, []).append(edge.imported)
            if edge.imported == origin:
                already.add(edge.importer)
    parent: dict[str, str] = {origin: ""}
    queue = deque([origin])
    while queue:
        module = queue.popleft()
        for other in imported.get(module, ()):
            if other not in parent:
                parent[other] = module
                queue.append(other)
    found = {}
    for module in sorted(set(wanted) - {origin} - already):
        if module in parent:
            chain = [module]
            while chain[-1] != origin:
                chain.append(parent[chain[-1]])
            found[module] = tuple(reversed(chain))
    return found
