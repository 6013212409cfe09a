"""`graphkit whatif`: what breaks, and when, if something is removed."""

from __future__ import annotations

from functools import cached_property
from typing import Unpack

from graphkit.analysis.breakage import what_breaks
from graphkit.analysis.breakage_change import Taken, change_of
from graphkit.analysis.breakage_verdict import verdict_of
from graphkit.model.breakage import Removed, WhatIf
from graphkit.model.imports import ImportGraph
from graphkit.model.names import parse_symbol
from graphkit.model.problems import FilesSeen, Problem
from graphkit.workflows.problems import joined
from graphkit.workflows.reading import Options, Reading, open_reading
from graphkit.workflows.remembered import remembered
from graphkit.workflows.removals import what_goes


def whatif(*removed: str, keep_all: bool = False, **options: Unpack[Options]) -> WhatIf:
    """Predict what breaks, and when, if all of `removed` goes at once; nothing is run or written.

    Each is `pkg.mod:name` (a definition, or a name that a facade passes on), `pkg.mod` for a whole module,
    `path/to/file.py:34` for what is bound there, or a configured deprecation. A name's entry in a literal
    `__all__` goes with it, unless `keep_all`.

    Raises BadTarget (names the nearest existing ones), BadConfig, RootNotFound and NoPythonFiles.

    >>> import graphkit
    >>> facade = "netra_backend.app.websocket_core.canonical_imports:get_websocket_manager_factory"
    >>> found = graphkit.whatif(facade, roots=[graphkit.SAMPLE])
    >>> found.verdict, len(found.import_time)
    ('unsafe', 36)
    """
    reading = open_reading(**options)
    question = (removed, keep_all, [reading.config.deprecations.get(word) for word in removed])

    def work() -> WhatIf:
        return Prediction(reading).of(*removed, keep_all=keep_all)

    return remembered(reading, "whatif", question, WhatIf, work)


class Prediction:
    """An opened tree that several removals are asked about."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._graph_problems: tuple[Problem, ...] = ()

    @cached_property
    def graph(self) -> ImportGraph:
        """The module graph, scanned when the first module fails."""
        graph, self._graph_problems, _ = self.reading.imports
        return graph

    def of(self, *removed: str, keep_all: bool = False) -> WhatIf:
        """Predict what removing all of `removed` at once breaks. Raises BadTarget."""
        tree, facts, search = self.reading.tree, self.reading.facts, self.reading.search
        going = what_goes(removed, self.reading, facts, keep_all=keep_all)
        taken = [_taken(row) for row in going.statements if row.kind != "module"]
        gone = {row.symbol for row in going.statements if row.kind == "module"}
        whole = sorted(m for m in gone if not any(m.startswith(f"{other}.") for other in gone))
        change = change_of(tree, facts, taken, whole, going.cut)
        broken = what_breaks(self.reading.sources, change, lambda: self.graph, self.reading.progress)
        verdict, summary = verdict_of(broken)
        problems = {*self.reading.problems, *facts.problems, *search.problems, *going.problems}
        total = len(tree.files)
        return WhatIf(
            removed=removed,
            statements=going.statements,
            verdict=verdict,
            summary=summary,
            import_time=broken.import_time,
            call_time=broken.call_time,
            guarded=broken.guarded,
            dangling=broken.dangling,
            already_broken=broken.already_broken,
            problems=joined(tuple(sorted(problems)), self._graph_problems),
            files=FilesSeen(total - search.unreadable, total),
        )


def _taken(row: Removed) -> Taken:
    module, name = parse_symbol(row.symbol)
    return Taken(module, name, row.line, row.kind == "export")
