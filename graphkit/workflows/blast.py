"""`graphkit blast`: what is downstream of each module."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from graphkit.analysis.blast_radius import count_blast
from graphkit.model.ranking import Blast, Counting
from graphkit.workflows.known_modules import check_modules
from graphkit.workflows.reading import Options, open_reading


def blast(modules: Sequence[str] = (), **options: Unpack[Options]) -> Blast:
    """Return the blast radius of the given modules, or of all; largest first, then by name.

    Raises BadTarget for a module that is not in the tree, BadConfig, RootNotFound and NoPythonFiles.

    >>> import graphkit
    >>> facade = "netra_backend.app.websocket_core.canonical_imports"
    >>> reach = graphkit.blast([facade], roots=[graphkit.SAMPLE])
    >>> [(row.direct, row.transitive, row.production, row.tests) for row in reach.modules]
    [(35, 48, 40, 8)]
    """
    reading = open_reading(**options)
    check_modules(reading.tree, *modules)
    graph, problems, files = reading.imports
    radii, counting = count_blast(graph, reading.tree.modules, sought=modules)
    if modules:
        wanted = set(modules)
        radii = tuple(radius for radius in radii if radius.module in wanted)
        # those asked for are exact in any tree
        counting = Counting()
    return Blast(radii, len(graph.edges), tuple(sorted({*reading.problems, *problems})), files, counting)
