"""Who imports whom among the modules that a symbol flows through."""

from __future__ import annotations

from collections import Counter

from graphkit.model.charts import Matrix, MatrixChart
from graphkit.report.charts.cutting import MOST_ROWS, short_name
from graphkit.report.text_layout import count


def matrix_chart(matrix: Matrix, target: str) -> MatrixChart:
    """Return the matrix with its words; of a large one, what lies next to the definition."""
    shown = _cut(matrix)
    remarks = [
        f"The modules that {target} flows through.",
        "A row: what the module imports. A column: who imports it. In bold: who holds it for others.",
        *_circles(matrix),
    ]
    if len(shown.rows) < len(matrix.rows):
        kept = f"{len(shown.rows)} of {len(matrix.rows):,} modules are shown"
        remarks.append(f"{kept}: first what passes the symbol on, then what lies nearest to the definition.")
    return MatrixChart(_title(matrix), tuple(remarks), shown)


def _title(matrix: Matrix) -> str:
    takers = Counter(cell.column for cell in matrix.cells if cell.takes)
    facades = [index for index, row in enumerate(matrix.rows) if row.role == "facade"]
    straight = sum(takers[index] for index, row in enumerate(matrix.rows) if row.role == "definition")
    direct = f"{count(straight, 'module takes', 'modules take')} it from the definition itself"
    if not facades:
        return f"No facade: {direct}"
    first = max(facades, key=lambda index: (takers[index], -index))
    name = short_name(matrix.rows[first].module)
    return f"{name} hands the symbol to {count(takers[first], 'module')}; {direct}"


def _circles(matrix: Matrix) -> list[str]:
    members = {number for cell in matrix.cells if cell.circular for number in (cell.row, cell.column)}
    if not members:
        return ["No two of them import each other, even indirectly."]
    return [f"{len(members):,} of these {len(matrix.rows):,} modules import each other in circles."]


def _cut(matrix: Matrix) -> Matrix:
    if len(matrix.rows) <= MOST_ROWS:
        return matrix
    order = ("definition", "facade", "passes it on", "consumer")
    ranked = sorted(range(len(matrix.rows)), key=lambda number: order.index(matrix.rows[number].role))
    kept = sorted(ranked[:MOST_ROWS])
    number = {old: new for new, old in enumerate(kept)}
    cells = (
        cell._replace(row=number[cell.row], column=number[cell.column])
        for cell in matrix.cells
        if cell.row in number and cell.column in number
    )
    return Matrix(tuple(matrix.rows[old] for old in kept), tuple(cells))
