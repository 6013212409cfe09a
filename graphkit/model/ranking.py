"""Which module moves when, and what each would hit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from graphkit.model.edits import FileEdit
from graphkit.model.imports import BlastRadius
from graphkit.model.problems import FilesSeen, Problem
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
class Ranking:
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


@dataclass(frozen=True)
class NextStep:
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
class Blast:
    """The blast radius of modules, largest first then by name."""

    modules: tuple[BlastRadius, ...]
    edges: int
    problems: tuple[Problem, ...]
    files: FilesSeen
    counting: Counting = _ONE_BY_ONE
