"""Put modules into the order in which they can move, and say why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from graphkit.analysis.closing_cycles import replacement_flags
from graphkit.analysis.obligations import CONSUMER, DEFINITION, FACADE, Obligation, obligations
from graphkit.analysis.policies import Features, Key, freed, key_of, with_canaries
from graphkit.analysis.rank_reasons import importance, open_questions, standing, tie
from graphkit.analysis.usage_patterns import PLAIN, usage_patterns
from graphkit.analysis.waves import Placed, place
from graphkit.model.config import Deprecation
from graphkit.model.imports import BlastRadius, ImportGraph
from graphkit.model.names import parse_symbol
from graphkit.model.ranking import POLICIES, RankedModule
from graphkit.model.uses import Trace, Use

# of a long tie, how many are named
NAMED_TIES = 10


class _Facts(NamedTuple):
    """All that the rows of one ranking are made of, by module."""

    obligations: Mapping[str, Obligation]
    placed: Mapping[str, Placed]
    features: Mapping[str, Features]
    keys: Mapping[str, Key]
    frees: Mapping[str, tuple[str, ...]]
    flags: Mapping[str, tuple[str, ...]]
    possible: tuple[Use, ...]
    through: Mapping[str, list[Use]]


def rank_modules(
    trace: Trace,
    radii: Mapping[str, BlastRadius],
    *,
    imports: ImportGraph | None = None,
    deprecation: Deprecation | None = None,
    churn: Mapping[str, int] | None = None,
    policy: str = POLICIES[0],
) -> tuple[RankedModule, ...]:
    """Return every module with a part in the symbol's flow, in the order in which they can move.

    The waves and steps are the hard constraints of `waves.place`; inside a wave `policy` orders the
    steps, and the name where it does not. What moves in one step stands together, the definition last.
    `imports` and the deprecation's replacement give the flag "local import or split"; `deprecation` also
    tells golden-path tests and signed-off files; `churn` is file → commits. Cycles of the import graph
    constrain nothing. KeyError for an unknown policy. Cost: linear in uses, flow and imports, but for
    sorting.
    """
    found = {obligation.module: obligation for obligation in obligations(trace, deprecation)}
    placed = place(tuple(found.values()))
    patterns = usage_patterns(trace)
    waits_for = {module: placed[module].after for module in found}
    unblocks = _turned(waits_for)
    passive = {module for module, obligation in found.items() if obligation.passive}
    frees = {
        module: tuple(other for other in freed(waits_for, unblocks, module) if other not in passive)
        for module in found
    }
    features = {
        row.module: row
        for row in with_canaries(
            _features(
                obligation, placed[module].wave, patterns.get(module, ""), radii[module], churn
            )._replace(frees=len(frees[module]), unblocks=len(set(unblocks[module]) - passive))
            for module, obligation in found.items()
        )
    }
    keys = {module: key_of(policy, row) for module, row in features.items()}
    flags = replacement_flags(trace, deprecation, imports) if imports and deprecation else {}
    possible = tuple(use for obligation in found.values() for use in obligation.possible)
    through: dict[str, list[Use]] = {}
    for use in possible:
        through.setdefault(parse_symbol(use.source).module, []).append(use)
    facts = _Facts(found, placed, features, keys, frees, flags, possible, through)
    definitions = {definition.module for definition in trace.definitions}
    return _Rows(facts, radii, churn, definitions).all()


def _turned(waits_for: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    unblocks: dict[str, list[str]] = {module: [] for module in waits_for}
    for module, others in waits_for.items():
        for other in others:
            unblocks[other].append(module)
    return unblocks


def _features(
    obligation: Obligation,
    wave: int,
    pattern: str,
    radius: BlastRadius,
    churn: Mapping[str, int] | None,
) -> Features:
    plain = set(pattern.split(" + ")) <= PLAIN
    return Features(
        module=obligation.module,
        wave=wave,
        pattern=pattern,
        is_test=obligation.is_test,
        tested=obligation.is_test or radius.tests > 0,
        migrates=obligation.role in (CONSUMER, FACADE) and not obligation.passive,
        doubt=2 if obligation.possible else 0 if plain else 1,
        import_time=radius.import_time,
        churn=(churn or {}).get(obligation.file, 0),
    )


class _Rows:
    """Makes the rows, in their order."""

    def __init__(
        self,
        facts: _Facts,
        radii: Mapping[str, BlastRadius],
        churn: Mapping[str, int] | None,
        definitions: Collection[str],
    ) -> None:
        self.facts = facts
        self.radii = radii
        self.churn = churn
        self.definitions = definitions
        self.steps = _steps(facts)
        self.alike = Counter(row.pattern for row in facts.features.values() if row.migrates)
        # modules that only the name tells apart, in their order
        self.ties: dict[tuple[int, Key], list[str]] = {}
        # the first of each pattern
        self.canaries: dict[str, str] = {}
        for module in (module for members in self.steps for module in members):
            self.ties.setdefault((facts.placed[module].wave, facts.keys[module]), []).append(module)
            if facts.features[module].migrates:
                self.canaries.setdefault(facts.features[module].pattern, module)

    def all(self) -> tuple[RankedModule, ...]:
        places = [(step, module) for step, members in enumerate(self.steps, 1) for module in members]
        return tuple(self._row(rank, step, module) for rank, (step, module) in enumerate(places, 1))

    def _row(self, rank: int, step: int, module: str) -> RankedModule:
        facts, radius = self.facts, self.radii[module]
        obligation, placed, features = facts.obligations[module], facts.placed[module], facts.features[module]
        tied = self.ties[placed.wave, facts.keys[module]]
        return RankedModule(
            rank=rank,
            wave=placed.wave,
            module=module,
            file=obligation.file,
            role=obligation.role,
            uses=obligation.uses,
            direct=radius.direct,
            transitive=radius.transitive,
            production=radius.production,
            tests=radius.tests,
            waits_for=placed.after,
            unblocks=features.unblocks,
            reasons=tuple(self._reasons(obligation)),
            import_time=radius.import_time,
            together=self._together(step, module),
            pattern=features.pattern,
            canary=self.canaries.get(features.pattern) == module,
            possible=len(obligation.possible),
            churn=self._commits(obligation),
            flags=facts.flags.get(module, ()),
            tied=len(tied) - 1,
            ties=_others(tied, module),
            step=step,
            frees=facts.frees[module],
            passive=obligation.passive,
        )

    def _together(self, step: int, module: str) -> tuple[str, ...]:
        """Return what moves with a module; of what only follows, no other that does: there may be many."""
        placed = self.facts.placed[module]
        members: Collection[str] = self.steps[step - 1]
        if placed.follows:
            members = {
                other for other in members if other in placed.follows or not _follows(self.facts, other)
            }
        return tuple(sorted({*members, *placed.cycle, *placed.followers} - {module}))

    def _reasons(self, obligation: Obligation) -> Iterator[str]:
        facts, module = self.facts, obligation.module
        placed, pattern = facts.placed[module], facts.features[module].pattern
        canary = pattern if self.canaries.get(pattern) == module else ""
        tied = self.ties[placed.wave, facts.keys[module]]
        yield from standing(obligation, placed, self.definitions)
        yield from open_questions(obligation, facts.through.get(module, ()), facts.possible)
        yield from importance(
            facts.frees[module], self.radii[module], self._commits(obligation), canary, self.alike[pattern]
        )
        yield from tie(_others(tied, module), len(tied) - 1)

    def _commits(self, obligation: Obligation) -> int | None:
        return None if self.churn is None else self.churn.get(obligation.file, 0)


def _others(tied: Sequence[str], module: str) -> tuple[str, ...]:
    return tuple(other for other in tied[: NAMED_TIES + 1] if other != module)[:NAMED_TIES]


def _steps(facts: _Facts) -> list[list[str]]:
    """Return the modules of each step, in the order of the steps."""
    members: dict[int, list[str]] = {}
    for module, placed in facts.placed.items():
        members.setdefault(placed.step, []).append(module)
    steps = []
    for modules in members.values():
        leading = [module for module in modules if not _follows(facts, module)]
        defining = any(facts.obligations[module].role == DEFINITION for module in modules)
        key = min((facts.keys[module], module) for module in leading or modules)
        order = sorted(
            modules, key=lambda module: (*_inside(facts, module, defining), facts.keys[module], module)
        )
        steps.append((facts.placed[modules[0]].wave, defining, key, order))
    return [order for *_, order in sorted(steps)]


def _inside(facts: _Facts, module: str, defining: bool) -> tuple[bool, bool]:
    """Sort a step: what follows others after them, but all before the definition."""
    return facts.obligations[module].role == DEFINITION, _follows(facts, module) is not defining


def _follows(facts: _Facts, module: str) -> bool:
    return bool(facts.placed[module].follows)
