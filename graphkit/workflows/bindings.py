"""`graphkit bindings`: what every module's namespace holds, and where it comes from."""

from __future__ import annotations

from typing import Unpack

from graphkit.analysis.namespaces import namespace_bindings
from graphkit.model.problems import FilesSeen
from graphkit.model.uses import Bindings
from graphkit.workflows.problems import joined
from graphkit.workflows.reading import Options, Reading, open_reading
from graphkit.workflows.remembered import remembered


def bindings(*, type_checking: bool = False, **options: Unpack[Options]) -> Bindings:
    """Return, for every module, each name bound to a function or class defined elsewhere in the roots.

    Raises BadConfig, RootNotFound and NoPythonFiles.

    >>> import graphkit
    >>> held = graphkit.bindings(roots=[graphkit.SAMPLE])
    >>> dict(dict(held.modules)["netra_backend.app.db"])
    {'Store': ('netra_backend.app.db.store:Store',)}
    """
    reading = open_reading(**options)
    return remembered(
        reading,
        "bindings",
        type_checking,
        Bindings,
        lambda: _bindings(reading, type_checking),
    )


def _bindings(reading: Reading, type_checking: bool) -> Bindings:
    facts = reading.facts
    facts.preload(reading.tree.modules, reading.digests)
    found = namespace_bindings(reading.tree, facts, type_checking=type_checking)
    refused = reading.imports[1]
    problems = joined(tuple(sorted({*reading.problems, *facts.problems})), refused)
    total = len(reading.tree.files)
    return Bindings(found, problems, FilesSeen(total - facts.unreadable, total))
