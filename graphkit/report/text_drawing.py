"""A drawing or a page as text: where it is, and what its caption says."""

from __future__ import annotations

from graphkit.model.charts import DrawnChart
from graphkit.model.drawing import Drawing
from graphkit.model.gallery import Gallery
from graphkit.model.page import Page
from graphkit.report.text_layout import Look, visible


def drawing_text(drawing: Drawing | DrawnChart | Gallery, look: Look) -> str:
    """Word what was made and what was left out; the file's name comes first."""
    lines = [look.style("bold", visible(drawing.path)), *(f"  {visible(line)}" for line in drawing.caption)]
    return "\n".join(lines) + "\n"


def page_text(page: Page, look: Look) -> str:
    """Word what the page holds; the file's name comes first."""
    lines = [look.style("bold", visible(page.path)), *(f"  {visible(line)}" for line in page.caption)]
    return "\n".join([*lines, f"  {len(page.content.encode()) / 1e6:.1f} MB, needs no network"]) + "\n"
