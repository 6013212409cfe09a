"""Make the phases of a plan: what moves in each, its risks, its gates, its commands."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from graphkit.analysis import planning_commands as commands
from graphkit.analysis.planning_commands import Words
from graphkit.analysis.planning_risks import Ground, assess, worst
from graphkit.analysis.planning_stages import phase_numbers
from graphkit.analysis.set_cover import cover
from graphkit.model.edits import BY_HAND, FileEdit
from graphkit.model.names import Symbol
from graphkit.model.plan import (
    CONSUMERS,
    DEFINITIONS,
    FACADES,
    PHASE_TITLES,
    PHASES,
    REEXPORTERS,
    Phase,
    PlannedFile,
)
from graphkit.model.ranking import RankedModule

TESTS_PER_FILE = 10
# of these, how many a command names
COMMANDS_TESTS = 3

_OBJECTIVES = {
    CONSUMERS: "No module uses the symbol any more; whoever still passes it on does it for nobody.",
    REEXPORTERS: "The symbol can be had from the facade and from its definition alone.",
    FACADES: "The symbol can be had from its definition alone, and nobody takes it there.",
    DEFINITIONS: "The symbol is gone, with its shims and the tests that held it to its old behaviour.",
}


@dataclass(frozen=True)
class Material:
    """What a plan is made of."""

    words: Words
    ground: Ground
    # in the order in which they can move
    modules: Sequence[RankedModule]
    # configured modules whose export is a phase of its own
    facades: Collection[str] = ()
    # module → what to do in its file
    edits: Mapping[str, FileEdit] = field(default_factory=dict)
    # module → "deprecated", "mixed" or "migrated"
    states: Mapping[str, str] = field(default_factory=dict)
    # phase → modules that fail at import when what it removes goes today
    falls: Mapping[int, int] = field(default_factory=dict)
    # re-exports that no statement of their own holds, so that they go by themselves
    fixed: Collection[str] = frozenset()
    # phase → migrated ÷ all files after it
    compliance: Mapping[int, float | None] = field(default_factory=dict)


def plan_phases(material: Material) -> tuple[Phase, ...]:
    """Return the phases that have something to do, in order; the order inside a phase is the modules'.

    Cost: linear in modules, uses, flow and the tests that reach them.
    """
    planner = _Planner(material)
    return tuple(planner.phase(number) for number in PHASES if planner.members[number])


def phase_members(
    modules: Sequence[RankedModule], numbers: Mapping[str, int]
) -> dict[int, tuple[RankedModule, ...]]:
    """Return, for each of PHASES, its modules in their order."""
    members: dict[int, list[RankedModule]] = {number: [] for number in PHASES}
    for row in modules:
        members[numbers[row.module]].append(row)
    return {number: tuple(rows) for number, rows in members.items()}


def removed_in(material: Material) -> dict[int, tuple[str, ...]]:
    """Return, for each of PHASES, the bindings that go with it: re-exports, at last the definition."""
    trace = material.ground.trace
    numbers = phase_numbers(material.modules, trace, material.facades)
    found: dict[int, set[str]] = {number: set() for number in PHASES}
    for reexport in trace.reexports:
        number = numbers.get(reexport.module, CONSUMERS)
        if number != CONSUMERS and reexport.module in trace.facades:
            found[number].add(str(Symbol(reexport.module, reexport.name)))
    for definition in trace.definitions:
        found[DEFINITIONS].add(str(Symbol(definition.module, definition.name)))
    return {number: tuple(sorted(names - set(material.fixed))) for number, names in found.items()}


class _Planner:
    """The indexes that every phase of one plan needs."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.ground = material.ground
        trace = material.ground.trace
        self.members = phase_members(
            material.modules, phase_numbers(material.modules, trace, material.facades)
        )
        self.removes = removed_in(material)
        self.first = min((number for number in PHASES if self.members[number]), default=DEFINITIONS)
        self.tests: dict[str, list[str]] = {}
        for reach in sorted(self.ground.tests.reach, key=lambda reach: reach.distance):
            self.tests.setdefault(reach.consumer, []).append(reach.file)
        self.lines: dict[str, set[int]] = {}
        for consumer in trace.consumers:
            self.lines.setdefault(consumer.module, set()).update(use.line for use in consumer.uses)
        for reexport in trace.reexports:
            self.lines.setdefault(reexport.module, set()).add(reexport.line)
        for dangling in trace.dangling:
            self.lines.setdefault(dangling.module, set()).add(dangling.line)
        for definition in trace.definitions:
            self.lines.setdefault(definition.module, set()).add(definition.line)
        # they go with the definition: from then on they are no checks
        self.going = {row.file for row in material.modules if row.role == "test"}
        golden = {test for path in self.ground.tests.golden_paths for test in path.tests}
        self.golden = sorted(golden)
        self.unsigned = sum(row.possible for row in material.modules)

    def phase(self, number: int) -> Phase:
        rows = self.members[number]
        words, material = self.material.words, self.material
        removes = self.removes[number]
        last = number == DEFINITIONS
        tests = self.covering(rows, self.going if last else set())
        gone = removes[0] if len(removes) == 1 else f"one of {len(removes)} names"
        # what still takes the name when the phase begins would fail a check of its removal
        taken = any(
            row.role == "test"
            or (
                row.role == "consumer"
                and row.possible < row.uses
                and row.module not in self.ground.test_modules
            )
            for row in rows
        )
        names = [definition.name or definition.module for definition in self.ground.trace.definitions]
        return Phase(
            number=number,
            title=PHASE_TITLES[number],
            objective=_OBJECTIVES[number],
            files=tuple(self.file(row, last=last) for row in rows),
            removes=removes,
            risks=assess(self.ground, rows, material.falls.get(number, 0), gone),
            validation=commands.validation(words, number, tests, self.golden, removes if taken else ()),
            rollback=commands.phase_rollback(words, number),
            entry=commands.entry(
                words, number, self.first, () if taken else removes, self.golden, self.unsigned
            ),
            exit=commands.leaving(words, number, tests, self.golden, names),
            compliance=material.compliance.get(number),
        )

    def file(self, row: RankedModule, *, last: bool) -> PlannedFile:
        is_test = row.module in self.ground.test_modules
        reaching = dict.fromkeys(self.tests.get(row.module, ()))
        tests = [test for test in reaching if not last or test not in self.going][:TESTS_PER_FILE]
        return PlannedFile(
            module=row,
            lines=tuple(sorted(self.lines.get(row.module, ()))),
            edit=self.material.edits.get(row.module, FileEdit(row.module, row.file, (), "", BY_HAND)),
            risk=worst(assess(self.ground, (row,))),
            tests=tuple(tests),
            checks=()
            if row.file in self.going
            else commands.file_checks(row.module, row.file, is_test, tests[:COMMANDS_TESTS]),
            state=self.material.states.get(row.module, ""),
        )

    def covering(self, rows: Sequence[RankedModule], without: Collection[str]) -> tuple[str, ...]:
        """Choose few test files that reach every file of the phase that any test reaches."""
        bits = {row.module: 1 << place for place, row in enumerate(rows)}
        spreads: dict[str, list[tuple[int, int]]] = {}
        for reach in self.ground.tests.reach:
            if reach.consumer in bits and reach.file not in without:
                spreads.setdefault(reach.file, []).append((reach.distance, bits[reach.consumer]))
        return cover(spreads, (1 << len(rows)) - 1).tests
