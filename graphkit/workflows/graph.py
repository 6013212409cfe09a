"""The modules of the tree and the imports between them, to look things up in."""

from __future__ import annotations

from typing import Unpack

from graphkit.analysis.blast_radius import blast_radii
from graphkit.model.code_graph import CodeGraph
from graphkit.workflows.problems import joined
from graphkit.workflows.reading import Options, open_reading


def graph(**options: Unpack[Options]) -> CodeGraph:
    """Return every module under the roots with its imports: a mapping from names to modules.

    Raises BadConfig, RootNotFound and NoPythonFiles.

    >>> import graphkit
    >>> code = graphkit.graph(roots=[graphkit.SAMPLE])
    >>> module = code["netra_backend.app.websocket_core.canonical_imports"]
    >>> module.file, module.radius.direct
    ('netra_backend/app/websocket_core/canonical_imports.py', 35)
    >>> "netra_backend.app.websocket_core.canonical_import" in code
    False
    """
    reading = open_reading(**options)
    imports, problems, files = reading.imports
    modules = reading.tree.modules
    return CodeGraph(
        imports,
        tuple(modules[name] for name in imports.modules),
        blast_radii(imports, modules),
        joined(reading.problems, problems),
        files,
    )
