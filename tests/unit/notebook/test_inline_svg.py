from __future__ import annotations

from xml.etree import ElementTree as ET

from graphkit.model.charts import Bar, BarChart, Series
from graphkit.notebook.inline_svg import inline_svg
from graphkit.report.charts.rendering import render_chart

HEAD = '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd"><!-- made -->'
NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(inside: str, attributes: str = "") -> str:
    return f"{HEAD}<svg {NS} {attributes}>{inside}</svg>"


def test_identifiers_are_the_drawings_own() -> None:
    inside = (
        '<defs><path id="m"/></defs><use xlink:href="#m"/>'
        '<g clip-path="url(#c)" style="fill: url(#h)"><clipPath id="c"/></g>'
    )
    one, other = inline_svg(svg(inside), "one"), inline_svg(svg(inside + "<g/>"), "other")
    root = ET.fromstring(one)
    mark = root.find(".//path").attrib["id"]  # type: ignore[union-attr]
    assert mark.endswith("-m")
    assert mark not in other
    prefix = mark.removesuffix("m")
    assert root.find(".//use").attrib["href"] == f"#{mark}"  # type: ignore[union-attr]
    group = root.find(".//g")
    assert group is not None
    assert group.attrib == {"clip-path": f"url(#{prefix}c)", "style": f"fill: url(#{prefix}h)"}


def test_a_style_sheet_becomes_the_elements_own_style() -> None:
    element = inline_svg(
        svg('<style type="text/css">*{stroke-linejoin: round}</style><g/>', 'width="3"'), "x"
    )
    assert "<style" not in element
    root = ET.fromstring(element)
    assert root.attrib["style"] == "max-width:100%;height:auto;stroke-linejoin: round"
    assert (root.attrib["role"], root.attrib["aria-label"], root.attrib["width"]) == ("img", "x", "3")


def test_nothing_that_runs_gets_through() -> None:
    inside = (
        "<script>alert(1)</script><foreignObject><g/></foreignObject>"
        '<a xlink:href="javascript:alert(1)" onclick="alert(1)"><text>a &lt;b&gt; &amp; $x$</text></a>'
        '<a xlink:href="data:text/html,x"/><a xlink:href="https://example.org/a.py#L3"/>'
        '<a xlink:href="src/a.py"/><a xlink:href="vscode://file/a.py:3"/>'
        '<a xlink:href="JavaScript://%0aalert(1)"/><a xlink:href=" javascript:alert(1)"/>'
    )
    element = inline_svg(svg(inside, 'onload="alert(1)"'), '"><script>')
    assert "alert" not in element
    assert "<script" not in element
    root = ET.fromstring(element)
    links = [link.attrib for link in root.iter("a")]
    assert [link.get("href") for link in links] == [
        None, None, "https://example.org/a.py#L3", "src/a.py", "vscode://file/a.py:3", None, None,
    ]  # fmt: skip
    assert set().union(*links) == {"href"}
    assert [text.text for text in root.iter("text")] == ["a <b> & $x$"]
    assert root.attrib["aria-label"] == '"><script>'


def test_what_is_no_svg_is_nothing() -> None:
    assert inline_svg("no xml", "x") == inline_svg("<html/>", "x") == inline_svg("", "x") == ""


def test_a_real_chart_keeps_its_words() -> None:
    chart = BarChart("A & B", (), "files", (Series("old", "strong"),), (Bar("<b>", (3.0,), "3"),))
    root = ET.fromstring(inline_svg(render_chart(chart, "svg").decode(), "chart"))
    assert {"A & B", "<b>"} <= {text.text for text in root.iter("text")}
    known = {element.attrib["id"] for element in root.iter() if "id" in element.attrib}
    used = {element.attrib["href"][1:] for element in root.iter("use")}
    assert used <= known
