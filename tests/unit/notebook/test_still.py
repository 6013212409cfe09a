from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from graphkit.errors import BadTarget, BadUsage
from graphkit.notebook import still
from graphkit.notebook.still import StillExploration, check_module, still_bundle
from tests.unit.report.test_html_page import EXPLORATION, SVG

DRAWN = replace(EXPLORATION, drawing=SVG.decode())


def test_it_shows_a_drawing_and_words() -> None:
    bundle = StillExploration(EXPLORATION)._repr_mimebundle_(include=None, exclude=None)
    assert set(bundle) == {"text/plain", "text/html", "image/svg+xml"}
    assert 'role="img" aria-label="Who takes pkg.factory:make: ' in bundle["text/html"]
    assert "<p>map of 6 modules and 3 imports</p>" in bundle["text/html"]
    assert bundle["text/plain"].splitlines()[0] == "pkg.factory:make"
    assert "map of 6 modules and 3 imports" in bundle["text/plain"]
    root = ET.fromstring(bundle["image/svg+xml"])
    texts = {node.text for node in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {"facade", "factory", "routes"} <= texts


def test_words_alone_where_nothing_can_be_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(still, "picture", lambda _: "")
    bundle = still_bundle(EXPLORATION)
    assert list(bundle) == ["text/plain", "text/html"]
    assert "<svg" not in bundle["text/html"]


def test_what_is_there_can_be_set() -> None:
    found = StillExploration(DRAWN)
    assert (found.selected, found.view, found.wave) == ("", "chains", 0)
    found.selected, found.view, found.wave = "pkg.facade", "map", 1
    assert (found.selected, found.view, found.wave) == ("pkg.facade", "map", 1)
    assert repr(found) == "<StillExploration of pkg.factory:make, selected 'pkg.facade'>"
    found.selected = ""
    assert found.selected == ""


def test_what_is_not_there_is_refused_and_the_old_value_stays() -> None:
    found = StillExploration(EXPLORATION)
    found.selected = "pkg.facade"
    with pytest.raises(BadTarget, match=r"did you mean pkg\.facade"):
        found.selected = "pkg.facad"
    with pytest.raises(BadUsage, match="too many for a diagram; choose one of map, tables"):
        found.view = "chains"
    with pytest.raises(BadUsage, match="no view 'list'"):
        found.view = "list"
    with pytest.raises(BadUsage, match="choose 0, for today, to"):
        found.wave = 99
    assert (found.selected, found.view, found.wave) == ("pkg.facade", "map", 0)


def test_the_last_part_of_a_name_is_understood_as_a_hint() -> None:
    with pytest.raises(BadTarget, match=r"did you mean tests\.test_a\?"):
        check_module("test_a", ("pkg.a", "tests.test_a"))
    with pytest.raises(BadTarget, match=r"in the exploration$"):
        check_module("zzz", ("pkg.a", "tests.test_a"))
