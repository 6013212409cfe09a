"""What breaks when something is removed, where and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from graphkit.model.problems import FilesSeen, Problem
from graphkit.model.shown import Shown, frame_of


class Removed(NamedTuple):
    """One statement, `__all__` entry or file that the removal takes away."""

    # `pkg.mod:name`, or `pkg.mod` for a whole module
    symbol: str
    file: str
    # 0 for a whole file
    line: int
    # "binding", "definition", "export" (the entry of `__all__`) or "module"
    kind: str
    # the statement's first line as it is written, "" for a file
    code: str = ""


class Breakage(NamedTuple):
    """One statement that does not do any more what it did before."""

    module: str
    file: str
    line: int
    # the name of the exception: "ImportError", "ModuleNotFoundError", "AttributeError", "NameError"; "" for a
    # reference that only dangles
    error: str
    # what is missing: "cannot import name 'f' from 'pkg.facade'"
    what: str
    # modules it falls with: from the one imported here to the one whose own statement raises; () for that one
    via: tuple[str, ...] = ()
    # "certain", or "possible" with its reason
    certainty: str = "certain"
    reason: str = ""
    is_test: bool = False
    # how the reference is written: the kinds of a `Use`
    kind: str = "import"


@dataclass(frozen=True)
class WhatIf(Shown):
    """What a removal breaks: at import time, at call time, silently, and what it leaves dangling.

    `import_time` has one row for each module that fails when it is imported, by its first failing statement;
    the other three have one row for each statement.
    """

    # what was asked for, as given
    removed: tuple[str, ...]
    # what goes with that
    statements: tuple[Removed, ...]
    # "safe", "unsafe" (something fails at import or call time) or "risky" (only silent, dangling or possible)
    verdict: str
    # the verdict in one line: "unsafe: 3 modules fail at import, 14 with them"
    summary: str
    import_time: tuple[Breakage, ...]
    call_time: tuple[Breakage, ...]
    guarded: tuple[Breakage, ...]
    dangling: tuple[Breakage, ...]
    # broken today, whatever is removed
    already_broken: tuple[Breakage, ...]
    problems: tuple[Problem, ...]
    files: FilesSeen

    def to_pandas(self) -> Any:
        """Return what breaks as a `pandas.DataFrame`, a row for each statement, at import time first.

        Columns:
          effect (string): import_time, call_time, guarded, dangling or already_broken
          module (string): where it breaks
          file (string): its path below the root
          line (int64): of the statement
          error (string): name of the exception
          what (string): what is missing
          via (object): tuple of the modules it falls with
          certainty (string): certain or possible
          reason (string): why it is only possible
          is_test (bool): whether it is among the tests
          kind (string): how the reference is written, see `Use`

        Raises MissingExtra without pandas.

        >>> import graphkit
        >>> broken = graphkit.whatif("websocket-factory", roots=[graphkit.SAMPLE]).to_pandas()
        >>> sorted(broken[broken.effect == "import_time"].error.unique())
        ['ImportError']
        """
        return frame_of(self)
