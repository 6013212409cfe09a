"""The module graph: who imports whom, when, and under which guard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

IMPORT_TIME = "import_time"
CALL_TIME = "call_time"
TYPE_CHECKING = "type_checking"


class ImportEdge(NamedTuple):
    """One import statement's edge, importer → imported."""

    importer: str
    imported: str
    line: int
    # as written: ("a", "b as c", "*"); () for `import imported`
    names: tuple[str, ...] = ()
    # IMPORT_TIME, CALL_TIME (in a function) or TYPE_CHECKING
    when: str = IMPORT_TIME
    # inside `try` with a handler that catches ImportError, or `suppress(ImportError)`
    guarded: bool = False


@dataclass(frozen=True)
class ImportGraph:
    """Every module of the tree and every import between two of them, both sorted."""

    modules: tuple[str, ...]
    edges: tuple[ImportEdge, ...]


class BlastRadius(NamedTuple):
    """How many modules are downstream of one module (the module itself is not counted).

    `direct` and `transitive` count every edge but typing-only ones; `import_time` only unguarded
    and guarded edges that run at import time.
    """

    module: str
    file: str
    direct: int
    transitive: int
    import_time_direct: int
    import_time: int
    # the split of `transitive`
    production: int
    tests: int
    # false: but for the direct ones, the counts are estimates; see `Counting`
    exact: bool = True
