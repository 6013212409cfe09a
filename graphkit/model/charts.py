"""What a chart shows, before it is drawn: rows, parts, words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from graphkit.model.problems import FilesSeen, Problem
from graphkit.model.shown import Shown

# every chart, in the order in which a reader wants them
CHARTS = ("compliance", "burndown", "areas", "blast", "matrix", "detectors")
THEMES = ("light", "dark")


class Series(NamedTuple):
    """One part of every bar: what it counts, and which look of the palette it has."""

    name: str
    look: str


class Bar(NamedTuple):
    """One row of a bar chart."""

    label: str
    # one for each series; negative ones go left of zero
    values: tuple[float, ...]
    # what stands at the end of the bar
    note: str
    # where a tick crosses the bar, None for none
    tick: float | None = None


@dataclass(frozen=True)
class BarChart:
    """Bars of stacked parts: lying with names at their left, or standing in the order of time."""

    title: str
    # what else must be known to read it, a line each
    remarks: tuple[str, ...]
    # of the axis
    unit: str
    series: tuple[Series, ...]
    bars: tuple[Bar, ...]
    # what the ticks mean, "" without any
    tick: str = ""
    # whether each part says how much it is
    figures: bool = True
    # where the axis ends, None for the longest bar
    most: float | None = None
    # standing, one after the other
    standing: bool = False
    # what the standing bars are numbered by
    along: str = ""


class MatrixRow(NamedTuple):
    """One module of a matrix: a row for what it imports, a column for who imports it."""

    module: str
    # 0 for the definition; else one more than the highest that it takes the symbol from
    level: int
    # "definition", "facade", "passes it on" (though it is not the facade) or "consumer"
    role: str


class MatrixCell(NamedTuple):
    """Module `row` imports module `column`; numbers into the rows."""

    row: int
    column: int
    # it takes the symbol there; else it imports the module for something else
    takes: bool
    # the two import each other, however indirectly, inside the matrix
    circular: bool = False


@dataclass(frozen=True)
class Matrix:
    """A dependency structure matrix: who imports whom, ordered by level, then by name."""

    rows: tuple[MatrixRow, ...]
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True)
class MatrixChart:
    """A matrix with its words."""

    title: str
    remarks: tuple[str, ...]
    matrix: Matrix


Chart = BarChart | MatrixChart


@dataclass(frozen=True)
class DrawnChart(Shown):
    """A chart that was drawn, and where it was saved."""

    target: str
    # one of CHARTS
    name: str
    # one of THEMES
    theme: str
    # the file it was written to
    path: str
    # "svg" or "png"
    format: str
    content: bytes
    chart: Chart
    problems: tuple[Problem, ...]
    files: FilesSeen

    @property
    def caption(self) -> tuple[str, ...]:
        """The finding, then what else must be known."""
        return (self.chart.title, *self.chart.remarks)
