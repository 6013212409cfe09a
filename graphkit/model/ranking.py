"""Which module moves when, and what each would hit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from graphkit.model.edits import FileEdit
from graphkit.model.imports import BlastRadius
from graphkit.model.problems import FilesSeen, Problem
from graphkit.model.shown import Shown, frame_of, network_of
from graphkit.model.testing import Reach
from graphkit.model.uses import Use

# what orders a wave; the first is the default
POLICIES = ("canary-first", "unblock-first", "risk-first", "leaf-first")


class RankedModule(NamedTuple):
    """One module's place in the migration order; wave 1 moves first."""

    rank: int
    wave: int
    module: str
    file: str
    # "consumer", "facade", "test" (of the deprecated behaviour: goes with the definition), "definition", or
    # "leftover" (names what is gone already: only in a `NextStep`)
    role: str
    # number of certain and possible uses
    uses: int
    # blast radius of the module in the module graph
    direct: int
    transitive: int
    production: int
    tests: int
    # modules that take the symbol from this one and so must go before it; sorted
    waits_for: tuple[str, ...]
    # how many modules are waiting for this one
    unblocks: int
    reasons: tuple[str, ...]
    # modules that run it at import time, however indirectly
    import_time: int = 0
    # modules that move in the same step: a cycle of symbol flow, tests that patch a name in it, modules that
    # have it by a star import alone; sorted
    together: tuple[str, ...] = ()
    # how the symbol is used here, in few words; modules with the same one are migrated alike
    pattern: str = ""
    # the first of its pattern in the order
    canary: bool = False
    # possible uses that nobody has signed off
    possible: int = 0
    # commits of the last 90 days that touch the file; None without a repository
    churn: int | None = None
    # what to mind: "local import or split", with the chain, where the replacement's import closes a cycle
    flags: tuple[str, ...] = ()
    # modules of the wave that no rule but the name tells from this one: how many, and the first of them
    tied: int = 0
    ties: tuple[str, ...] = ()
    # modules with the same number move in one step; a test that patches names in several steps is in the
    # `together` of each and has the number of the last
    step: int = 0
    # the modules waiting for this one alone: they can move as soon as it has
    frees: tuple[str, ...] = ()
    # there is nothing to edit: it holds the name by a star import alone, as long as that gives it
    passive: bool = False


class Agreement(NamedTuple):
    """How far two policies put the modules in the same order.

    `tau`: Kendall's tau-b, 1 the same order, -1 the opposite.
    """

    policy: str
    other: str
    tau: float


@dataclass(frozen=True)
class Ranking(Shown):
    """The migration order of a target's consumers, facades and definition."""

    target: str
    modules: tuple[RankedModule, ...]
    problems: tuple[Problem, ...]
    files: FilesSeen
    policy: str = POLICIES[0]
    # every pair of policies, when asked for
    agreement: tuple[Agreement, ...] = ()
    # what else to know, a line each
    notes: tuple[str, ...] = ()

    def to_pandas(self) -> Any:
        """Return the order as a `pandas.DataFrame`, a row for each module, the first to move first.

        Columns:
          rank (int64): from 1
          wave (int64): what one wave holds can move in any order
          step (int64): modules with the same number move together
          module (string): its name
          file (string): its path below the root
          role (string): consumer, facade, test or definition
          uses (int64): certain and possible ones
          possible (int64): those that nobody has signed off
          pattern (string): how it uses the symbol
          canary (bool): the first of its pattern
          direct (int64): modules that import it
          transitive (int64): modules downstream of it
          import_time (int64): of these, those that run it when they are imported
          production (int64): of these, those that are no tests
          tests (int64): of these, those that are
          unblocks (int64): modules that wait for it
          churn (Int64): commits of the last 90 days, <NA> without a repository
          passive (bool): nothing to edit: it has the name by a star import
          waits_for (object): tuple of modules that go before it
          together (object): tuple of modules that move in the same step
          reasons (object): tuple of texts
          flags (object): tuple of texts: what to mind

        Raises MissingExtra without pandas.

        >>> import graphkit
        >>> order = graphkit.rank("websocket-factory", roots=[graphkit.SAMPLE]).to_pandas()
        >>> order.groupby("wave").module.count().tolist()
        [34, 8, 2, 4, 3]
        """
        return frame_of(self)

    def to_networkx(self) -> Any:
        """Return who waits for whom as a `networkx.MultiDiGraph`; edges run from who takes to who gives.

        Nodes are modules, with rank, wave, step, role, file, uses, transitive, import_time, label. An edge
        says that its first module goes before its second; edges have no attributes.

        >>> import graphkit
        >>> network = graphkit.rank("websocket-factory", roots=[graphkit.SAMPLE]).to_networkx()
        >>> all(network.nodes[a]["wave"] <= network.nodes[b]["wave"] for a, b in network.edges())
        True
        """
        return network_of(self)


