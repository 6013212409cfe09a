"""Every chart, drawn: nothing overlaps, nothing leaves the sheet, and the bytes are the same every time."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from graphkit.model.charts import (
    THEMES,
    Bar,
    BarChart,
    Chart,
    Matrix,
    MatrixCell,
    MatrixChart,
    MatrixRow,
    Series,
)
from graphkit.model.imports import BlastRadius
from graphkit.report.charts.blast import blast_chart
from graphkit.report.charts.looks import LOOKS
from graphkit.report.charts.matrix import matrix_chart
from graphkit.report.charts.rendering import DPI, FORMATS, chart_figure, render_chart, settings
from graphkit.report.palette import INK

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    "</title><script>alert(1)</script>",
    "$x_{1}$",
    'a"b&c<d',
    "模块.工厂",
    "pkg.\x00\x1b[31m",
    "n" * 300,
)


def blast(rows: int) -> BarChart:
    return blast_chart(
        BlastRadius(
            f"pkg.area_{number % 7}.module_{number}", "", 1, 3 * number + 1, 0, number, 2 * number, number + 1
        )
        for number in range(rows)
    )


def burndown(rows: int) -> BarChart:
    series = (Series("definition", "alarm"), Series("passes it on", "amber"), Series("consumer", "strong"))
    bars = [
        Bar("today" if not n else str(n), (1.0, 3.0, 7.0 * (rows - n)), f"{7 * (rows - n) + 4:,}")
        for n in range(rows)
    ]
    return BarChart("To go", ("A remark.",), "left", series, tuple(bars), standing=True, along="after wave")


def detectors(rows: int) -> BarChart:
    series = tuple(
        Series(f"part {look}", look) for look in ("hollow", "strong", "middle", "grey", "pale", "dotted")
    )
    bars = [
        Bar(f"detector_{n}", (-7.0 * n, 3.0, 50.0, n, 1.0, 9.0), f"{n} of {3 * n} right, 12 of 400 missed")
        for n in range(rows)
    ]
    return BarChart("Text is not truth " * 9, ("A remark " * 30,), "files", series, tuple(bars))


def matrix(rows: int) -> MatrixChart:
    roles = ("definition", "facade", "passes it on", "consumer")
    levels = tuple(
        MatrixRow(f"pkg.core.module_{n}", n if n < 40 else 40, roles[min(n, 3)]) for n in range(rows)
    )
    cells = tuple(MatrixCell(n, n // 2, n % 2 == 0, n % 5 == 0) for n in range(1, rows))
    return matrix_chart(Matrix(levels, cells), "pkg.a:make")


def hostile() -> BarChart:
    series = (Series(HOSTILE[0], "strong"), Series(HOSTILE[1], "pale"))
    bars = tuple(Bar(name, (number, 2.0), f"{name} is it") for number, name in enumerate(HOSTILE))
    return BarChart(" ".join(HOSTILE), HOSTILE, HOSTILE[0], series, bars)


MAKERS: dict[str, Callable[[int], Chart]] = {
    "blast": blast,
    "burndown": burndown,
    "detectors": detectors,
    "matrix": matrix,
}
CHARTS: dict[str, Chart] = {
    f"{name}-{rows}": make(rows) for name, make in MAKERS.items() for rows in (1, 3, 60)
}
CHARTS |= {"blast-500": blast(500), "matrix-500": matrix(500), "hostile": hostile()}
CHARTS |= {
    "nothing": BarChart("Nothing", (), "files", (Series("files", "strong"),), ()),
    "nothing standing": BarChart("Nothing", (), "left", (), (), standing=True, along="after wave"),
    "no matrix": MatrixChart("Nothing", (), Matrix((), ())),
    "hostile matrix": MatrixChart(
        HOSTILE[0], HOSTILE, Matrix(tuple(MatrixRow(name, 1, "facade") for name in HOSTILE), ())
    ),
}

SMALL = [name for name in CHARTS if not name.endswith(("0", "-1"))]


def texts(chart: Chart, *, spelled: bool = True) -> tuple[list[tuple[str, Any]], Any]:
    """Each text with its extent in pixels, and the extent of the figure."""
    with settings():
        figure, _ = chart_figure(chart, "light", spelled=spelled)
        figure.set_dpi(DPI)
        canvas: Any = FigureCanvasAgg(figure)
        renderer = canvas.get_renderer()
        drawn: list[Any] = figure.findobj(Text)
        found = [text for text in drawn if text.get_text().strip()]
        return [(text.get_text(), text.get_window_extent(renderer)) for text in found], figure.bbox


@pytest.mark.parametrize("name", CHARTS)
def test_no_two_texts_overlap_and_none_leaves_the_sheet(name: str) -> None:
    found, sheet = texts(CHARTS[name])
    assert found
    for text, box in found:
        assert box.x0 >= 0, text
        assert box.x1 <= sheet.x1, text
        assert box.y0 >= 0, text
        assert box.y1 <= sheet.y1, text
    # a pixel of a seventy-second of an inch: what the outlines of two texts may share
    met = [
        (one, other)
        for (one, a), (other, b) in combinations(found, 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 1 and min(a.y1, b.y1) - max(a.y0, b.y0) > 1
    ]
    assert met == []


def test_the_overlap_test_would_find_one() -> None:
    chart = MatrixChart("T", (), Matrix(tuple(MatrixRow("m", 0, "consumer") for _ in range(2)), ()))
    found, _ = texts(chart)
    boxes = [box for text, box in found if text == "m"]
    assert len(boxes) == 2
    assert boxes[0].y0 != boxes[1].y0
    assert boxes[0].overlaps(boxes[0])


@pytest.mark.parametrize(("name", "unit"), [("blast-500", "modules"), ("matrix-500", "modules")])
def test_a_cut_is_said(name: str, unit: str) -> None:
    chart = CHARTS[name]
    assert any(f"60 of 500 {unit} are shown" in remark for remark in chart.remarks)
    found, _ = texts(chart)
    assert any("60 of 500" in text for text, _ in found)


@pytest.mark.parametrize("name", SMALL)
@pytest.mark.parametrize("output_format", FORMATS)
def test_same_chart_same_bytes(name: str, output_format: str) -> None:
    assert render_chart(CHARTS[name], output_format) == render_chart(CHARTS[name], output_format)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", SMALL)
def test_an_svg_is_xml_with_texts_and_a_title_and_no_date(name: str, theme: str) -> None:
    chart = CHARTS[name]
    svg = render_chart(chart, "svg", theme)
    root = ET.fromstring(svg)
    assert root.get("role") == "img"
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text
    assert root.findall(f".//{SVG}text")
    assert not root.findall(f".//{SVG}script")
    assert b"dc:date" not in svg
    assert b"<image" not in svg
    assert LOOKS[theme].paper.encode() in svg


def test_an_svg_says_shortened_names_and_every_part_in_full_on_hovering() -> None:
    root = ET.fromstring(render_chart(hostile(), "svg"))
    tips = [title.text or "" for title in root.findall(f".//{SVG}g/{SVG}title")]
    assert "n" * 300 in tips
    assert f"模块.工厂: 2 {HOSTILE[1]}" in tips
    shown = ["".join(text.itertext()) for text in root.findall(f".//{SVG}text")]
    assert "模块.工厂" in shown
    assert "$x_{1}$" in shown
    assert any(text.startswith("nnn") and "…" in text and text.endswith("nnn") for text in shown)


def test_a_png_spells_what_the_font_lacks() -> None:
    shown = [text for text, _ in texts(hostile(), spelled=True)[0]]
    assert "\\u6a21\\u5757.\\u5de5\\u5382" in shown
    assert render_chart(hostile(), "png").startswith(b"\x89PNG\r\n\x1a\n")


def test_a_png_has_a_bearable_size() -> None:
    for make in (blast, matrix):
        png = render_chart(make(500), "png")
        wide, high = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
        assert 600 < wide < 4000
        assert 400 < high < 4000


def test_the_users_own_matplotlib_settings_neither_matter_nor_change() -> None:
    import matplotlib as mpl

    before = render_chart(blast(3), "svg")
    with mpl.rc_context({"font.size": 31.0, "svg.fonttype": "path", "axes.facecolor": "red"}):
        assert render_chart(blast(3), "svg") == before
        assert mpl.rcParams["font.size"] == 31.0


@pytest.mark.parametrize("theme", THEMES)
def test_looks_are_told_apart_in_grey_and_their_numbers_can_be_read(theme: str) -> None:
    looks = LOOKS[theme].looks
    for strong, pale in (
        ("strong", "pale"),
        ("alarm", "amber"),
        ("amber", "pale"),
        ("strong", "middle"),
        ("middle", "grey"),
    ):
        assert contrast(looks[strong].fill, looks[pale].fill) > 1.4, (strong, pale)
    for look in looks.values():
        assert contrast(look.fill, look.text) > 4.5
        assert contrast(look.line, LOOKS[theme].paper) > 3
    assert contrast(LOOKS[theme].ink, LOOKS[theme].paper) > 7
    assert contrast(LOOKS[theme].soft, LOOKS[theme].paper) > 4.5
    assert contrast(LOOKS[theme].ink, LOOKS[theme].band) > 4.5


def test_the_light_theme_is_the_palettes() -> None:
    assert LOOKS["light"].ink == INK


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21, as WCAG 2 defines it."""
    low, high = sorted(map(luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def luminance(color: str) -> float:
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
