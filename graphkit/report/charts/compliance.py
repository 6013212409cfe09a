"""Compliance, today and after each phase of a plan."""

from __future__ import annotations

from graphkit.model.charts import Bar, BarChart, Series
from graphkit.model.plan import CONSUMERS, DEFINITIONS, FACADES, REEXPORTERS, Plan
from graphkit.report.charts.looks import MIDDLE, STRONG
from graphkit.report.text_layout import count

_DONE = {
    CONSUMERS: "consumers and their tests moved",
    REEXPORTERS: "modules that pass it on freed of it",
    FACADES: "the facade's export removed",
    DEFINITIONS: "the definition deleted",
}
_WHOLE = 100.0


def compliance_chart(plan: Plan) -> BarChart:
    """Return a bar for today and one for each phase, in percent of the files that use old or new symbols."""
    symbols = plan.compliance.symbols[0] if plan.compliance.symbols else None
    whole = symbols.shares[0] if symbols else None
    files = whole.deprecated + whole.mixed + whole.migrated if whole else 0
    migrated = whole.migrated if whole else 0
    # without any file to count there is none to migrate
    today = reached = _WHOLE * migrated / files if files else _WHOLE
    bars = [Bar("today", (today, 0.0), f"{_percent(today)}: {migrated:,} of {count(files, 'file')}")]
    gains: list[tuple[float, int]] = []
    for phase in plan.phases:
        after = _WHOLE if phase.compliance is None else phase.compliance
        gain = after - reached
        moved = count(len(phase.files), "file")
        note = f"{_percent(after)}, {_points(gain) if round(gain, 1) else 'unchanged'} with {moved}"
        label = f"after phase {phase.number}: {_DONE[phase.number]}"
        bars.append(Bar(label, (min(reached, after), max(gain, 0.0)), note))
        gains.append((gain, phase.number))
        reached = after
    return BarChart(
        title=_title(today, reached, gains),
        remarks=_remarks(plan, reached),
        unit="migrated files, in % of all files that use a deprecated symbol or its replacement",
        series=(Series("reached before", MIDDLE), Series("added by the phase", STRONG)),
        bars=tuple(bars),
        figures=False,
        most=_WHOLE,
    )


def _title(today: float, reached: float, gains: list[tuple[float, int]]) -> str:
    if not gains:
        return f"Nothing is left to move: compliance is {_percent(today)}"
    gain, number = max(gains, key=lambda pair: (pair[0], -pair[1]))
    words = f"The plan takes compliance from {_percent(today)} to {_percent(reached)}"
    return f"{words}; phase {number} alone brings {gain:.1f} points" if gain > 0 and len(gains) > 1 else words


def _remarks(plan: Plan, reached: float) -> tuple[str, ...]:
    remarks = [f"Projected from the code as it is today, off {plan.target}."]
    symbols = plan.compliance.symbols
    also = len(symbols[0].targets) - 1 if symbols else 0
    if also and reached < _WHOLE:
        other = count(also, "other symbol")
        go = "goes" if also == 1 else "go"
        remarks.append(
            f"The plan moves this symbol alone; the percentage also counts {other} that {go} with it."
        )
    if symbols and not symbols[0].replacement:
        remarks.append("No replacement is known: today, nothing counts as migrated.")
    return tuple(remarks)


def _percent(value: float) -> str:
    """Write a percentage so that only a whole is written as one.

    >>> _percent(100.0), _percent(99.97), _percent(0.0), _percent(9.52)
    ('100 %', '99.9 %', '0 %', '9.5 %')
    """
    if value in (0.0, _WHOLE):
        return f"{value:.0f} %"
    return f"{min(max(value, 0.1), 99.9):.1f} %"


def _points(gain: float) -> str:
    sign = "\N{MINUS SIGN}" if gain < 0 else "+"
    return f"{sign}{abs(gain):.1f} points"