@dataclass(frozen=True)
class NextStep(Shown):
    """The one step to take now; `module` is None when the symbol is gone and nothing is left to do."""

    target: str
    # in one line: what to do, or that it is done
    verdict: str
    module: RankedModule | None
    # how many modules are left, this one counted
    remaining: int
    # in this file first, then in those that move together with it; only those that this step is about
    uses: tuple[Use, ...]
    # modules that wait for this one, sorted
    unblocks: tuple[str, ...]
    # this file first, then those that move together with it
    edits: tuple[FileEdit, ...]
    # nearest first
    tests: tuple[Reach, ...]
    # modules that fail at import when this one does: downstream of it by unguarded import-time imports
    at_stake: tuple[str, ...]
    # what must still happen before: possible uses to sign off, modules that still take the name from here
    waits: tuple[str, ...]
    problems: tuple[Problem, ...]
    files: FilesSeen
    policy: str = POLICIES[0]
    # what else to know, a line each
    notes: tuple[str, ...] = ()

    def to_pandas(self) -> Any:
        """Return the suggested edits as a `pandas.DataFrame`, a row for each.

        Columns:
          module (string): whose file it is
          file (string): its path below the root
          line (int64): where
          how (string): mechanical, review or by_hand
          before (string): the code as it stands there
          after (string): what it becomes, "" for what goes or cannot be said
          why (string): the reason

        Raises MissingExtra without pandas.

        >>> import graphkit
        >>> step = graphkit.next_step("websocket-factory", roots=[graphkit.SAMPLE])
        >>> len(step.to_pandas()) == sum(len(edit.edits) for edit in step.edits)
        True
        """
        return frame_of(self)


# how modules downstream are counted
EXACT, ESTIMATED = "exact", "estimated"


class Counting(NamedTuple):
    """How modules downstream were counted: one by one, or estimated in a very large tree.

    An estimate is within `relative_error` of the count with probability `confidence`.
    """

    counts: str = EXACT
    relative_error: float = 0.0
    confidence: float = 1.0


_ONE_BY_ONE = Counting()


@dataclass(frozen=True)
class Blast(Shown):
    """The blast radius of modules, largest first then by name."""

    modules: tuple[BlastRadius, ...]
    edges: int
    problems: tuple[Problem, ...]
    files: FilesSeen
    counting: Counting = _ONE_BY_ONE

    def to_pandas(self) -> Any:
        """Return the blast radii as a `pandas.DataFrame`, a row for each module, largest first.

        Columns:
          module (string): its name
          file (string): its path below the root
          direct (int64): modules that import it
          transitive (int64): modules downstream of it
          import_time_direct (int64): modules that import it when they are imported
          import_time (int64): modules that run it when they are imported, however indirectly
          production (int64): of the transitive ones, those that are no tests
          tests (int64): of these, those that are
          exact (bool): whether these are counts, not estimates

        Raises MissingExtra without pandas.

        >>> import graphkit
        >>> reach = graphkit.blast(roots=[graphkit.SAMPLE]).to_pandas()
        >>> bool((reach.production + reach.tests == reach.transitive).all())
        True
        """
        return frame_of(self)
