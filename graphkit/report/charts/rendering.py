"""A chart as the bytes of an SVG or a PNG: the same chart gives the same bytes."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from typing import TYPE_CHECKING, Any

from graphkit.model.charts import BarChart, Chart, MatrixChart
from graphkit.report.charts.fonts import writable
from graphkit.report.charts.grid import draw_grid, grid_of, key_of
from graphkit.report.charts.loading import load_matplotlib
from graphkit.report.charts.looks import LOOKS, Look
from graphkit.report.charts.lying import draw_lying
from graphkit.report.charts.sheet import WIDTH, Sheet
from graphkit.report.charts.standing import draw_standing

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORMATS = ("svg", "png")
DPI = 160
# whatever matplotlib would number at random, or take from the user's own settings, is set
_SETTINGS: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "graphkit",
    "hatch.linewidth": 0.6,
    # letters as wide as `fonts` measures them
    "text.hinting": "none",
}


class _Sink:
    """A file in memory, as far as matplotlib needs one."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        # a str is refused, which tells matplotlib to encode it
        self.parts.append(bytes(memoryview(data)))
        return len(data)

    def seek(self, place: int) -> int:
        # by this, matplotlib tells a file from a file's name; it does not call it
        raise NotImplementedError(place)


@contextmanager
def settings() -> Iterator[None]:
    """Have matplotlib work with settings of ours, then with the user's again."""
    load_matplotlib()
    import matplotlib as mpl

    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_SETTINGS)
        yield


def render_chart(chart: Chart, output_format: str, theme: str = "light") -> bytes:
    """Draw a chart as "svg", its texts texts, or "png"; `theme` is "light" or "dark"."""
    with settings():
        figure, tips = chart_figure(chart, theme, spelled=output_format == "png")
        return _svg(figure, tips, chart) if output_format == "svg" else _png(figure)


def chart_figure(chart: Chart, theme: str, *, spelled: bool) -> tuple[Figure, dict[str, str]]:
    """Lay a chart out; also gid → words to show on hovering. `spelled`: see `writable`."""
    looks = LOOKS[theme]
    if isinstance(chart, MatrixChart):
        grid = grid_of(chart, spelled=spelled)
        sheet = Sheet(looks, spelled=spelled, wide=max(WIDTH, grid.wide))
        sheet.head(chart.title, chart.remarks)
        sheet.key(key_of(sheet, chart))
        draw_grid(sheet, chart, grid)
    else:
        sheet = Sheet(looks, spelled=spelled)
        sheet.head(chart.title, chart.remarks)
        key: list[tuple[str, Look | None]] = [(part.name, looks.looks[part.look]) for part in chart.series]
        if chart.tick:
            key.append((chart.tick, None))
        if len(key) > 1:
            sheet.key(key)
        draw = draw_standing if chart.standing else draw_lying
        draw(sheet, chart)
    return sheet.figure()


def _svg(figure: Figure, tips: dict[str, str], chart: BarChart | MatrixChart) -> bytes:
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    sink = _Sink()
    # neither a date nor a version: they would change the bytes
    words = {"Title": writable(chart.title, spelled=False), "Creator": "graphkit", "Date": None}
    canvas: Any = FigureCanvasSVG(figure)
    with warnings.catch_warnings():
        # the reader's fonts set the texts, not those that lie here
        warnings.filterwarnings("ignore", r"Glyph \d+ .* missing from")
        canvas.print_svg(sink, metadata=words)
    text = b"".join(sink.parts).decode()
    for gid, tip in tips.items():
        group = f'<g id="{gid}">'
        text = text.replace(group, f"{group}<title>{escape(tip, quote=False)}</title>", 1)
    return text.replace("<svg ", '<svg role="img" ', 1).encode()


def _png(figure: Figure) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    sink = _Sink()
    figure.set_dpi(DPI)
    canvas: Any = FigureCanvasAgg(figure)
    canvas.print_png(sink, metadata={"Software": None})
    return b"".join(sink.parts)
