"""What text detectors count, held against who really uses the symbols."""

from __future__ import annotations

from collections.abc import Sequence

from graphkit.model.charts import Bar, BarChart, Series
from graphkit.model.compliance import Reconciled
from graphkit.report.charts.cutting import cut
from graphkit.report.charts.looks import DOTTED, GREY, HOLLOW, MIDDLE, PALE, STRONG, UNSURE
from graphkit.report.text_layout import count

_SERIES = (
    Series("missed: uses a symbol, not counted", HOLLOW),
    Series("uses the target", STRONG),
    Series("uses another of the symbols", MIDDLE),
    Series("may use one", UNSURE),
    Series("only a comment or string", GREY),
    Series("definition, facade or the detector itself", PALE),
    Series("unrelated", DOTTED),
)


def detectors_chart(reconciled: Sequence[Reconciled]) -> BarChart:
    """Return a bar for each detector: right of zero what it counts, left of zero what it misses."""
    shown, words = cut(reconciled, "detectors", "are later in the configuration")
    return BarChart(
        title=_title(reconciled),
        remarks=("Right of zero: files that a detector counts. Left of zero: files that it misses.", *words),
        unit="files",
        series=_SERIES,
        bars=tuple(_bar(row) for row in shown),
    )


def _bar(row: Reconciled) -> Bar:
    classes = (row.uses, row.uses_other, row.undecided, row.mentions, row.itself, row.unrelated)
    right = f"{row.uses + row.uses_other:,} of {row.hits:,} right"
    missed = f", {len(row.missed):,} of {row.users:,} missed"
    return Bar(row.detector, (-len(row.missed), *classes), right + missed)


def _title(rows: Sequence[Reconciled]) -> str:
    counting = [row for row in rows if row.hits]
    if not counting:
        return "The text detectors count no file"
    right = _range([round(row.precision or 0) for row in counting])
    users = rows[0].users
    if not users:
        return "No file uses the symbols: all that text detectors count is wrong"
    missed = _range([len(row.missed) for row in rows])
    who, they = ("The detector is", "it misses") if len(rows) == 1 else ("Text detectors are", "they miss")
    return f"{who} {right} % right; {they} {missed} of {count(users, 'real user')}"


def _range(numbers: list[int]) -> str:
    low, high = min(numbers), max(numbers)
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"
