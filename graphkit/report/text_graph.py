"""A tree's modules, or one of them, as text."""

from __future__ import annotations

from graphkit.model.code_graph import CodeGraph, CodeModule
from graphkit.model.imports import ImportEdge
from graphkit.report.text_layout import Look, closing, columns, count, heading, listed, visible


def graph_text(graph: CodeGraph, look: Look) -> str:
    """Word how large the tree is, and which modules most others are downstream of."""
    size = f"{count(len(graph), 'module')}, {count(len(graph.imports.edges), 'import')} between them"
    shown, rest = listed(len(graph.radii), look.limit)
    rows = [["module", "direct", "downstream"]]
    rows += [[row.module, f"{row.direct:,}", f"{row.transitive:,}"] for row in graph.radii[:shown]]
    table = columns(rows, look=look, right=(1, 2), styles=("name",))
    lines = [look.style("bold", size), "", *table, *([rest] if rest else [])]
    return "\n".join([*lines, *closing(graph.problems, graph.files, look)]) + "\n"


def module_text(module: CodeModule, look: Look) -> str:
    """Word where a module is, what it imports and who imports it, with lines."""
    reach = f"{count(module.radius.transitive, 'module')} downstream"
    at_import = f"{module.radius.import_time:,} at import time"
    what = "test " if module.is_test else ""
    lines = [
        look.style("bold", visible(module.name)),
        f"  {what}{module.kind} {visible(module.file)}; {reach}, {at_import}",
    ]
    lines += _edges("Imports", [(edge.imported, edge) for edge in module.imports], look)
    lines += _edges("Imported by", [(edge.importer, edge) for edge in module.importers], look)
    return "\n".join(lines) + "\n"


def _edges(title: str, edges: list[tuple[str, ImportEdge]], look: Look) -> list[str]:
    shown, rest = listed(len(edges), look.limit)
    rows = [
        [other, f"l. {edge.line}", edge.when, "guarded" if edge.guarded else "", ", ".join(edge.names)]
        for other, edge in edges[:shown]
    ]
    lines = heading(f"{title} ({len(edges):,})", look)
    return [*lines, *columns(rows, look=look, styles=("name",)), *([rest] if rest else [])]
