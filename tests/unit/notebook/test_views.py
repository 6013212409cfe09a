from __future__ import annotations

import pickle
from base64 import b64decode
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from IPython.core.formatters import DisplayFormatter
from IPython.core.interactiveshell import InteractiveShell
from IPython.terminal.interactiveshell import TerminalInteractiveShell

from graphkit.errors import CannotRender
from graphkit.model.chains import Chains
from graphkit.model.charts import BarChart, DrawnChart
from graphkit.model.compliance import Share
from graphkit.model.imports import BlastRadius
from graphkit.model.names import Symbol
from graphkit.model.page import Page
from graphkit.model.plan import GateCheck, OrderCheck
from graphkit.model.problems import FilesSeen
from graphkit.model.ranking import Blast
from graphkit.model.uses import Definition, Trace, Use
from graphkit.notebook.html import MOST_BYTES
from graphkit.notebook.views import LINES_SHOWN, MOST_CHARACTERS, MOST_MARKDOWN, MOST_PICTURE, bundle
from graphkit.report.markdown_plan import plan_markdown
from graphkit.workflows import picture
from tests.examples import ALL, BINDINGS, BLAST, CHAINS, DRAWING, NEXT, RANKING, TRACE, WHATIF
from tests.plan_values import plan_of
from tests.unit.notebook.test_html import HOSTILE, Outline
from tests.unit.notebook.test_rows import COMPLIANCE, GRAPH, TESTS

FILES = FilesSeen(2, 2)
HTML, SVG, TEXT = "text/html", "image/svg+xml", "text/plain"
AREAS = COMPLIANCE.symbols[0]._replace(areas=(Share("pkg", 1, 0, 1, 4, 4, 50.0, 50.0),))
DRAWN = (TRACE, CHAINS, RANKING, BLAST, GRAPH, replace(COMPLIANCE, symbols=(AREAS,)))
TABLES_ALONE = (BINDINGS, NEXT, WHATIF, COMPLIANCE, TESTS, GRAPH["a"])


def in_ipython(result: object) -> dict[str, str]:
    """What IPython makes of a result, with nothing registered."""
    formatter: Any = DisplayFormatter()
    shown: dict[str, str] = formatter.format(result)[0]
    return shown


@pytest.mark.parametrize("result", DRAWN, ids=lambda result: type(result).__name__)
def test_a_picture_stands_above_the_tables(result: object) -> None:
    shown = in_ipython(result)
    assert set(shown) == {TEXT, HTML, SVG}
    assert shown[HTML].index("<svg ") < shown[HTML].index("<table>")
    assert ET.fromstring(shown[SVG]).tag == "{http://www.w3.org/2000/svg}svg"
    caption = next(text for text in Outline(shown[HTML]).texts if text.strip())
    assert caption


@pytest.mark.parametrize("result", TABLES_ALONE, ids=lambda result: type(result).__name__)
def test_the_others_have_their_tables(result: object) -> None:
    shown = in_ipython(result)
    assert set(shown) == {TEXT, HTML}
    assert "<svg" not in shown[HTML]
    assert "<caption>" in shown[HTML]


def test_the_text_is_the_report() -> None:
    shown = in_ipython(TRACE)[TEXT]
    assert "pkg.factory:make" in shown
    assert shown.endswith("files seen 5 of 6; 1 problem")


def test_a_plan_is_its_document_and_checks_are_texts() -> None:
    shown = in_ipython(plan_of())
    assert shown == {TEXT: shown[TEXT], "text/markdown": plan_markdown(plan_of())}
    assert shown[TEXT].startswith("Plan: retire app.old:make")
    for check in (GateCheck("p:f", 1, (), (), FILES), OrderCheck("p:f", "o.toml", (), (), (), (), (), FILES)):
        assert set(in_ipython(check)) == {TEXT}


def test_a_long_plan_is_cut_outside_of_its_code() -> None:
    plan = plan_of()
    phase = plan.phases[0]
    long = replace(plan, phases=(phase._replace(files=phase.files * 900),))
    shown = in_ipython(long)["text/markdown"]
    assert len(shown) < MOST_MARKDOWN + 200
    assert shown.count("\n```") % 2 == 0
    assert shown.splitlines()[-1].endswith("more lines; graphkit plan -o FILE writes all of it")


@pytest.mark.parametrize("result", [*ALL, *TABLES_ALONE], ids=lambda result: type(result).__name__)
def test_values_are_as_they_were(result: object) -> None:
    before = vars(result).copy()
    result._repr_mimebundle_()  # type: ignore[attr-defined]
    copy = pickle.loads(pickle.dumps(result))
    assert copy == result
    assert hash(copy) == hash(result)
    assert copy._repr_mimebundle_(include={HTML}) == result._repr_mimebundle_(include={HTML})  # type: ignore[attr-defined]
    assert {name: value for name, value in vars(result).items() if name in before} == before


def test_only_what_is_wanted_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(result: object) -> str:
        raise AssertionError("nobody wants a picture")

    monkeypatch.setattr(picture, "picture", never)
    assert set(bundle(TRACE, include={TEXT})) == {TEXT}
    assert set(bundle(TRACE, exclude={HTML, SVG, "image/png", "text/markdown"})) == {TEXT}
    with pytest.raises(AssertionError, match="nobody"):
        bundle(TRACE)


