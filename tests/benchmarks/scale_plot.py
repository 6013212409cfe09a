"""Draw what `tests.benchmarks.scale` measured: time and memory by size, both axes logarithmic."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Literal

COLOURS = {
    "trace": "#1f77b4",
    "blast": "#d62728",
    "rank": "#2ca02c",
    "chains": "#9467bd",
    "module-chains": "#8c564b",
}
STYLES: dict[str, Literal["-", "--", ":"]] = {"cold": "-", "warm": "--", "memory": ":"}
WORDS = {"cold": "files, empty cache", "warm": "files, again", "memory": "in memory"}


def draw(rows: Sequence[dict[str, Any]]) -> str:
    """Return the drawing as SVG; the same measurements give the same bytes."""
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

    with mpl.rc_context({"svg.hashsalt": "scale", "svg.fonttype": "none"}):
        figure = Figure(figsize=(11, 4.6), layout="constrained")
        FigureCanvasSVG(figure)
        for axes, what, title in zip(
            figure.subplots(1, 2), ("seconds", "memory"), ("seconds", "peak megabytes"), strict=True
        ):
            for task, colour in COLOURS.items():
                for state, style in STYLES.items():
                    mine = [row for row in rows if (row["task"], row["state"]) == (task, state)]
                    mine.sort(key=lambda row: row["modules"])
                    places = [row["modules"] for row in mine], [max(row[what], 0.01) for row in mine]
                    axes.plot(*places, style, color=colour, marker="o", markersize=3, linewidth=1.4)
            axes.set(xscale="log", yscale="log", xlabel="modules", title=title)
            axes.grid(visible=True, which="major", color="#dddddd", linewidth=0.6)
        keys = [Line2D([], [], color=colour, label=task) for task, colour in COLOURS.items()]
        keys += [Line2D([], [], color="#444444", linestyle=STYLES[s], label=WORDS[s]) for s in STYLES]
        figure.legend(handles=keys, loc="outside lower center", ncols=8, frameon=False, fontsize=8)
        text = io.StringIO()
        figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    return "\n".join(line.rstrip() for line in text.getvalue().splitlines()) + "\n"
