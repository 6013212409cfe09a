"""Draw a dependency structure matrix: names at the left, a square for every import."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from graphkit.model.charts import MatrixCell, MatrixChart, MatrixRow
from graphkit.report.charts.fonts import shorten, width, writable
from graphkit.report.charts.looks import AMBER, GREY, HOLLOW, STRONG, Look
from graphkit.report.charts.sheet import LABEL, MARGIN, SMALL, Sheet, Words

_TAKES = "the module of the row takes the symbol there"
_IMPORTS = "it imports the module for something else"
_CIRCLES = "… and the two import each other, directly or not"
_NAMES = 330.0
# of all the columns, if the cells allow
_ROOM = 470.0
_SMALLEST, _LARGEST = 10.5, 18.0
_NUMBERS = 6.0
_LEVELS = 118.0


class Grid(NamedTuple):
    """Where everything goes, from the left."""

    cell: float
    size: float
    names: tuple[str, ...]
    numbers: float
    left: float
    right: float
    # of the whole sheet
    wide: float


def grid_of(chart: MatrixChart, *, spelled: bool) -> Grid:
    """Measure the matrix."""
    rows = chart.matrix.rows
    cell = min(max(_ROOM / max(len(rows), 1), _SMALLEST), _LARGEST)
    size = min(LABEL, cell * 0.78)
    names = tuple(shorten(writable(row.module, spelled=spelled), _NAMES, size) for row in rows)
    numbers = MARGIN + width(str(len(rows)), size)
    left = numbers + 14 + max((width(name, size, bold=True) for name in names), default=0)
    right = left + cell * len(rows)
    return Grid(cell, size, names, numbers, left, right, right + _LEVELS + MARGIN)


def draw_grid(sheet: Sheet, chart: MatrixChart, grid: Grid) -> None:
    """Draw the names, the squares, a line between levels and the level's name at the right."""
    rows, theme, cell = chart.matrix.rows, sheet.theme, grid.cell
    top = sheet.high + 12
    bottom = top + cell * len(rows)
    _ground(sheet, rows, grid, top, bottom)
    for index, row in enumerate(rows):
        middle = top + (index + 0.5) * cell
        name, whole = grid.names[index], sheet.clean(row.module)
        tip = whole if name != whole else ""
        bold = row.role != "consumer"
        number = Words(grid.numbers, middle, str(index + 1), grid.size, theme.soft, "right")
        sheet.write(number)
        sheet.write(Words(grid.numbers + 6, middle, name, grid.size, theme.ink, bold=bold, tip=tip))
        above = number._replace(x=grid.left + (index + 0.5) * cell, y=top - 6, align="center")
        sheet.write(above._replace(size=min(grid.size, _NUMBERS)))
        sheet.box(grid.left + index * cell, top + index * cell, cell, cell, theme.looks[GREY])
    for found in chart.matrix.cells:
        _square(sheet, rows, found, grid, top)
    _levels(sheet, rows, grid, top)
    sheet.high = bottom + 14


def key_of(sheet: Sheet, chart: MatrixChart) -> list[tuple[str, Look | None]]:
    """What the squares mean that there are."""
    theme, cells = sheet.theme, chart.matrix.cells
    names = {STRONG: _TAKES, AMBER: _IMPORTS, HOLLOW: _CIRCLES}
    present = {_look(cell) for cell in cells}
    key: list[tuple[str, Look | None]] = [
        (n, theme.looks[look]) for look, n in names.items() if look in present
    ]
    if any(row.role == "facade" for row in chart.matrix.rows):
        key.append(("row and column of the facade", Look(theme.band, theme.band, theme.ink)))
    return key


def _look(cell: MatrixCell) -> str:
    return STRONG if cell.takes else HOLLOW if cell.circular else AMBER


def _ground(sheet: Sheet, rows: Sequence[MatrixRow], grid: Grid, top: float, bottom: float) -> None:
    """Lay the facade's bands, then faint lines to follow; the squares come on top."""
    cell, band = grid.cell, Look(sheet.theme.band, sheet.theme.band, sheet.theme.ink)
    facades = [index for index, row in enumerate(rows) if row.role == "facade"]
    for index in facades:
        sheet.box(MARGIN, top + index * cell, grid.right - MARGIN, cell, band)
        sheet.box(grid.left + index * cell, top, cell, bottom - top, band)
    for index in range(len(rows) + 1):
        across, down = grid.left + index * cell, top + index * cell
        sheet.line(across, top, across, bottom, sheet.theme.grid, 0.5)
        sheet.line(grid.left, down, grid.right, down, sheet.theme.grid, 0.5)


def _square(sheet: Sheet, rows: Sequence[MatrixRow], found: MatrixCell, grid: Grid, top: float) -> None:
    # the rarer and weightier is the larger
    inset = grid.cell * (0.14 if found.takes else 0.28)
    says = "takes the symbol from" if found.takes else "imports"
    sheet.box(
        grid.left + found.column * grid.cell + inset,
        top + found.row * grid.cell + inset,
        grid.cell - 2 * inset,
        grid.cell - 2 * inset,
        sheet.theme.looks[_look(found)],
        f"{rows[found.row].module} {says} {rows[found.column].module}",
    )


def _levels(sheet: Sheet, rows: Iterable[MatrixRow], grid: Grid, top: float) -> None:
    """Draw a line above each level, and its name at the right as near to it as others leave room."""
    theme, start, written = sheet.theme, 0, 0.0
    end = grid.right + _LEVELS
    for level, group in groupby(rows, key=lambda row: row.level):
        members = len(list(group))
        y = top + start * grid.cell
        sheet.line(MARGIN, y, end, y, theme.soft, 0.6)
        middle = max(y + grid.cell / 2, written)
        noun = "definition" if not level else f"level {level}: {members:,} module{'s' * (members != 1)}"
        sheet.write(Words(grid.right + 8, middle, noun, SMALL, theme.soft))
        written = middle + SMALL * 1.3
        start += members
    sheet.line(MARGIN, top + start * grid.cell, end, top + start * grid.cell, theme.soft, 0.6)
