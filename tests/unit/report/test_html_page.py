from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from graphkit.analysis.map_layout import map_layout
from graphkit.model.breakage import Breakage, Removed, WhatIf
from graphkit.model.imports import BlastRadius, ImportEdge, ImportGraph
from graphkit.model.page import CodeLine, Exploration
from graphkit.report.html_page import html_page, page_caption
from graphkit.report.html_page_data import page_data
from graphkit.report.html_page_dot import page_dot
from graphkit.report.html_page_style import DARK, page_colours
from graphkit.report.html_page_svg import page_svg
from graphkit.report.palette import NODES
from tests.examples import FILES, RANKING, TRACE, UNUSED
from tests.unit.report.test_palette import luminance

MODULES = ("pkg", "pkg.facade", "pkg.factory", "pkg.old", "pkg.routes", "tests.test_a")
FILE_OF = {name: f"{name.replace('.', '/')}.py" for name in MODULES} | {
    "pkg": "pkg/__init__.py",
    "pkg.old": "old/x.py",
}
EDGES = (
    ImportEdge("pkg.facade", "pkg.factory", 34, ("make",)),
    ImportEdge("pkg.routes", "pkg.facade", 1, ("make",), "import_time", True),
    ImportEdge("tests.test_a", "pkg.routes", 2, (), "call_time"),
)
EXPLORATION = Exploration(
    TRACE,
    ImportGraph(MODULES, EDGES),
    tuple(BlastRadius(name, FILE_OF[name], i, 2 * i, 0, i, i, i) for i, name in enumerate(MODULES)),
    RANKING,
    map_layout(MODULES),
    (CodeLine("pkg/a.py", 4, "x"), CodeLine("pkg/a.py", 5, "y"), CodeLine("pkg/a.py", 9, "z")),
    tests=("tests.test_a",),
)
SVG = b"""<?xml version="1.0"?><!DOCTYPE svg PUBLIC "x" "y">
<!-- by Graphviz --><svg width="9pt" viewBox="0 0 9 9" xmlns="http://www.w3.org/2000/svg"
 xmlns:xlink="http://www.w3.org/1999/xlink"><g id="n1" class="node s-facade" onclick="x()" style="fill:red">
<title>a</title><polygon fill="red" points="0,0 1,1"/><polygon fill="none" points="0,0 2,2"/>
<script>alert(1)</script><a xlink:href="javascript:x"><text x="1">in a link</text></a>
<text x="1" font-size="9.00" font-family="X">a &lt;b&gt; &amp; "c"</text></g></svg>"""


def document(exploration: Exploration = EXPLORATION) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(page_data(exploration))
    return loaded


def test_modules_are_told_by_number() -> None:
    data = document()
    modules, packages = data["modules"], [row[0] for row in data["layout"]["packages"]]
    names = [
        ".".join(filter(None, (packages[holder], leaf)))
        for leaf, holder in zip(modules["names"], modules["packages"], strict=True)
    ]
    assert names == list(MODULES)
    assert modules["files"] == [1, 0, 0, "old/x.py", 0, 0]
    assert modules["tests"] == [5]
    assert modules["figures"][6:12] == [1, 2, 0, 1, 1, 1]
    assert len(data["layout"]["boxes"]) == 4 * len(MODULES)


def test_imports_are_columns() -> None:
    data = document()["imports"]
    assert data["importer"] == [1, 3, 1]
    assert data["imported"] == [2, 1, 4]
    assert data["line"] == [34, 1, 2]
    assert data["flags"] == [0, 4, 1]
    assert [data["texts"][place] for place in data["names"]] == ["make", "make", ""]


def test_flow_and_uses_are_there_with_their_code() -> None:
    data = document()
    assert data["flow"]["nodes"] == [[1, "make"], [2, "make"]]
    assert data["flow"]["links"] == [[0, 1, "pkg/facade.py", 34, "import_time", False, "import"]]
    assert data["flow"]["definitions"] == [1]
    assert {number: state for number, state, _ in data["states"]} == {
        1: "facade", 2: "definition", 3: "facade", 4: "production consumer", 5: "possible",
    }  # fmt: skip
    assert [consumer["module"] for consumer in data["consumers"]] == ["pkg.routes", "tests.test_a"]
    assert data["consumers"][0]["uses"][0]["line"] == 1
    assert data["code"] == {"pkg/a.py": [[4, "x", "y"], [9, "z"]]}
    assert data["ranking"][0]["reasons"] == ["a leaf"]
    assert data["problems"][0]["what"] == "does not parse"


def test_what_would_break_is_there_when_somebody_asked() -> None:
    assert document()["what_ifs"] == []
    gone = Removed("pkg.facade:make", "pkg/facade.py", 34, "binding")
    fails = Breakage("pkg.routes", "pkg/routes.py", 1, "ImportError", "cannot import name 'make'")
    answer = WhatIf(("pkg.facade:make",), (gone,), "unsafe", "unsafe: 1", (fails,), (), (), (), (), (), FILES)
    (row,) = document(replace(EXPLORATION, what_ifs=(answer,)))["what_ifs"]
    assert (row["verdict"], row["statements"][0]["symbol"]) == ("unsafe", "pkg.facade:make")
    assert row["import_time"][0]["error"] == "ImportError"
    assert row["call_time"] == []


