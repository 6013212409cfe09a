"""`graphkit plan`: the migration as phases, with gates, risks and figures, written down."""

from __future__ import annotations

from dataclasses import replace
from typing import Unpack

from graphkit.analysis.breakage import ALWAYS_SOUGHT
from graphkit.analysis.breakage_later import DYNAMIC
from graphkit.analysis.compliance import projected
from graphkit.analysis.planning import Material, phase_members, plan_phases, removed_in
from graphkit.analysis.planning_commands import Words, whole_rollback
from graphkit.analysis.planning_risks import Ground
from graphkit.analysis.planning_stages import phase_numbers
from graphkit.analysis.planning_unseen import unseen
from graphkit.analysis.renamings import other_names
from graphkit.errors import BadTarget
from graphkit.extract.git_history import read_churn
from graphkit.extract.plan_file import read_document
from graphkit.model.breakage import WhatIf
from graphkit.model.compliance import Compliance
from graphkit.model.config import Deprecation
from graphkit.model.plan import DEFINITIONS, FACADES, PHASES, REEXPORTERS, Plan
from graphkit.model.testing import SelectedTests
from graphkit.report.markdown_plan import plan_markdown
from graphkit.report.markdown_plan_merge import merge_plan
from graphkit.workflows.compliance import compliance_in
from graphkit.workflows.deprecations import deprecation_of
from graphkit.workflows.edits import suggest_edits
from graphkit.workflows.plan_ground import Left, what_is_left
from graphkit.workflows.problems import joined
from graphkit.workflows.reading import Options, Reading, open_reading
from graphkit.workflows.remembered import remembered
from graphkit.workflows.removals import what_goes
from graphkit.workflows.tests import select_tests
from graphkit.workflows.whatif import Prediction

_VERDICTS = {
    REEXPORTERS: "Taking it out of the modules that pass it on",
    FACADES: "Removing the facade's export",
    DEFINITIONS: "Deleting the definition",
}


def plan(target: str, **options: Unpack[Options]) -> Plan:
    """Return the plan of the migration off `target`: phases, gates, risks, edits, tests, what is not seen.

    It is read from the code as it is: what is migrated already is in it no more. When the symbol of a
    configured deprecation is gone, the plan is about what still names it.

    Raises BadTarget, BadConfig (a replacement that does not exist), BadRewrite, RootNotFound and
    NoPythonFiles.

    >>> import graphkit
    >>> found = graphkit.plan("websocket-factory", roots=[graphkit.SAMPLE])
    >>> [(phase.number, len(phase.files)) for phase in found.phases]
    [(1, 34), (2, 10), (3, 4), (4, 4)]
    """
    reading = open_reading(**options)
    churn = read_churn(reading.tree.base).commits
    config = (deprecation_of(reading.config, target), reading.config.detectors)
    question = (target, config, churn and sorted(churn.items()))
    return remembered(reading, "plan", question, Plan, lambda: _plan(reading, target))


def document(planned: Plan, path: str | None = None, *, fresh: bool = False) -> str:
    """Return the plan as Markdown, with the texts and ticks of the document in `path`, if there is one.

    Raises BrokenPlan for a document whose marks are damaged, unless `fresh`.
    """
    written = plan_markdown(planned)
    before = None if path is None or fresh else read_document(path)
    return written if before is None or path is None else merge_plan(before, written, path)


