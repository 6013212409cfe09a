"""An exported graph as text: how large it is."""

from __future__ import annotations

from graphkit.model.exports import Export
from graphkit.report.text_layout import Look, closing, count, visible


def export_text(exported: Export, look: Look) -> str:
    """Word what was exported; the graph itself is in the document."""
    graph = exported.graph
    what = f"symbol flow of {visible(exported.target)}" if exported.target else "module graph"
    size = f"{count(len(graph.nodes), 'node')}, {count(len(graph.edges), 'edge')}, as {exported.format}"
    lines = [look.style("bold", what), f"  {size}"]
    return "\n".join([*lines, *closing(exported.problems, exported.files, look)]) + "\n"
