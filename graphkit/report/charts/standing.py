"""Draw bars that stand one after the other, their heights above them."""

from __future__ import annotations

from itertools import pairwise

from graphkit.model.charts import Bar, BarChart
from graphkit.report.charts.axis import figure, steps
from graphkit.report.charts.fonts import shorten, width
from graphkit.report.charts.sheet import LABEL, MARGIN, SMALL, Sheet, Words

_HIGH = 280.0
_WIDEST = 168.0


def draw_standing(sheet: Sheet, chart: BarChart) -> None:
    """Draw the bars from left to right; of words that would meet, the later ones are left out."""
    theme = sheet.theme
    most = max((sum(bar.values) for bar in chart.bars), default=0) or 1
    marks = steps(0, most)
    left = MARGIN + max(width(figure(mark), SMALL) for mark in marks) + 8
    # the words above the highest bar, and the unit above them
    sheet.write(Words(MARGIN, sheet.high + 4, sheet.clean(chart.unit), SMALL, theme.soft))
    top = sheet.high + 32
    bottom = top + _HIGH
    pitch = min((sheet.wide - MARGIN - left) / max(len(chart.bars), 1), _WIDEST)
    right = left + pitch * len(chart.bars)
    for mark in marks:
        y = bottom - mark / most * _HIGH
        sheet.line(left, y, right, y, theme.soft if mark == 0 else theme.grid)
        sheet.write(Words(left - 8, y, figure(mark), SMALL, theme.soft, "right"))
    middles = [left + pitch * (index + 0.5) for index in range(len(chart.bars))]
    for bar, middle in zip(chart.bars, middles, strict=True):
        _bar(sheet, chart, bar, middle - pitch * 0.36, pitch * 0.72, (bottom, _HIGH / most))
    labels = [sheet.clean(bar.label) for bar in chart.bars]
    for index in _apart([(x, width(text, SMALL)) for x, text in zip(middles, labels, strict=True)]):
        sheet.write(Words(middles[index], bottom + 11, labels[index], SMALL, theme.ink, "center"))
    _heights(sheet, chart, middles, pitch, (bottom, _HIGH / most))
    along = shorten(sheet.clean(chart.along), right - left, SMALL)
    sheet.write(Words(left, bottom + 28, along, SMALL, theme.soft))
    sheet.high = bottom + 40


def _bar(sheet: Sheet, chart: BarChart, bar: Bar, x: float, wide: float, ground: tuple[float, float]) -> None:
    bottom, scale = ground
    for series, value in zip(chart.series, bar.values, strict=True):
        if not value:
            continue
        look, high = sheet.theme.looks[series.look], value * scale
        bottom -= high
        number = figure(value)
        sheet.box(x, bottom, wide, high, look, f"{bar.label}: {number} {series.name}")
        if high > SMALL + 3 and wide > width(number, SMALL) + 4 and value < sum(bar.values):
            sheet.write(Words(x + wide / 2, bottom + high / 2, number, SMALL, look.text, "center"))


def _heights(
    sheet: Sheet, chart: BarChart, middles: list[float], pitch: float, ground: tuple[float, float]
) -> None:
    """Write the words above the bars; where they are wider, from their left edges on, above lower bars."""
    bottom, scale = ground
    notes = [sheet.clean(bar.note) for bar in chart.bars]
    widths = [width(note, LABEL, bold=True) for note in notes]
    wider = max(widths, default=0) + 4 > pitch
    for index in _apart(list(zip(middles, widths, strict=True))):
        x = middles[index] - (pitch * 0.36 if wider else 0)
        height = bottom - sum(chart.bars[index].values) * scale - 9
        align = "left" if wider else "center"
        words = Words(x, height, notes[index], LABEL, sheet.theme.ink, align, bold=True)
        sheet.write(words, clear=not wider)


def _apart(places: list[tuple[float, float]]) -> list[int]:
    """Choose every n-th of some words, given their middles and widths, and the last; n as small as can be."""
    last = len(places) - 1
    for stride in range(1, last + 1):
        chosen = list(range(0, last, stride))
        while len(chosen) > 1 and not _clear(places[chosen[-1]], places[last]):
            chosen.pop()
        chosen.append(last)
        if all(_clear(places[a], places[b]) for a, b in pairwise(chosen)):
            return chosen
    return [last] if places else []


def _clear(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return other[0] - one[0] > (one[1] + other[1]) / 2 + 4
