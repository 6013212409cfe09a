"""A graph as tables for spreadsheets, in which no cell is taken for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence

from graphkit.model.exports import ExportGraph
from graphkit.report.text_layout import visible

TABLES = ("edges", "nodes")
# what spreadsheets take for the beginning of a formula; East Asian ones take the wide forms too
_FORMULA = frozenset("=+-@＝＋－＠")  # noqa: RUF001


class _Sink:
    """Lines in memory, as far as the csv module needs a file."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def write(self, line: str) -> int:
        self.lines.append(line)
        return len(line)


def csv_table(graph: ExportGraph, table: str = TABLES[0]) -> str:
    """Return the edges, one a statement, or the nodes as CSV with a line of titles."""
    if table == "nodes":
        names = [name for name, _ in graph.nodes[0].attributes] if graph.nodes else []
        return _csv(["node", *names], ([node.name, *_values(node.attributes)] for node in graph.nodes))
    names = [name for name, _ in graph.edges[0].attributes] if graph.edges else []
    rows = ([edge.importer, edge.imported, *_values(edge.attributes)] for edge in graph.edges)
    return _csv(["importer", "imported", *names], rows)


def safe_cell(value: object) -> str:
    """Return a cell's text; what a spreadsheet would run as a formula gets an apostrophe before it.

    Control and direction characters are written as escapes: a line end would be taken for the end of a row.

    >>> safe_cell("=cmd()"), safe_cell(" +1"), safe_cell("a=b"), safe_cell(-1), safe_cell(True)
    ("'=cmd()", "' +1", 'a=b', '-1', 'true')
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    text = visible(str(value))
    return f"'{text}" if text.lstrip()[:1] in _FORMULA else text


def _csv(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    sink = _Sink()
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow(titles)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return "".join(sink.lines)


def _values(attributes: Iterable[tuple[str, object]]) -> list[object]:
    return [value for _, value in attributes]
