from __future__ import annotations

import json
import zlib
from dataclasses import replace

import pytest

from graphkit.errors import BadTarget, BadUsage
from tests.unit.report.test_html_page import EXPLORATION, SVG

pytest.importorskip("anywidget", reason='anywidget is not installed: pip install "graphkit[jupyter]"')

from graphkit.notebook.widget import ExploreWidget

VIEW = "application/vnd.jupyter.widget-view+json"
DRAWN = replace(EXPLORATION, drawing=SVG.decode())


def test_the_browser_is_given_the_program_the_document_and_what_is_shared() -> None:
    state = ExploreWidget(DRAWN).get_state()
    assert {"_esm", "document", "selected", "view", "wave"} <= set(state)
    assert state["_esm"].rstrip().endswith(" as default};")
    data = json.loads(zlib.decompress(state["document"]))["data"]
    assert data["target"] == "pkg.factory:make"
    assert (state["selected"], state["view"], state["wave"]) == ("", "chains", 0)


def test_it_starts_with_what_there_is() -> None:
    assert ExploreWidget(EXPLORATION).view == "map"


def test_what_the_reader_selects_is_read_in_python_and_observed() -> None:
    widget = ExploreWidget(EXPLORATION)
    seen: list[tuple[str, str]] = []
    widget.observe(lambda change: seen.append((change["old"], change["new"])), "selected")
    # as it comes from the browser
    widget.set_state({"selected": "pkg.facade"})
    assert widget.selected == "pkg.facade"
    widget.selected = ""
    assert seen == [("", "pkg.facade"), ("pkg.facade", "")]


def test_what_is_not_there_is_refused_and_the_old_value_stays() -> None:
    widget = ExploreWidget(EXPLORATION)
    widget.selected = "pkg.facade"
    with pytest.raises(BadTarget, match=r"'facad': no module of that name in the exploration"):
        widget.selected = "facad"
    with pytest.raises(BadTarget, match=r"did you mean pkg\.routes"):
        widget.selected = "routes"
    with pytest.raises(BadUsage, match="too many for a diagram; choose one of map, tables"):
        widget.view = "chains"
    with pytest.raises(BadUsage, match="choose 0, for today, to"):
        widget.wave = -1
    assert (widget.selected, widget.view, widget.wave) == ("pkg.facade", "map", 0)


def test_nothing_is_changed_when_one_of_several_is_refused() -> None:
    widget = ExploreWidget(EXPLORATION)
    with pytest.raises(BadTarget):
        widget.set_state({"view": "tables", "selected": "no.such"})
    assert (widget.selected, widget.view) == ("", "map")


def test_the_document_cannot_be_changed() -> None:
    with pytest.raises(Exception, match="read-only"):
        ExploreWidget(EXPLORATION).document = b""


def test_its_output_is_the_view_and_a_drawing_for_where_widgets_cannot_run() -> None:
    widget = ExploreWidget(DRAWN)
    data, _ = widget._repr_mimebundle_(include=None, exclude=None)
    assert set(data) == {VIEW, "image/svg+xml", "text/html", "text/plain"}
    assert data[VIEW]["model_id"] == widget.model_id
    assert data["image/svg+xml"].lstrip().startswith("<?xml")
    assert data["text/plain"].startswith("pkg.factory:make\n")
    assert repr(widget) == "<ExploreWidget of pkg.factory:make, selected ''>"


def test_html_without_a_kernel_shows_the_drawing() -> None:
    nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed")
    nbconvert = pytest.importorskip("nbconvert", reason="nbconvert is not installed")
    data, metadata = ExploreWidget(EXPLORATION)._repr_mimebundle_()
    output = nbformat.v4.new_output("display_data", data, metadata=metadata)
    cell = nbformat.v4.new_code_cell("w", outputs=[output])
    page, _ = nbconvert.HTMLExporter().from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))
    assert 'aria-label="Who takes pkg.factory:make: ' in page
    assert VIEW not in page
