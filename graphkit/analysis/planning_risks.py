"""The risks of moving some files, each derived from figures that it names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from graphkit.analysis.rank_reasons import some
from graphkit.model.imports import CALL_TIME
from graphkit.model.plan import CATEGORIES, HIGH, LOW, MEDIUM, Limits, Risk
from graphkit.model.ranking import RankedModule
from graphkit.model.testing import SelectedTests
from graphkit.model.uses import FlowEdge, Trace, Use

_DYNAMIC_KINDS = ("dynamic_import", "patch_string")
_LIMITS = Limits()
_ORDER = (LOW, MEDIUM, HIGH)


@dataclass(frozen=True)
class Ground:
    """What the risks of one plan are derived from."""

    trace: Trace
    tests: SelectedTests
    limits: Limits = _LIMITS

    @cached_property
    def takes(self) -> Mapping[str, list[FlowEdge]]:
        """For each module, the statements by which it takes the symbol from another one."""
        found: dict[str, list[FlowEdge]] = {}
        for edge in self.trace.flow:
            # what a string names is counted among the dynamic uses
            if edge.taker.module != edge.giver.module and edge.how != "patch_string":
                found.setdefault(edge.taker.module, []).append(edge)
        return found

    @cached_property
    def dynamic(self) -> Mapping[str, list[Use]]:
        """For each module, its uses that only may be uses, and those through strings."""
        return {
            consumer.module: [
                use for use in consumer.uses if use.certainty == "possible" or use.kind in _DYNAMIC_KINDS
            ]
            for consumer in self.trace.consumers
        }

    @cached_property
    def test_modules(self) -> frozenset[str]:
        """Consumers that are tests."""
        return frozenset(consumer.module for consumer in self.trace.consumers if consumer.is_test)

    @cached_property
    def untested(self) -> frozenset[str]:
        """Production modules that no test reaches."""
        unreached = {row.module for row in self.tests.consumers if not row.tests and not row.is_test}
        return frozenset({row.module for row in self.tests.untested} | unreached)

    @cached_property
    def golden(self) -> Mapping[str, list[tuple[str, bool]]]:
        """For each module on golden paths, their names and whether they have tests."""
        found: dict[str, list[tuple[str, bool]]] = {}
        for path in self.tests.golden_paths:
            tested = bool(path.tests or path.reaching)
            on_it = {module for module, _ in path.consumers} | set(path.entry_points)
            for module in on_it:
                found.setdefault(module, []).append((path.name, tested))
        return found


def assess(
    ground: Ground, files: Collection[RankedModule], falls: int = 0, gone: str = ""
) -> tuple[tuple[str, Risk], ...]:
    """Return one risk per category for files that move together.

    `falls`: modules that fail at import when `gone`, what the files hand on, goes too early.
    """
    risks = (
        _import_time(ground.limits, files, falls, gone),
        _silent(ground, files),
        _dynamic(ground, files),
        _untested(ground, files),
        _golden(ground, files),
    )
    return tuple(zip(CATEGORIES, risks, strict=True))


def worst(risks: Iterable[tuple[str, Risk]]) -> Risk:
    """Return the highest level among `risks` with the reasons of all that are above low."""
    found = [risk for _, risk in risks]
    level = max((risk.level for risk in found), key=_ORDER.index, default=LOW)
    above = [reason for risk in found if risk.level != LOW for reason in risk.reasons]
    return Risk(level, tuple(above))


def _level(figure: int, medium: int, high: int) -> str:
    return HIGH if figure >= high else MEDIUM if figure >= medium else LOW


def _import_time(limits: Limits, files: Collection[RankedModule], falls: int, gone: str) -> Risk:
    reasons = []
    most = max((row.import_time for row in files), default=0)
    if most:
        widest = min(row.module for row in files if row.import_time == most)
        what = widest if len(files) > 1 else "it"
        reasons.append(f"{_modules(most)} {_verb(most, 'runs', 'run')} {what} at import time")
    if falls:
        reasons.append(
            f"{_modules(falls)} {_verb(falls, 'fails', 'fail')} at import if {gone} goes too early"
        )
    level = _level(max(most, falls), limits.import_time_medium, limits.import_time_high)
    return Risk(level, tuple(reasons) or ("nothing runs it at import time",))


def _silent(ground: Ground, files: Collection[RankedModule]) -> Risk:
    takes = [edge for row in files for edge in ground.takes.get(row.module, ())]
    guarded = sorted({(edge.file, edge.line) for edge in takes if edge.guarded})
    late = sorted({(e.file, e.line) for e in takes if e.when == CALL_TIME and not e.guarded})
    reasons = []
    if guarded:
        noun = _verb(len(guarded), "guarded statement", "guarded statements")
        reasons.append(f"{len(guarded)} {noun} would fail silently: {_places(guarded, files)}")
    if late:
        noun = _verb(len(late), "statement", "statements")
        reasons.append(f"{len(late)} {noun} inside functions would fail when called: {_places(late, files)}")
    level = max(
        _level(len(guarded), 1, ground.limits.guarded_high),
        _level(len(late), 1, ground.limits.late_high),
        key=_ORDER.index,
    )
    return Risk(level, tuple(reasons) or ("no guarded and no late statement takes it",))


def _dynamic(ground: Ground, files: Collection[RankedModule]) -> Risk:
    uses = [use for row in files for use in ground.dynamic.get(row.module, ())]
    possible = sorted({(use.file, use.line) for use in uses if use.certainty == "possible"})
    strings = sorted({(use.file, use.line) for use in uses if use.certainty != "possible"})
    reasons = []
    if possible:
        noun = _verb(len(possible), "possible use", "possible uses")
        reasons.append(f"{len(possible)} {noun} to sign off: {_places(possible, files)}")
    if strings:
        reasons.append(f"{len(strings)} through a string: {_places(strings, files)}")
    level = _level(len(possible) + len(strings), 1, ground.limits.dynamic_high)
    return Risk(level, tuple(reasons) or ("every use is certain and written as code",))


def _untested(ground: Ground, files: Collection[RankedModule]) -> Risk:
    production = sorted(row.module for row in files if row.module not in ground.test_modules)
    if not production:
        return Risk(LOW, ("tests only",))
    missed = [module for module in production if module in ground.untested]
    if not missed:
        return Risk(LOW, ("a test reaches every production file",))
    if len(production) == 1:
        return Risk(HIGH, ("no test reaches it" if len(files) == 1 else f"no test reaches {production[0]}",))
    percent = 100 * len(missed) / len(production)
    level = HIGH if percent >= ground.limits.untested_high else MEDIUM
    reason = f"no test reaches {len(missed)} of {len(production)} production files: {some(missed)}"
    return Risk(level, (reason,))


def _golden(ground: Ground, files: Collection[RankedModule]) -> Risk:
    if not ground.tests.golden_paths:
        return Risk(MEDIUM, ("not known: no golden path is configured",))
    crossed: dict[str, list[str]] = {}
    untested = set()
    for row in files:
        for name, tested in ground.golden.get(row.module, ()):
            crossed.setdefault(name, []).append(row.module)
            if not tested:
                untested.add(name)
    if len(files) == 1:
        reasons = tuple(
            f"on {name}{', which has no tests' if name in untested else ''}" for name in sorted(crossed)
        )
        return Risk(HIGH if untested else MEDIUM if crossed else LOW, reasons or ("on no golden path",))
    reasons = tuple(
        f"{len(modules)} {_verb(len(modules), 'file', 'files')} on {name}"
        f"{', which has no tests' if name in untested else ''}: {some(sorted(modules))}"
        for name, modules in sorted(crossed.items())
    )
    level = HIGH if untested else MEDIUM if crossed else LOW
    return Risk(level, reasons or ("on no golden path",))


def _places(places: list[tuple[str, int]], files: Collection[RankedModule]) -> str:
    if len(files) == 1:
        return f"l. {some([str(line) for _, line in places])}"
    return some([f"{file}:{line}" for file, line in places])


def _modules(number: int) -> str:
    return f"{number:,} {_verb(number, 'module', 'modules')}"


def _verb(number: int, one: str, many: str) -> str:
    return one if number == 1 else many
