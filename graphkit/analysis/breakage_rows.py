"""The findings as rows: what fails after the change and not before, and what fails already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from graphkit.analysis.breakage_sites import Later, Used, gone_symbols
from graphkit.analysis.breakage_worlds import Fault, Raised, World
from graphkit.model.breakage import Breakage
from graphkit.model.names import Symbol
from graphkit.model.tree import SourceTree


class Broken(NamedTuple):
    """The parts of a `WhatIf` that analysis finds."""

    import_time: tuple[Breakage, ...]
    call_time: tuple[Breakage, ...]
    guarded: tuple[Breakage, ...]
    dangling: tuple[Breakage, ...]
    already_broken: tuple[Breakage, ...]


def broken_rows(
    tree: SourceTree, before: World, after: World, later: Iterable[Later], uses: Iterable[Used]
) -> Broken:
    """Word what running both worlds showed; rows sorted by file and line.

    What stands in a module that fails at import is not told apart: it is not reached.
    """
    make = _Rows(tree, before, after)
    outcomes, today = after.outcomes(), before.outcomes()
    failing = {module for module, raised in outcomes.items() if not raised.fault.reason}
    import_time, guarded, already = [], [], []
    for module, raised in outcomes.items():
        old = today.get(module)
        if module in failing and old is not None and not old.fault.reason:
            already.append(make.raised(module, old))
        elif module in failing:
            import_time.append(make.raised(module, raised))
        else:
            import_time += [make.raised(module, one) for one in make.doubts(module, raised)]
    for module, run in after.runs.items():
        if module not in failing:
            guarded += [make.raised(module, raised) for raised in make.new(module, run.swallowed)]
    call_time: list[Breakage] = []
    for one in later:
        if one.module not in failing:
            row = make.row(one.module, one.place.line, one.fault, one.kind)
            (guarded if one.swallowed else call_time).append(row)
    dangling = []
    for use in uses:
        if use.part == "broken":
            already.append(make.dangling(use, use.site.sources))
        elif use.part in ("patch", "export"):
            symbols = gone_symbols(after, use)
            if symbols or use.site.verdict == "possible":
                dangling.append(make.dangling(use, symbols))
    return Broken(*(_sorted(rows) for rows in (import_time, call_time, guarded, dangling, already)))


class _Rows:
    """Makes rows for the modules of one tree."""

    def __init__(self, tree: SourceTree, before: World, after: World) -> None:
        self.tree = tree
        self.before = before
        self.after = after

    def new(self, module: str, raised: tuple[Raised, ...]) -> list[Raised]:
        """Those that do not raise at the same place today."""
        run = self.before.run(module)
        known = {item.place.offset for item in (*run.swallowed, *run.possible)}
        return [item for item in raised if item.place.offset not in known]

    def doubts(self, module: str, raised: Raised) -> list[Raised]:
        """What may raise at import and did not before; one at most."""
        old = self.before.outcome(module)
        if raised not in self.after.run(module).possible:
            return [raised] if old is None else []
        return self.new(module, self.after.run(module).possible)[:1]

    def raised(self, module: str, raised: Raised) -> Breakage:
        return self.row(module, raised.place.line, raised.fault, raised.kind)

    def row(self, module: str, line: int, fault: Fault, kind: str) -> Breakage:
        file = self.tree.modules[module]
        certainty = "possible" if fault.reason else "certain"
        return Breakage(
            module, file.path, line, fault.error, fault.what, fault.via, certainty, fault.reason,
            file.is_test, kind,
        )  # fmt: skip

    def dangling(self, use: Used, symbols: Sequence[Symbol]) -> Breakage:
        file = self.tree.modules[use.module]
        site = use.site
        missing = symbols[0] if symbols else Symbol("")
        what = site.reason or f"{missing.module} holds no {missing.name}"
        if symbols and use.part == "export":
            what = f"__all__ names {missing.name}, which is gone"
        elif symbols and not self.after.resolver.is_module(missing.module):
            what = f"there is no module {missing.module}"
        certainty = "possible" if site.verdict == "possible" else "certain"
        reason = site.reason if certainty == "possible" else ""
        line = site.reference.place.line
        return Breakage(use.module, file.path, line, "", what, (), certainty, reason, file.is_test, site.kind)


def _sorted(rows: Iterable[Breakage]) -> tuple[Breakage, ...]:
    return tuple(sorted(set(rows), key=lambda row: (row.file, row.line, row.kind, row.what, row)))