def test_a_terminal_gets_text_alone() -> None:
    InteractiveShell.clear_instance()
    shell: Any = TerminalInteractiveShell.instance()
    try:
        assert set(bundle(TRACE)) == {TEXT}
        shown: dict[str, Any] = shell.display_formatter.format(TRACE)[0]
        assert set(shown) == {TEXT}
    finally:
        TerminalInteractiveShell.clear_instance()


@pytest.mark.parametrize("error", [CannotRender("it takes too long", timed_out=True), OSError("no program")])
def test_without_a_picture_tables_and_text_remain(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*given: object, **named: object) -> object:
        raise error

    monkeypatch.setattr(picture, "lay_out", fails)
    shown = in_ipython(TRACE)
    assert set(shown) == {TEXT, HTML}
    assert "<table>" in shown[HTML]


def test_hostile_names_are_inert_everywhere() -> None:
    trace = replace(
        TRACE,
        target=Symbol(HOSTILE, HOSTILE),
        definitions=(Definition(HOSTILE, HOSTILE, 1, "function", HOSTILE),),
    )
    ranking = replace(RANKING, modules=(RANKING.modules[0]._replace(module=HOSTILE),))
    chain = CHAINS.chains[0]
    links = (chain.imports[0]._replace(importer=HOSTILE), *chain.imports[1:])
    named = chain._replace(modules=(HOSTILE, *chain.modules[1:]), imports=links)
    chains = replace(CHAINS, target=HOSTILE, chains=(named,))
    for result in (trace, ranking, chains, Blast((BLAST.modules[0]._replace(module=HOSTILE),), 0, (), FILES)):
        outline = Outline(in_ipython(result)[HTML])
        assert not {"script", "img"} & {tag for tag, _ in outline.tags}
        assert not [name for _, attributes in outline.tags for name in attributes if name.startswith("on")]
        assert any("<script>" in text for text in outline.texts)


def test_a_large_result_does_not_flood() -> None:
    use = TRACE.consumers[0].uses[0]
    consumer = TRACE.consumers[0]
    many = tuple(replace(consumer, module=f"pkg.m{n}", uses=(use._replace(line=n),)) for n in range(5000))
    trace: Trace = replace(TRACE, consumers=many)
    radii = tuple(BlastRadius(f"m{n}", f"m{n}.py", 0, n, 0, 0, n, 0) for n in range(5000))
    for result in (trace, Blast(radii, 0, (), FILES)):
        shown = in_ipython(result)
        assert "… and 4,940 more: .to_pandas()" in shown[HTML]
        assert len(shown[HTML].partition("</svg>")[2].encode()) <= MOST_BYTES
        assert len(shown.get(SVG, "")) <= MOST_PICTURE
        assert len(shown[TEXT]) <= MOST_CHARACTERS + 100
        assert shown[TEXT].count("\n") <= LINES_SHOWN
        assert len(result.to_pandas()) == 5000
    assert in_ipython(trace)[TEXT].splitlines()[-1].endswith("more lines; to_pandas() has all")
    assert isinstance(use, Use)


def test_a_drawing_shows_what_was_saved(tmp_path: Path) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><text>make</text></svg>'
    shown = in_ipython(replace(DRAWING, content=svg))
    assert shown[SVG] == svg
    assert "<text>make</text>" in shown[HTML]
    # the caption is part of the picture, and read aloud as its label
    assert "output/make.svg" in Outline(shown[HTML]).texts
    assert 'aria-label="2 consumers nothing left out"' in shown[HTML]
    image = in_ipython(replace(DRAWING, format="png", content=b"\x89PNG"))
    assert b64decode(image["image/png"]) == b"\x89PNG"
    assert ("img", "2 consumers nothing left out") in [
        (tag, attributes.get("alt")) for tag, attributes in Outline(image[HTML]).tags
    ]
    large = replace(DRAWING, format="png", content=b"x" * MOST_PICTURE)
    assert set(in_ipython(large)) == {TEXT, "image/png"}
    assert set(in_ipython(replace(large, content=b"x" * 10 * MOST_PICTURE))) == {TEXT, HTML}
    assert set(in_ipython(replace(DRAWING, format="dot", content="digraph {}"))) == {TEXT, HTML}


def test_a_drawn_chart_and_a_page() -> None:
    chart = BarChart("the finding", (), "files", (), ())
    content = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    drawn = DrawnChart("p:f", "areas", "light", "a.svg", "svg", content, chart, (), FILES)
    assert in_ipython(drawn)[SVG] == content.decode()
    page = Page("p:f", 'out/"<b>.html', "<html>", ("38 consumers",), (), FILES)
    outline = Outline(in_ipython(page)[HTML])
    assert [attributes["href"] for tag, attributes in outline.tags if tag == "a"] == ["out/%22%3Cb%3E.html"]
    assert {'out/"<b>.html', "38 consumers"} <= set(outline.texts)
    far = replace(page, path="javascript:alert(1)")
    assert "javascript:" not in str([attributes for _, attributes in Outline(in_ipython(far)[HTML]).tags])


def test_networks_keep_names_as_they_are() -> None:
    network = TRACE.to_networkx()
    assert list(network.edges()) == [("pkg.facade:make", "pkg.factory:make")]
    assert network.nodes["pkg.factory:make"]["definition"]
    chains: Chains = CHAINS
    assert list(chains.to_networkx().edges(data="line")) == [
        ("pkg.facade", "pkg.factory", 34),
        ("pkg.routes", "pkg.facade", 1),
    ]
