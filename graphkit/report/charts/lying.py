"""Draw bars that lie, each with its name at the left and its words at the right."""

from __future__ import annotations

from graphkit.model.charts import Bar, BarChart
from graphkit.report.charts.axis import figure, steps
from graphkit.report.charts.fonts import shorten, width
from graphkit.report.charts.sheet import LABEL, MARGIN, SMALL, Sheet, Words

# of the room, for names and for the words at the end
_NAMES = 0.42
_NOTES = 0.36
_GAP = 8.0


class _Plan:
    """Where everything goes."""

    def __init__(self, sheet: Sheet, chart: BarChart) -> None:
        many = len(chart.bars) > 24
        self.size = SMALL if many else LABEL
        self.pitch = 15.0 if many else 22.0
        self.thick = self.pitch * 0.66
        room = sheet.wide - 2 * MARGIN
        self.labels = [shorten(sheet.clean(bar.label), room * _NAMES, self.size) for bar in chart.bars]
        self.notes = [shorten(sheet.clean(bar.note), room * _NOTES, self.size) for bar in chart.bars]
        self.left = MARGIN + max((width(label, self.size) for label in self.labels), default=0) + _GAP
        self.room = sheet.wide - MARGIN - self.left
        self.low = -max((_below(bar) for bar in chart.bars), default=0)
        self.high = max((*map(_above, chart.bars), *(bar.tick or 0 for bar in chart.bars), chart.most or 1))
        notes = (
            (self.room - width(note, self.size) - _GAP) / max(_end(bar) - self.low, 1e-9)
            for bar, note in zip(chart.bars, self.notes, strict=True)
        )
        self.scale = min([self.room / (self.high - self.low), *notes])

    def across(self, value: float) -> float:
        return self.left + (value - self.low) * self.scale


def draw_lying(sheet: Sheet, chart: BarChart) -> None:
    """Draw the bars, the first at the top, and the axis below them."""
    plan = _Plan(sheet, chart)
    top = sheet.high
    bottom = top + plan.pitch * len(chart.bars)
    _axis(sheet, chart, plan, top, bottom)
    for index in range(len(chart.bars)):
        _bar(sheet, chart, plan, index, top + plan.pitch * (index + 0.5))
    sheet.high = bottom + 36


def _axis(sheet: Sheet, chart: BarChart, plan: _Plan, top: float, bottom: float) -> None:
    theme = sheet.theme
    marks = steps(plan.low, plan.high)
    # few enough that no two figures meet
    while len(marks) > 1 and plan.scale * (marks[1] - marks[0]) < 12 + max(
        width(figure(abs(mark)), SMALL) for mark in marks
    ):
        marks = tuple(mark for mark in marks if mark % (2 * (marks[1] - marks[0])) == 0)
    for mark in marks:
        x = plan.across(mark)
        sheet.line(x, top, x, bottom, theme.soft if mark == 0 else theme.grid)
        sheet.write(Words(x, bottom + 9, figure(abs(mark)), SMALL, theme.soft, "center"))
    unit = shorten(sheet.clean(chart.unit), plan.room, SMALL)
    sheet.write(Words(plan.left, bottom + 25, unit, SMALL, theme.soft))


def _bar(sheet: Sheet, chart: BarChart, plan: _Plan, index: int, middle: float) -> None:
    theme, bar = sheet.theme, chart.bars[index]
    label, note = plan.labels[index], plan.notes[index]
    tip = bar.label if label != sheet.clean(bar.label) else ""
    sheet.write(Words(plan.left - _GAP, middle, label, plan.size, theme.ink, "right", tip=sheet.clean(tip)))
    top = middle - plan.thick / 2
    after = before = 0.0
    for series, value in zip(chart.series, bar.values, strict=True):
        if not value:
            continue
        start = after if value > 0 else before + value
        look = theme.looks[series.look]
        x, wide = plan.across(start), abs(value) * plan.scale
        sheet.box(x, top, wide, plan.thick, look, f"{bar.label}: {figure(abs(value))} {series.name}")
        inside = figure(abs(value))
        if len(chart.series) > 1 and chart.figures and width(inside, SMALL) + 6 < wide and not look.hatch:
            sheet.write(Words(x + wide / 2, middle, inside, SMALL, look.text, "center"))
        if value > 0:
            after += value
        else:
            before += value
    if bar.tick is not None:
        sheet.tick(plan.across(bar.tick), top - 2, top + plan.thick + 2)
    tip = bar.note if note != sheet.clean(bar.note) else ""
    words = Words(plan.across(_end(bar)) + _GAP, middle, note, plan.size, theme.ink, tip=sheet.clean(tip))
    sheet.write(words, clear=True)


def _above(bar: Bar) -> float:
    return sum(value for value in bar.values if value > 0)


def _below(bar: Bar) -> float:
    return -sum(value for value in bar.values if value < 0)


def _end(bar: Bar) -> float:
    return max(_above(bar), bar.tick or 0)
