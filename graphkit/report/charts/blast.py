"""Which modules most others depend on: in all and at import time, production and tests apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from graphkit.model.charts import Bar, BarChart, Series
from graphkit.report.charts.cutting import cut, short_name
from graphkit.report.charts.looks import PALE, STRONG
from graphkit.report.text_layout import count


class Radius(Protocol):
    """What is known of a module's blast radius."""

    @property
    def module(self) -> str:
        """Its name."""

    @property
    def transitive(self) -> int:
        """Modules downstream of it."""

    @property
    def import_time(self) -> int:
        """Those that run it when they are imported."""

    @property
    def production(self) -> int:
        """Those that are no tests."""

    @property
    def tests(self) -> int:
        """Those that are."""


def blast_chart(modules: Iterable[Radius], target: str = "") -> BarChart:
    """Return a bar for each module, the largest blast radius first, then by name.

    `target`: the symbol whose definition, facades and consumers they are; "" for the modules of a whole tree.
    """
    rows = sorted(modules, key=lambda row: (-row.transitive, -row.import_time, row.module))
    reaching = [row for row in rows if row.transitive]
    shown, words = cut(reaching, "modules", "have no larger blast radius")
    if len(reaching) < len(rows):
        words += (f"Not shown: {count(len(rows) - len(reaching), 'module')} with nothing downstream.",)
    whose = f"The modules that {target} flows through." if target else "All modules under the roots."
    return BarChart(
        title=_title(rows),
        remarks=(whose, *words),
        unit="modules downstream: they import the module, even indirectly",
        series=(Series("production modules", STRONG), Series("tests", PALE)),
        bars=tuple(
            Bar(row.module, (row.production, row.tests), _note(row), tick=row.import_time or None)
            for row in shown
        ),
        figures=False,
        tick="of these, run it when they are imported (the rest at call time)",
    )


def _note(row: Radius) -> str:
    return f"{row.transitive:,}, {row.import_time:,} at import"


def _title(rows: Sequence[Radius]) -> str:
    if not rows or not rows[0].transitive:
        return "No module is downstream of any of these"
    first = rows[0]
    equal = sum(row.transitive == first.transitive for row in rows)
    reach = f"{count(first.transitive, 'module')} downstream, {first.import_time:,} of them at import time"
    name = short_name(first.module)
    if equal > 1:
        return f"{name} and {count(equal - 1, 'other')} have {first.transitive:,} modules downstream each"
    return f"{name} reaches farthest: {reach}"
