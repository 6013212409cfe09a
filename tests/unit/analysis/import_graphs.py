"""Random import graphs, and what is downstream of a node by plain search."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random


def random_imports(size: int, edges: int, seed: int) -> list[list[int]]:
    """Return node → the nodes it imports; imports lead mostly to earlier nodes, some close cycles."""
    random = Random(seed)
    imports: list[set[int]] = [set() for _ in range(size)]
    for _ in range(edges):
        low, high = sorted(random.sample(range(size), 2))
        if random.random() < 0.05:
            low, high = high, low
        imports[high].add(low)
    return [sorted(others) for others in imports]


def downstream(imports: Sequence[Sequence[int]], node: int) -> set[int]:
    """Search the importers of a node, theirs, and so on."""
    importers: dict[int, list[int]] = {}
    for importer, others in enumerate(imports):
        for other in others:
            importers.setdefault(other, []).append(importer)
    seen, waiting = {node}, [node]
    while waiting:
        for importer in importers.get(waiting.pop(), ()):
            if importer not in seen:
                seen.add(importer)
                waiting.append(importer)
    return seen - {node}