def _plan(reading: Reading, target: str) -> Plan:
    _look_ahead(reading, target)
    left = what_is_left(reading, target)
    traced, deprecation = left.trace, left.ground.deprecation
    tested, counted = _tested(reading, left), _counted(reading, left, target)
    name = deprecation.name if deprecation else ""
    edits = () if left.gone else suggest_edits(traced, left.rows, deprecation, reading)
    material = Material(
        Words(target, name or traced.target.name or traced.target.module),
        Ground(traced, tested),
        left.rows,
        left.facades,
        {edit.module: edit for edit in edits},
        {file.module: file.state for symbols in counted.symbols for file in symbols.files},
        compliance=_projections(left, counted),
    )
    prediction = Prediction(reading)
    material = replace(material, fixed=_fixed(prediction, material))
    verdicts = {} if left.gone else _verdicts(prediction, material)
    falls = {number: len(verdict.import_time) for number, verdict in verdicts.items()}
    phases = plan_phases(replace(material, falls=falls))
    return Plan(
        target=str(traced.target),
        deprecation=name,
        replacement=deprecation.replacement if deprecation else "",
        trace=traced,
        compliance=counted,
        tests=tested,
        verdicts=tuple((_VERDICTS[number], verdict) for number, verdict in verdicts.items()),
        phases=phases,
        golden_paths=tested.golden_paths,
        unseen=unseen(traced, deprecation.also if deprecation else (), left.notes),
        rollback=whole_rollback(material.words, phases[0].number if phases else PHASES[0]),
        limits=material.ground.limits,
        problems=joined(left.ground.problems, tuple(sorted({*tested.problems, *counted.problems}))),
        files=traced.files,
    )


def _look_ahead(reading: Reading, target: str) -> None:
    """Search for every name that is going to be asked for, and read what holds one, all at once.

    The names that others give it are found first, so that few files are parsed twice; what is missed is read
    when it is asked for.
    """
    deprecation = deprecation_of(reading.config, target) or Deprecation(target, target)
    symbols = (deprecation.target, deprecation.replacement, *deprecation.also)
    names = sorted({symbol.replace(":", ".").rpartition(".")[2] for symbol in symbols} - {""})
    holding = reading.search.of({*names, *ALWAYS_SOUGHT})
    modules = {module for name in names for module in holding[name]}
    renaming = reading.search.renaming(names, modules)
    reading.facts.preload(renaming, reading.digests, names)
    others = sorted(other_names(names, (reading.facts[module] for module in renaming)))
    modules |= {module for found in reading.search.of(others).values() for module in found}
    reading.facts.preload(sorted(modules), reading.digests, [*names, *others, *DYNAMIC])


def _tested(reading: Reading, left: Left) -> SelectedTests:
    """Return the tests; a symbol that is gone has none of its own any more."""
    if left.gone:
        return SelectedTests(str(left.trace.target), (), (), (), (), (), (), left.trace.files)
    return select_tests(reading, left.ground)


def _counted(reading: Reading, left: Left, target: str) -> Compliance:
    if left.gone:
        return Compliance(target, (), (), (), (), left.trace.files)
    return compliance_in(reading, target)


def _projections(left: Left, counted: Compliance) -> dict[int, float | None]:
    """Return phase → migrated ÷ all files after it; the last deletes the tests of the old behaviour."""
    members = phase_members(left.rows, phase_numbers(left.rows, left.trace, left.facades))
    files = [file for symbols in counted.symbols for file in symbols.files]
    deleted = {row.module for row in members[DEFINITIONS] if row.role == "test"}
    moved: set[str] = set()
    found: dict[int, float | None] = {}
    for number in PHASES:
        moved |= {row.module for row in members[number]} - deleted
        found[number] = projected(files, moved, deleted if number == DEFINITIONS else ())
    return found


def _fixed(prediction: Prediction, material: Material) -> frozenset[str]:
    """Return the re-exports that no statement holds by name, so that none can be taken out."""

    def holds(name: str) -> bool:
        try:
            what_goes((name,), prediction.reading, prediction.reading.facts, keep_all=False)
        except BadTarget:
            return False
        return True

    names = {name for removed in removed_in(material).values() for name in removed}
    return frozenset(name for name in names if not holds(name))


def _verdicts(prediction: Prediction, material: Material) -> dict[int, WhatIf]:
    """Predict what breaks when what a phase removes goes today."""
    return {number: prediction.of(*names) for number, names in removed_in(material).items() if names}
