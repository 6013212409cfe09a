"""Everything that can stop a run, each class named after the fact.

```
GraphkitError
├── BadUsage             what was asked for cannot be meant
│   ├── BadTarget        a symbol or module that is not in the tree
│   │   └── UnknownModule  a module that a graph does not hold, a KeyError as well
│   ├── BadConfig        a configuration file that cannot be used
│   ├── BadOrder         an order of steps that cannot be read
│   ├── BadResult        a saved result that is none of graphkit's, or not of the kind asked for
│   ├── BadRevision      a revision that the repository does not have, or no repository
│   ├── BadRewrite       a configured rewrite that is no pattern of Python code
│   ├── BadScheduler     no Dask scheduler answers at the address given
│   ├── BrokenPlan       a plan document that cannot be written anew without losing what is in it
│   └── UnknownFormat    an output format that no writer knows
├── BadArchive           an archive that cannot be unpacked
├── MissingExtra         an optional library that is not installed
├── RootNotFound         a root directory that is not there
├── NoPythonFiles        roots that hold nothing to read
├── CannotWrite          an output file that cannot be put where it was asked for
└── CannotRender         a drawing that Graphviz cannot lay out
```
What concerns one file of the analysed code never raises: it is a `Problem`.
"""

from __future__ import annotations


class GraphkitError(Exception):
    """Base of every error graphkit raises on purpose.

    `str(error)` is one line that says what was found, where, and what to try.
    """


class BadUsage(GraphkitError):
    """What was asked for cannot be meant as it stands."""


class BadTarget(BadUsage):
    """The target names a module or symbol that is not in the tree."""

    def __init__(self, target: str, found: str, nearest: tuple[str, ...] = ()) -> None:
        self.target = target
        self.found = found
        self.nearest = nearest
        super().__init__(target, found, nearest)

    def __str__(self) -> str:
        hint = f"; did you mean {' or '.join(self.nearest)}?" if self.nearest else ""
        return f"{self.target!r}: {self.found}{hint}"


class UnknownModule(BadTarget, KeyError):
    """A module that a graph does not hold."""

    def __init__(self, module: str, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(module, "no such module", nearest)

    def __reduce__(self) -> tuple[type[UnknownModule], tuple[str, tuple[str, ...]]]:
        return UnknownModule, (self.target, self.nearest)


class BadConfig(BadUsage):
    """A configuration file that cannot be used."""

    def __init__(self, path: str, found: str, hint: str = "") -> None:
        self.path = path
        self.found = found
        self.hint = hint
        super().__init__(path, found, hint)

    def __str__(self) -> str:
        hint = f"; {self.hint}" if self.hint else ""
        return f"{self.path}: {self.found}{hint}"


class UnknownFormat(BadUsage):
    """An output format that no writer knows."""

    def __init__(self, given: str, known: tuple[str, ...]) -> None:
        self.given = given
        self.known = known
        super().__init__(given, known)

    def __str__(self) -> str:
        return f"unknown format {self.given!r}; choose one of {', '.join(self.known)}"


class RootNotFound(GraphkitError):
    """A root directory that is not there."""

    def __init__(self, root: str) -> None:
        self.root = root
        super().__init__(root)

    def __str__(self) -> str:
        return f"root {self.root!r} is not a directory; give --root a directory whose children are importable"


class NoPythonFiles(GraphkitError):
    """Roots that hold nothing to read."""

    def __init__(self, roots: tuple[str, ...]) -> None:
        self.roots = roots
        super().__init__(roots)

    def __str__(self) -> str:
        roots = ", ".join(map(repr, self.roots))
        return f"no Python files under {roots}; check --root and the exclude patterns"


class CannotWrite(GraphkitError):
    """An output file that cannot be put where it was asked for."""

    def __init__(self, path: str, why: str) -> None:
        self.path = path
        self.why = why
        super().__init__(path, why)

    def __str__(self) -> str:
        hint = "give -o a file in a directory that exists and is writable"
        return f"cannot write {self.path!r}: {self.why}; {hint}"


class CannotRender(GraphkitError):
    """A drawing that Graphviz cannot lay out; `timed_out` when it might with a smaller one."""

    def __init__(self, why: str, timed_out: bool = False) -> None:
        self.why = why
        self.timed_out = timed_out
        super().__init__(why, timed_out)

    def __str__(self) -> str:
        return f"cannot render the drawing: {self.why}; the formats dot and mmd need no Graphviz"


class BadOrder(BadUsage):
    """An order of steps that cannot be read."""

    def __init__(self, path: str, found: str, hint: str = "") -> None:
        self.path = path
        self.found = found
        self.hint = hint
        super().__init__(path, found, hint)

    def __str__(self) -> str:
        hint = f"; {self.hint}" if self.hint else ""
        return f"{self.path}: {self.found}{hint}"


class BadRewrite(BadUsage):
    """A configured rewrite whose `find` is no pattern of Python code."""

    def __init__(self, find: str) -> None:
        self.find = find
        super().__init__(find)

    def __str__(self) -> str:
        return f"the rewrite {self.find!r} is no pattern: write one expression, with $NAME for any part of it"


class BrokenPlan(BadUsage):
    """A plan document that cannot be written anew without losing what is in it; `line` 0: all of it."""

    def __init__(self, path: str, line: int, found: str) -> None:
        self.path = path
        self.line = line
        self.found = found
        super().__init__(path, line, found)

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.found}; repair it, write elsewhere with -o, or start over with --fresh"


class BadRevision(BadUsage):
    """A revision that cannot be read: no such commit, or no repository."""

    def __init__(self, revision: str, found: str, hint: str) -> None:
        self.revision = revision
        self.found = found
        self.hint = hint
        super().__init__(revision, found, hint)

    def __str__(self) -> str:
        return f"revision {self.revision!r}: {self.found}; {self.hint}"


class BadResult(BadUsage):
    """A file that is no saved result of the command asked for."""

    def __init__(self, path: str, command: str, found: str) -> None:
        self.path = path
        self.command = command
        self.found = found
        super().__init__(path, command, found)

    def __str__(self) -> str:
        how = f"make it with `graphkit {self.command} TARGET --format json -o FILE`"
        return f"{self.path}: no saved result of {self.command}: {self.found}; {how}"


class BadScheduler(BadUsage):
    """No Dask scheduler answers at the address given."""

    def __init__(self, address: str, found: str) -> None:
        self.address = address
        self.found = found
        super().__init__(address, found)

    def __str__(self) -> str:
        hint = "give --scheduler the address that the scheduler prints when it starts, as tcp://host:8786"
        return f"no Dask scheduler answers at {self.address!r} ({self.found}); {hint}"


class MissingExtra(GraphkitError):
    """An optional library that is not installed."""

    def __init__(self, extra: str, wanted: str, library: str) -> None:
        self.extra = extra
        self.wanted = wanted
        self.library = library
        super().__init__(extra, wanted, library)

    def __str__(self) -> str:
        hint = f"pip install 'graphkit[{self.extra}]'"
        return f"{self.wanted} needs {self.library}, which is not installed; {hint}"


class BadArchive(GraphkitError):
    """An archive that cannot be unpacked."""

    def __init__(self, path: str, found: str) -> None:
        self.path = path
        self.found = found
        super().__init__(path, found)

    def __str__(self) -> str:
        return f"{self.path}: {self.found}"
