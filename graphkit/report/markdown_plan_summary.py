"""The head of a plan: what, who uses it, whether it can go today, what each phase brings and risks."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.model.breakage import Breakage, WhatIf
from graphkit.model.plan import CATEGORIES, HIGH, LOW, MEDIUM, Limits, Phase, Plan
from graphkit.report.markdown import code, details, prose, table
from graphkit.report.text_layout import count

_ROWS_SHOWN = 20
_DEFINITIONS_SHOWN = 3
_NOTE = (
    "graphkit wrote this. It owns what stands between its marks, which the raw text shows; what you write "
    "outside of them stays, and so do your ticks, when it is written anew."
)


def summary_lines(plan: Plan) -> list[str]:
    """Return title, scope, phases with their compliance, and the verdicts of today."""
    return [
        f"# Plan: retire {code(plan.trace.target.name or plan.trace.target.module)}",
        "",
        f"_{_NOTE}_",
        "",
        *_scope(plan),
        "",
        *_phases(plan),
        "",
        *_patterns(plan),
        "## Can it go today?",
        "",
        *_verdicts(plan),
    ]


def _scope(plan: Plan) -> Iterator[str]:
    trace = plan.trace
    named = [code(f"{row.file}:{row.line}") for row in trace.definitions]
    rest = len(named) - _DEFINITIONS_SHOWN
    more = f" and {rest:,} more places" if rest > 0 else ""
    places = f"{', '.join(named[:_DEFINITIONS_SHOWN])}{more}" if named else "not in the tree"
    yield f"- Deprecated: {code(plan.target)}, defined at {places}"
    yield f"- Replacement: {code(plan.replacement) if plan.replacement else 'none is configured'}"
    tests = sum(consumer.is_test for consumer in trace.consumers)
    certain = sum(use.certainty == "certain" for consumer in trace.consumers for use in consumer.uses)
    possible = sum(len(consumer.uses) for consumer in trace.consumers) - certain
    if not trace.consumers:
        yield "- Used by: nobody"
    else:
        unsure = f", {count(possible, 'possible use')}" if possible else ""
        yield (
            f"- Used by: {count(len(trace.consumers), 'module')} "
            f"({len(trace.consumers) - tests:,} production, {count(tests, 'test')}): "
            f"{count(certain, 'certain use')}{unsure}"
        )
    yield f"- Handed on by: {count(len(trace.facades), 'module') if trace.facades else 'nobody'}"
    if trace.dangling:
        broken = count(len(trace.dangling), "reference")
        yield f"- Broken already: {broken} through modules that do not hold it"


def _phases(plan: Plan) -> list[str]:
    if not plan.trace.consumers and not plan.trace.facades:
        lead = ["Nothing uses it: delete it. There is one phase.", ""] if plan.phases else []
    else:
        lead = []
    if not plan.phases:
        return ["Nothing is left to do."]
    rows = [["today", "", "", "", "", _today(plan)]]
    tests = {consumer.module for consumer in plan.trace.consumers if consumer.is_test}
    for phase in plan.phases:
        level = max((risk.level for _, risk in phase.risks), key=(LOW, MEDIUM, HIGH).index, default=LOW)
        rows.append(
            [
                f"{phase.number}. {prose(phase.title)}",
                f"{len(phase.files):,}",
                f"{sum(file.module.module in tests for file in phase.files):,}",
                f"{sum(file.module.uses for file in phase.files):,}",
                level,
                percent(phase.compliance),
            ]
        )
    header = ["Phase", "Files", "Of them tests", "Uses", "Risk", "Files migrated after it"]
    return [*lead, *table(header, rows, (1, 2, 3, 5))]


def _today(plan: Plan) -> str:
    for symbols in plan.compliance.symbols:
        for share in symbols.shares:
            if share.name == "all":
                uses = f" ({percent(share.percent_uses)} of uses)" if share.percent_uses is not None else ""
                return f"{percent(share.percent_files)}{uses}"
    return ""


def _patterns(plan: Plan) -> list[str]:
    """What configured text patterns say, and how many of their files use the symbol."""
    if not plan.compliance.detectors:
        return []
    truth = {row.detector: row for row in plan.compliance.reconciled}
    rows = []
    for detector in plan.compliance.detectors:
        row = truth.get(detector.name)
        numbers = (detector.files, detector.violations)
        real = [f"{row.uses:,} of {row.hits:,}", f"{len(row.missed):,}"] if row else ["", ""]
        rows.append([code(detector.name), *(f"{n:,}" for n in numbers), percent(detector.percent), *real])
    header = ["Text pattern", "Files", "Violations", "Compliant", "Hits that use it", "Users it misses"]
    lead = "Configured text patterns count this, comments and strings included:"
    return [lead, "", *table(header, rows, range(1, 6)), ""]


def percent(value: float | None) -> str:
    """Write a percentage, "–" where there is nothing to count."""
    return "–" if value is None else f"{value:.1f} %"


def _verdicts(plan: Plan) -> Iterator[str]:
    if not plan.verdicts:
        yield "There is nothing to remove."
    for place, (what, found) in enumerate(plan.verdicts):
        if place:
            yield ""
        yield f"**{prose(what)}**: {prose(found.summary)}"
        lines = list(_breakages(found))
        if lines:
            yield ""
            yield from details("What breaks", lines)


def _breakages(found: WhatIf) -> Iterator[str]:
    """What breaks, by when: what fails itself by its line, what falls with it by its file."""
    alone = [row for row in found.import_time if not row.via]
    fallen = [row for row in found.import_time if row.via]
    groups = (
        ("At import, by their own statement", alone),
        ("At import, because they import one of these", fallen),
        ("When reached", found.call_time),
        ("Silently, in a guard", found.guarded),
        ("Left dangling", found.dangling),
    )
    for title, rows in groups:
        if rows:
            places = [_place(row) for row in rows[:_ROWS_SHOWN]]
            rest = len(rows) - _ROWS_SHOWN
            more = f" and {rest:,} more" if rest > 0 else ""
            yield f"- {title} ({len(rows):,}): {', '.join(places)}{more}"


def _place(row: Breakage) -> str:
    place = code(row.file if row.via else f"{row.file}:{row.line}")
    return f"{place} (possible)" if row.certainty == "possible" else place


def risk_lines(plan: Plan) -> list[str]:
    """Return the risk matrix with its thresholds."""
    rows = [[f"{phase.number}. {prose(phase.title)}", *_cells(phase)] for phase in plan.phases]
    return [
        "## Risks",
        "",
        *table(["Phase", *(prose(category.capitalize()) for category in CATEGORIES)], rows),
        "",
        "A cell is the highest level that its figures reach:",
        "",
        *_limits(plan.limits),
    ]


def _cells(phase: Phase) -> list[str]:
    return [f"**{risk.level}**: {prose('; '.join(risk.reasons))}" for _, risk in phase.risks]


def _limits(limits: Limits) -> Iterator[str]:
    """Say from which figure on a risk is what."""
    few, many = limits.import_time_medium, limits.import_time_high
    yield (
        "- import-time breakage: the most modules that run a file of the phase at import time, or that fail "
        f"when the phase's names go too early; medium from {few}, high from {many}"
    )
    yield (
        "- guarded and late uses: statements that would fail without a word (medium from 1, high from "
        f"{limits.guarded_high}) or only when reached (medium from 1, high from {limits.late_high})"
    )
    yield (
        "- dynamic and possible uses: strings, computed imports, what is only perhaps a use; "
        f"medium from 1, high from {limits.dynamic_high}"
    )
    yield (
        "- untested files: of the phase's production files, those that no test reaches; "
        f"medium from 1, high from {limits.untested_high} %"
    )
    yield "- golden paths: medium when a file of the phase lies on one, high when that one has no tests"
