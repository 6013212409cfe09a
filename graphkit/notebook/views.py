"""How results show themselves: the way from a value to what IPython, pandas and networkx ask for."""

from __future__ import annotations

import sys
from base64 import b64encode
from collections.abc import Container
from html import escape
from typing import Any
from urllib.parse import quote

from graphkit.model.charts import DrawnChart
from graphkit.model.drawing import Drawing
from graphkit.model.page import Page
from graphkit.model.plan import Plan
from graphkit.notebook.html import html_tables, paragraphs
from graphkit.notebook.inline_svg import inline_svg
from graphkit.notebook.tables import tables_of

TEXT = "text/plain"
HTML = "text/html"
MARKDOWN = "text/markdown"
SVG = "image/svg+xml"
PNG = "image/png"

LINES_SHOWN = 60
MOST_CHARACTERS = 20_000
# a plan is read as a whole; a longer one as a file
MOST_MARKDOWN = 100_000
# a picture that is larger is left out of what is saved with a notebook
MOST_PICTURE = 400_000


def bundle(
    result: object, include: Container[str] | None = None, exclude: Container[str] | None = None
) -> dict[str, Any]:
    """Return MIME type → how `result` looks, of those that are wanted and that it has."""
    if include is None:
        include = _asked_by_ipython()
    shown = {TEXT: _text(result)}

    def wanted(kind: str) -> bool:
        return (include is None or kind in include) and (exclude is None or kind not in exclude)

    if wanted(HTML) or wanted(SVG) or wanted(PNG) or wanted(MARKDOWN):
        shown |= _rich(result)
    return {kind: content for kind, content in shown.items() if content and wanted(kind)}


def frame(result: object) -> Any:
    """Return the rows of a result as a `pandas.DataFrame`. Raises MissingExtra."""
    from graphkit.notebook.frames import data_frame

    return data_frame(result)


def network(result: Any) -> Any:
    """Return the graph of a result as a `networkx.MultiDiGraph`."""
    from graphkit.workflows.network import network as make

    return make(result)


def _asked_by_ipython() -> Container[str] | None:
    """The types that IPython uses: on a terminal text alone, and no picture needs to be drawn for that."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return None if shell is None else tuple(shell.display_formatter.active_types)


def _rich(result: object) -> dict[str, str]:
    if isinstance(result, Plan):
        return _plan(result)
    if isinstance(result, Drawing | DrawnChart):
        return _saved(result)
    if isinstance(result, Page):
        link = f'<p><a href="{escape(quote(result.path))}" target="_blank">{escape(result.path)}</a></p>'
        return {HTML: link + paragraphs(result.caption)}
    tables = tables_of(result)
    if not tables:
        return {}
    from graphkit.workflows.picture import picture

    svg = picture(result)
    svg = svg if len(svg) <= MOST_PICTURE else ""
    drawn = inline_svg(svg, tables[0].caption) if svg else ""
    problems, files = getattr(result, "problems", ()), getattr(result, "files", None)
    return {HTML: drawn + html_tables(tables, problems, files), SVG: svg}


def _saved(drawing: Drawing | DrawnChart) -> dict[str, str]:
    """Show a picture that was made, which holds its caption, and where it is; a text format by its words."""
    words = paragraphs((drawing.path, *drawing.caption))
    place = paragraphs((drawing.path,))
    content = drawing.content
    if len(content) > MOST_PICTURE * 4:
        return {HTML: words}
    label = " ".join(drawing.caption)
    if drawing.format == "svg":
        svg = content if isinstance(content, str) else content.decode()
        return {HTML: inline_svg(svg, label) + place, SVG: svg}
    if drawing.format == "png" and isinstance(content, bytes):
        png = b64encode(content).decode()
        if len(png) > MOST_PICTURE:
            # twice would be too much: Jupyter then shows the picture without its words
            return {PNG: png}
        image = f'<img alt="{escape(label)}" style="max-width:100%" src="data:image/png;base64,{png}">'
        return {HTML: image + place, PNG: png}
    return {HTML: words}


def _plan(plan: Plan) -> dict[str, str]:
    from graphkit.report.markdown_plan import plan_markdown

    document = plan_markdown(plan)
    kept = _cut(document, sys.maxsize, MOST_MARKDOWN, "graphkit plan -o FILE writes all of it")
    if kept != document and sum(line.startswith("```") for line in kept.splitlines()) % 2:
        body, note = kept.rsplit("\n", 1)
        kept = f"{body}\n```\n\n{note}"
    return {MARKDOWN: kept}


def _text(result: object) -> str:
    from graphkit.report.text import text

    rest = "to_pandas() has all" if hasattr(result, "to_pandas") else "the command line prints all"
    return _cut(text(result).rstrip("\n"), LINES_SHOWN, MOST_CHARACTERS, rest)


def _cut(text: str, most_lines: int, most: int, rest: str) -> str:
    """Return the first lines of a text, and how many there would be."""
    lines = text.split("\n")
    kept = 0
    size = 0
    while kept < min(len(lines), most_lines) and size + len(lines[kept]) < most:
        size += len(lines[kept]) + 1
        kept += 1
    if kept == len(lines):
        return text
    return "\n".join([*lines[:kept], f"… and {len(lines) - kept:,} more lines; {rest}"])
