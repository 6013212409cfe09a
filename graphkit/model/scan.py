"""Who in many repositories uses a symbol: what is read, what each repository holds, and the whole answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from graphkit.model.config import DEFAULT_TESTS
from graphkit.model.names import Symbol
from graphkit.model.problems import FilesSeen, Problem
from graphkit.model.shown import Shown, frame_of

ENGINES = ("processes", "dask")
NOTHING_SEEN = FilesSeen(0, 0)


class Repository(NamedTuple):
    """One thing to read: a directory, a wheel or another archive of sources."""

    # unique in the list
    name: str
    # absolute
    path: str
    # directories whose children are importable, relative to the repository; none: they are looked for
    roots: tuple[str, ...] = ()
    owner: str = ""
    exclude: tuple[str, ...] = ()
    tests: tuple[str, ...] = DEFAULT_TESTS


class Held(NamedTuple):
    """A name under which a module of some repository holds the target, for others to take it there."""

    module: str
    name: str
    # the definition that it stands for
    origin: Symbol
    # the modules from this one to the definition's
    chain: tuple[str, ...]
    # the repository that holds it
    repository: str = ""


class Question(NamedTuple):
    """What is asked of every repository."""

    targets: tuple[Symbol, ...]
    # what defines the target; None when nothing that was given does
    provider: Repository | None
    # every name under which the provider holds the target, the definitions included
    held: tuple[Held, ...]
    # what the provider looked like: another state of it is another question
    state: str = ""


class RepositoryUse(NamedTuple):
    """One use of the target in one repository."""

    repository: str
    owner: str
    module: str
    # relative to the repository (for an archive: to what it holds)
    file: str
    line: int
    column: int
    # as in `Use`; "dangling" references stand here too, with that certainty
    kind: str
    when: str
    guarded: bool
    # certain | possible | dangling
    certainty: str
    is_test: bool
    name: str
    scope: str
    # `pkg.mod:name` of the binding that it takes its value from
    source: str
    # `pkg.mod:name` where the target enters the repository; "" in the repository that defines it
    through: str
    # the repository that `through` is in
    giver: str
    # modules from the user's to the definition's, " -> " between them
    chain: str
    # why a possible or dangling one is not certain
    reason: str


@dataclass(frozen=True)
class RepositoryReading:
    """What one repository was found to hold."""

    repository: str
    # files of it, but for what failed: why it could not be read at all
    files: FilesSeen = NOTHING_SEEN
    failed: str = ""
    # bytes of code that were searched
    size: int = 0
    # whether the target's names are anywhere in it
    mentioned: bool = False
    # first components of the modules that it imports, its own left out where it lies in files
    imports: tuple[str, ...] = ()
    # first components of what it offers to importers; told where something is mentioned
    provides: tuple[str, ...] = ()
    uses: tuple[RepositoryUse, ...] = ()
    held: tuple[Held, ...] = ()
    problems: tuple[Problem, ...] = ()


class RepositoryRow(NamedTuple):
    """One repository of the list, and what was found there."""

    name: str
    owner: str
    # "consumer", "provider", "none" (does not use it) or "failed"
    state: str
    # modules with a use that is not merely a re-export
    consumers: int
    uses: int
    possible: int
    test_uses: int
    files_seen: int
    files_total: int
    # why it could not be read
    reason: str


class OwnerRow(NamedTuple):
    """What one owner's repositories use."""

    owner: str
    repositories: int
    consumers: int
    uses: int


class ChainRow(NamedTuple):
    """One way by which the target comes into repositories."""

    # `pkg.mod:name` outside the repository; "" for uses in the one that defines it
    through: str
    giver: str
    # modules from there to the definition's
    chain: tuple[str, ...]
    repositories: int
    uses: int


class RankedRepository(NamedTuple):
    """A repository's place in the order: those that nobody takes the target from come first."""

    position: int
    wave: int
    repository: str
    owner: str
    uses: int
    # the repositories that it takes the target from, and those that take it from here
    takes_from: tuple[str, ...]
    gives_to: tuple[str, ...]
    # consumers that import anything from here
    imported_by: tuple[str, ...]
    # the other members of its cycle: they move together
    together: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Scan(Shown):
    """Who in many repositories uses the target."""

    target: str
    # the repository that defines it, "" for none
    provider: str
    # every `pkg.mod:name` under which the provider offers it
    bindings: tuple[str, ...]
    repositories: tuple[RepositoryRow, ...]
    owners: tuple[OwnerRow, ...]
    chains: tuple[ChainRow, ...]
    ranking: tuple[RankedRepository, ...]
    uses: tuple[RepositoryUse, ...]
    # where the rows were written to, and how many repositories were known from an earlier run
    results: str
    problems: tuple[Problem, ...]
    files: FilesSeen

    def to_pandas(self) -> Any:
        """Return the uses as a `pandas.DataFrame`, a row for each, as `uses.jsonl` has them.

        Columns:
          repository (string): where it is
          owner (string): whose that is
          module (string): the user's name
          file (string): its path in the repository
          line (int64): where
          column (int64): from 1 on
          kind (string): import, call, …, as in a trace
          when (string): import_time, call_time or type_checking
          guarded (bool): whether an ImportError would be caught
          certainty (string): certain, possible or dangling
          is_test (bool): whether the module is a test
          name (string): the name as it stands there
          scope (string): the function or class around it
          source (string): the binding that it takes its value from
          through (string): where the target enters the repository
          giver (string): the repository that holds that
          chain (string): modules from the user's to the definition's
          reason (string): why a possible or dangling one is not certain

        Raises MissingExtra without pandas.
        """
        return frame_of(self)