def test_data_holds_nothing_that_ends_a_script() -> None:
    bad = "</script><!--<script>\u2028\u2029"
    text = page_data(replace(EXPLORATION, code=(CodeLine("a.py", 1, bad),)))
    assert "<" not in text
    assert "\u2028" not in text
    assert "\u2029" not in text
    assert json.loads(text)["code"] == {"a.py": [[1, bad]]}


def test_the_policy_names_exactly_what_stands_in_the_page() -> None:
    page = html_page(EXPLORATION, "start()", "p{}")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    rules = dict(rule.strip().split(" ", 1) for rule in policy[1].split(";"))
    assert rules["default-src"] == "'none'"
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        (inline,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
        assert rules[rule] == f"'sha256-{digest}'"
    assert "unsafe" not in policy[1]
    assert "http://" not in page
    assert "https://" not in page


def test_titles_are_escaped() -> None:
    symbol = TRACE.target._replace(name="</title><script>x</script>")
    page = html_page(replace(EXPLORATION, trace=replace(TRACE, target=symbol)), "", "")
    assert "<title>pkg.factory:&lt;/title&gt;&lt;script&gt;x&lt;/script&gt; · graphkit</title>" in page
    assert page.count("<script") == 2


def test_the_same_page_every_time() -> None:
    assert html_page(EXPLORATION, "a", "b") == html_page(EXPLORATION, "a", "b")


def test_nothing_uses_it() -> None:
    data = document(replace(EXPLORATION, trace=UNUSED, ranking=replace(RANKING, modules=())))
    assert data["consumers"] == []
    assert [state for _, state, _ in data["states"]] == ["definition"]


def test_the_caption_says_how_chains_are_drawn() -> None:
    caption = page_caption(EXPLORATION)
    assert caption[0] == "2 consumers with 3 uses, 2 facades, 2 waves"
    assert caption[1] == "map of 6 modules and 3 imports"
    assert "on the map" in caption[2]
    assert page_caption(replace(EXPLORATION, drawing="<svg/>"))[2] == "chains drawn by Graphviz"


def test_dot_names_nodes_and_edges_for_the_page() -> None:
    text = page_dot(EXPLORATION)
    assert '"pkg.facade" [id="n1", class="s-facade", label=<facade>, shape=octagon' in text
    assert '"tests.test_a" [id="n5", class="s-possible"' in text
    assert '"pkg.facade" -> "pkg.factory" [id="e1_2", class="w-import-time", style=solid, minlen=1]' in text
    # what a dangling reference names is not there, so nothing points to it
    assert "pkg.gone" not in text


def test_many_modules_that_take_it_from_one_place_make_several_columns() -> None:
    edges = tuple(replace_taker(TRACE.flow[0], f"p{i % 6}.m{i:02}") for i in range(40))
    consumers = tuple(replace(TRACE.consumers[0], module=edge.taker.module) for edge in edges)
    modules = (*MODULES, *sorted(edge.taker.module for edge in edges))
    trace = replace(TRACE, flow=edges, consumers=consumers, dangling=())
    text = page_dot(replace(EXPLORATION, trace=trace, imports=ImportGraph(modules, ())))
    lengths = dict(re.findall(r'"(p\d)\.m\d+" -> .*minlen=(\d)', text))
    # a package is in one column, and there are several
    assert len(lengths) == 6
    assert sorted(lengths.values()) == ["1", "1", "2", "2", "3", "3"]


def replace_taker(edge: Any, module: str) -> Any:
    return edge._replace(taker=edge.taker._replace(module=module))


def test_svg_keeps_shapes_and_texts_alone() -> None:
    assert page_svg(SVG) == (
        '<svg viewBox="0 0 9 9"><g id="n1" class="node s-facade"><polygon points="0,0 1,1"></polygon>'
        '<polygon points="0,0 2,2" class="hollow"></polygon>'
        '<text x="1" font-size="9.00">a &lt;b&gt; &amp; &quot;c&quot;</text></g></svg>'
    )


def test_svg_that_is_none() -> None:
    with pytest.raises(ET.ParseError):
        page_svg(b"not a drawing")


def test_colours_of_every_state_in_both_themes() -> None:
    style = page_colours()
    assert set(DARK) <= set(NODES)
    for state in DARK:
        assert style.count(f"--{state.replace(' ', '-')}-fill:") == 3
    assert f"--facade-fill:{NODES['facade'].fill};" in style


@pytest.mark.parametrize("state", sorted(DARK))
def test_texts_on_dark_are_legible(state: str) -> None:
    fill, line, text = DARK[state]
    dark, light = sorted(map(luminance, (fill, text)))
    assert (light + 0.05) / (dark + 0.05) >= 4.5
    # the outline stands out from the ground of the page
    assert (luminance(line) + 0.05) / (luminance("#14171a") + 0.05) >= 3
