"""How far a deprecation is along: by symbols, and by configured text patterns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from graphkit.model.problems import FilesSeen, Problem
from graphkit.model.shown import Shown, frame_of


class FileState(NamedTuple):
    """One file that uses a deprecated symbol or its replacement, by certain uses."""

    module: str
    file: str
    is_test: bool
    # the first two components of the package it lies in, "" at the top
    area: str
    # "deprecated", "mixed" or "migrated"
    state: str
    # certain uses of the deprecated symbols, and of the replacement
    deprecated: int
    current: int
    # possible uses of the deprecated symbols: they count in no percentage
    possible: int = 0


class Share(NamedTuple):
    """Counts over some files; percentages are 0 to 100, None where there is nothing to count."""

    # "all", "production", "tests", or an area's name
    name: str
    deprecated: int
    mixed: int
    migrated: int
    deprecated_uses: int
    current_uses: int
    # migrated ÷ all files, current ÷ all uses
    percent_files: float | None
    percent_uses: float | None


class SymbolCompliance(NamedTuple):
    """One deprecation by symbols; its definitions and mere re-exports are no files of it."""

    name: str
    # the target, then the symbols that go with it
    targets: tuple[str, ...]
    # "" when none is configured, or what is configured is not in the tree: then no share has a percentage
    replacement: str
    files: tuple[FileState, ...]
    # all, production, tests
    shares: tuple[Share, ...]
    # by name
    areas: tuple[Share, ...] = ()


class Counted(NamedTuple):
    """One addend of a detector's violations."""

    name: str
    number: int


class DetectorResult(NamedTuple):
    """What one configured pattern detector counts."""

    name: str
    # files that pass the gate
    files: int
    deprecated: int
    mixed: int
    compliant: int
    neither: int
    # the sum of `addends`: a file that several of them count, counts for each
    violations: int
    # as the detector defines it, None where that is nothing
    percent: float | None
    # the paths that any of the addends counts, sorted, each once
    hits: tuple[str, ...]
    addends: tuple[Counted, ...]


class Reconciled(NamedTuple):
    """A detector's violating files held against who really uses the symbols of a deprecation.

    Every hit is in exactly one of the six classes from `uses` to `unrelated`.
    """

    detector: str
    deprecation: str
    hits: int
    # use the target, certainly
    uses: int
    # use another symbol of the deprecation
    uses_other: int
    # may use one, or name one through a module that does not hold it
    undecided: int
    # hold a name only in comments or strings
    mentions: int
    # are a definition, a facade, or spell out the detector's own patterns
    itself: int
    # none of these: other code that the pattern happens to match
    unrelated: int
    # real users, of the target or another symbol
    users: int
    # those of them that the detector does not count, sorted
    missed: tuple[str, ...]
    # of the hits, how many are real users; of the real users, how many are hit (0 to 100, None where none)
    precision: float | None
    recall: float | None


@dataclass(frozen=True)
class Compliance(Shown):
    """How far a deprecation is along, and what text patterns say of it."""

    target: str
    symbols: tuple[SymbolCompliance, ...]
    detectors: tuple[DetectorResult, ...]
    reconciled: tuple[Reconciled, ...]
    problems: tuple[Problem, ...]
    files: FilesSeen

    def to_pandas(self) -> Any:
        """Return the files as a `pandas.DataFrame`, a row for each deprecation and file that uses old or new.

        Columns:
          deprecation (string): its name, or the target as given
          module (string): the file's module
          file (string): its path below the root
          is_test (bool): whether it is among the tests
          area (string): the first two components of its package
          state (string): deprecated, mixed or migrated
          deprecated (int64): certain uses of deprecated symbols
          current (int64): certain uses of the replacement
          possible (int64): possible uses of deprecated symbols

        Raises MissingExtra without pandas.

        >>> import graphkit
        >>> files = graphkit.compliance("websocket-factory", roots=[graphkit.SAMPLE]).to_pandas()
        >>> sorted(files.state.unique())
        ['deprecated', 'migrated', 'mixed']
        """
        return frame_of(self)
