"""The remediation plan: phases, waves, risks, gates, commands; and whether a given order is safe."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

from graphkit.model.breakage import WhatIf
from graphkit.model.compliance import Compliance
from graphkit.model.edits import FileEdit
from graphkit.model.problems import FilesSeen, Problem
from graphkit.model.ranking import RankedModule
from graphkit.model.shown import Shown, frame_of
from graphkit.model.testing import CoveredPath, SelectedTests
from graphkit.model.uses import Trace

LOW = "low"
MEDIUM = "medium"
HIGH = "high"

IMPORT_TIME_RISK = "import-time breakage"
SILENT_RISK = "guarded and late uses"
DYNAMIC_RISK = "dynamic and possible uses"
UNTESTED_RISK = "untested files"
GOLDEN_RISK = "golden paths"
# the columns of the risk matrix
CATEGORIES = (IMPORT_TIME_RISK, SILENT_RISK, DYNAMIC_RISK, UNTESTED_RISK, GOLDEN_RISK)

CONSUMERS = 1
REEXPORTERS = 2
FACADES = 3
DEFINITIONS = 4
# the same number means the same phase for as long as a migration runs, so that tags and ticks stay true
PHASES = (CONSUMERS, REEXPORTERS, FACADES, DEFINITIONS)
PHASE_TITLES = MappingProxyType(
    {
        CONSUMERS: "Move the consumers and their tests",
        REEXPORTERS: "Take the symbol out of the modules that pass it on, farthest first",
        FACADES: "Remove the facade's export",
        DEFINITIONS: "Delete the definition and the tests of the old behaviour",
    }
)


class Limits(NamedTuple):
    """From which figure on a risk is medium or high; what is below is low."""

    # modules that run one of the files at import time, or fail with it
    import_time_medium: int = 5
    import_time_high: int = 25
    # statements inside `try … except ImportError`: medium from 1
    guarded_high: int = 3
    # unguarded statements that run late, inside functions: medium from 1
    late_high: int = 10
    # uses that only may be uses, patch strings, computed imports: medium from 1
    dynamic_high: int = 5
    # of the production files, those that no test reaches, in percent: medium from 1 file
    untested_high: int = 25


class Risk(NamedTuple):
    """One cell of the risk matrix, with the facts it is derived from."""

    # LOW, MEDIUM or HIGH
    level: str
    reasons: tuple[str, ...]


class Command(NamedTuple):
    """Something to run in the root of the tree, and what must be true of it."""

    what: str
    # "" where only a person can tell
    run: str


class PlannedFile(NamedTuple):
    """One file of a phase, in the order in which they move."""

    module: RankedModule
    # of its uses, or of the statements that hand the symbol on
    lines: tuple[int, ...]
    edit: FileEdit
    risk: Risk
    # test files to run after it, nearest first, no more than ten
    tests: tuple[str, ...]
    # compile, import, test
    checks: tuple[Command, ...]
    # "deprecated", "mixed" or "migrated", as `compliance` has it; "" for what is no consumer
    state: str


class Phase(NamedTuple):
    """One phase: what moves, how it is checked, how it is undone, when it may begin and end."""

    # one of PHASES
    number: int
    title: str
    objective: str
    files: tuple[PlannedFile, ...]
    # `pkg.mod:name` of the bindings that go with it
    removes: tuple[str, ...]
    # one for each of CATEGORIES
    risks: tuple[tuple[str, Risk], ...]
    validation: tuple[Command, ...]
    rollback: tuple[Command, ...]
    entry: tuple[Command, ...]
    exit: tuple[Command, ...]
    # migrated ÷ all files after the phase, 0 to 100
    compliance: float | None


class OrderStep(NamedTuple):
    """One step of an order that somebody wrote down."""

    title: str
    remove: tuple[str, ...] = ()
    # modules or files
    migrate: tuple[str, ...] = ()


class BrokenTake(NamedTuple):
    """One statement that a step of a given order would break."""

    module: str
    file: str
    line: int
    # `pkg.mod:name` that it takes
    takes: str
    # "import_time", "call_time", "silent", "patch", "type_checking" or "possible"
    when: str


class Refusal(NamedTuple):
    """A step of a given order that cannot be taken there, and what would break."""

    # from 1
    step: int
    what: str
    # modules that must go first, sorted; each with the step that moves it, 0 for none
    before: tuple[tuple[str, int], ...]
    why: str
    breaks: tuple[BrokenTake, ...] = ()


class Unseen(NamedTuple):
    """One kind of thing that reading the code cannot settle, and where there is any of it."""

    what: str
    places: tuple[str, ...]


@dataclass(frozen=True)
class OrderCheck(Shown):
    """Whether a given order is safe: it is when nothing is refused."""

    target: str
    # the file it was read from
    order: str
    steps: tuple[OrderStep, ...]
    refusals: tuple[Refusal, ...]
    # what is odd but harmless
    notes: tuple[str, ...]
    # for each step with a refused removal, what the removal breaks in the code as it is
    breaks: tuple[tuple[int, WhatIf], ...]
    problems: tuple[Problem, ...]
    files: FilesSeen


@dataclass(frozen=True)
class GateCheck(Shown):
    """Whether a phase is over: it is when no file of it, or of an earlier one, is left."""

    target: str
    phase: int
    remaining: tuple[RankedModule, ...]
    problems: tuple[Problem, ...]
    files: FilesSeen


@dataclass(frozen=True)
class Plan(Shown):
    """Everything the plan document says."""

    target: str
    # the configured deprecation's name, "" for a bare symbol
    deprecation: str
    replacement: str
    trace: Trace
    compliance: Compliance
    tests: SelectedTests
    # what removing the facades' exports, and the definition, would break today
    verdicts: tuple[tuple[str, WhatIf], ...]
    # those with something left to do
    phases: tuple[Phase, ...]
    golden_paths: tuple[CoveredPath, ...]
    # only what there is any of
    unseen: tuple[Unseen, ...]
    # how the whole is undone
    rollback: tuple[Command, ...]
    limits: Limits
    problems: tuple[Problem, ...]
    files: FilesSeen

    def to_pandas(self) -> Any:
        """Return the planned files as a `pandas.DataFrame`, a row for each, in the order in which they move.

        Columns:
          phase (int64): 1 to 4
          rank (int64): from 1
          wave (int64): what one wave holds can move in any order
          module (string): its name
          file (string): its path below the root
          role (string): consumer, facade, test or definition
          state (string): deprecated, mixed or migrated; "" for what is no consumer
          risk (string): low, medium or high
          reasons (object): tuple of texts: what the risk is derived from
          lines (object): tuple of the lines to change
          edit (string): the worst of its edits: mechanical, review or by_hand
          tests (object): tuple of test files to run after it, nearest first

        Raises MissingExtra without pandas.

        >>> import graphkit
        >>> plan = graphkit.plan("websocket-factory", roots=[graphkit.SAMPLE])
        >>> plan.to_pandas().phase.unique().tolist() == [phase.number for phase in plan.phases if phase.files]
        True
        """
        return frame_of(self)
