"""`graphkit compliance`: how far a deprecation is along, and what text patterns say of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple, Unpack

from graphkit.analysis.compliance import areas, file_states, shares
from graphkit.analysis.consumers import Traced, trace_symbols
from graphkit.analysis.detectors import detector_result
from graphkit.analysis.reconciliation import reconcile
from graphkit.errors import BadConfig
from graphkit.extract.detector_texts import search_detectors
from graphkit.model.compliance import Compliance, SymbolCompliance
from graphkit.model.config import Config, Deprecation
from graphkit.model.names import Symbol
from graphkit.model.problems import FilesSeen, Problem
from graphkit.workflows.deprecations import check_replacement, deprecation_of
from graphkit.workflows.problems import joined
from graphkit.workflows.reading import Options, Reading, open_reading
from graphkit.workflows.remembered import remembered
from graphkit.workflows.targets import find_targets
from graphkit.workflows.trace import unread


def compliance(target: str | None = None, **options: Unpack[Options]) -> Compliance:
    """Return how many files and uses have moved from the deprecated symbols to their replacement.

    `target` is the name of a configured deprecation, or `pkg.mod:name`; without one, all configured
    deprecations are looked at. With configured detectors, what these count is set beside it, and each
    of their hits is held against who really uses the symbols.

    Raises BadTarget (names the nearest existing ones), BadConfig (nothing to look at), RootNotFound and
    NoPythonFiles.

    >>> import graphkit
    >>> found = graphkit.compliance("websocket-factory", roots=[graphkit.SAMPLE])
    >>> everything = found.symbols[0].shares[0]
    >>> everything.deprecated, everything.mixed, everything.migrated
    (23, 15, 4)
    """
    return compliance_in(open_reading(**options), target)


def compliance_in(reading: Reading, target: str | None = None) -> Compliance:
    """Do the same in a tree that was found already. Raises BadTarget and BadConfig."""
    deprecations = _chosen(reading.config, target)
    question = (target, deprecations, reading.config.detectors)
    return remembered(
        reading,
        "compliance",
        question,
        Compliance,
        lambda: _compliance(reading, target or "", deprecations),
    )


def _chosen(config: Config, target: str | None) -> tuple[Deprecation, ...]:
    configured = config.deprecations
    if target is None:
        if not configured and not config.detectors:
            hint = "name a TARGET, or add [deprecations.NAME] with its target and replacement"
            raise BadConfig(config.path or "graphkit.toml", "no deprecation is configured", hint)
        return tuple(configured[name] for name in sorted(configured))
    return (deprecation_of(config, target) or Deprecation(target, target),)


def _compliance(reading: Reading, target: str, deprecations: tuple[Deprecation, ...]) -> Compliance:
    tree, detectors = reading.tree, reading.config.detectors
    matches, unmatched = search_detectors(tree, detectors, reading.progress, jobs=reading.jobs)
    results = tuple(detector_result(*pair) for pair in zip(detectors, matches, strict=True))
    tracer = _Tracer(reading)
    traces = [tracer.trace(deprecation) for deprecation in deprecations]
    return Compliance(
        target=target,
        symbols=tuple(_symbols(traced) for traced in traces),
        detectors=results,
        reconciled=tuple(
            reconcile(
                result,
                {row.file for row in rows if row.spells},
                traced.deprecation.name,
                traced.target,
                traced.others,
            )
            for result, rows in zip(results, matches, strict=True)
            for traced in traces
        ),
        problems=joined(tracer.problems, unmatched),
        files=tracer.files,
    )


class _Traces(NamedTuple):
    """A deprecation and what was found of it."""

    deprecation: Deprecation
    targets: tuple[Symbol, ...]
    target: Traced
    # of the other symbols of the deprecation, together
    others: tuple[Traced, ...]
    # None when there is no replacement, or it is not in the tree
    current: Traced | None


class _Tracer:
    """Traces several symbols in one tree; what was read for one serves the others."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._facts, self._search = reading.facts, reading.search
        self._sources = replace(reading.sources, mentions=self._mentions)
        self._problems: set[Problem] = set()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be read or found; sorted."""
        return tuple(sorted({*unread(self._reading), *self._problems}))

    @property
    def files(self) -> FilesSeen:
        """How many files were searched."""
        total = len(self._reading.tree.files)
        return FilesSeen(total - self._search.unreadable, total)

    def trace(self, deprecation: Deprecation) -> _Traces:
        """Trace the target, the other symbols and the replacement of a deprecation; raises BadTarget."""
        target, definitions = self._find(deprecation.target)
        also = [self._find(symbol) for symbol in deprecation.also]
        others = frozenset(symbol for _, symbols in also for symbol in symbols) - definitions
        replacement = self._find_replacement(deprecation)
        # one search for all the names
        self._search.of({*map(_last_word, (*definitions, *others, *(replacement or ()))), "getattr"})
        progress = self._reading.progress
        # only certain uses of the replacement count: what is computed need not be looked at
        certain = replace(self._sources, computed_getattrs=lambda words, within: ())
        return _Traces(
            deprecation,
            (target, *(symbol for symbol, _ in also)),
            trace_symbols(self._sources, definitions, progress),
            (trace_symbols(self._sources, others, progress),) if others else (),
            trace_symbols(certain, replacement, progress) if replacement else None,
        )

    def _find(self, symbol: str) -> tuple[Symbol, frozenset[Symbol]]:
        return find_targets(symbol, self._reading.tree, self._facts, {})

    def _find_replacement(self, deprecation: Deprecation) -> frozenset[Symbol] | None:
        """The definitions of the replacement; that it lies outside the roots is a problem."""
        notes = check_replacement(self._reading, deprecation)
        where = os.path.basename(self._reading.config.path)
        hint = "nothing counts as migrated"
        self._problems.update(Problem(where, 0, note, hint) for note in notes)
        if notes or not deprecation.replacement:
            return None
        return self._find(deprecation.replacement)[1]

    def _mentions(
        self, words: Iterable[str], within: Iterable[str] | None = None
    ) -> Mapping[str, tuple[str, ...]]:
        """Search, and read the files that hold a name all at once: each of them is going to be asked for."""
        wanted = sorted(set(words))
        found = self._search.of(wanted, within)
        if within is None and "getattr" not in wanted:
            modules = sorted({module for holding in found.values() for module in holding})
            self._facts.preload(modules, self._reading.digests, wanted)
        return found


def _last_word(symbol: Symbol) -> str:
    return symbol.name or symbol.module.rpartition(".")[2]


def _symbols(traced: _Traces) -> SymbolCompliance:
    files = file_states((traced.target, *traced.others), traced.current)
    replaced = traced.current is not None
    return SymbolCompliance(
        name=traced.deprecation.name,
        targets=tuple(map(str, traced.targets)),
        replacement=traced.deprecation.replacement if replaced else "",
        files=files,
        shares=shares(files, replaced=replaced),
        areas=areas(files, replaced=replaced),
    )
