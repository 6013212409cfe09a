from __future__ import annotations

import json
import zlib
from dataclasses import replace
from typing import Any

from graphkit.report.html_page_data import page_data
from graphkit.report.html_page_style import page_colours
from graphkit.report.widget_document import widget_document
from tests.unit.report.test_html_page import EXPLORATION, SVG


def unpacked(document: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(zlib.decompress(document))
    return found


def test_it_holds_what_the_page_holds() -> None:
    found = unpacked(widget_document(EXPLORATION))
    assert found == {"data": json.loads(page_data(EXPLORATION)), "drawing": "", "colours": page_colours()}
    assert ":host{--definition-fill" in found["colours"]


def test_the_drawing_holds_shapes_and_texts_only() -> None:
    found = unpacked(widget_document(replace(EXPLORATION, drawing=SVG.decode())))
    assert found["drawing"].startswith('<svg viewBox="0 0 9 9">')
    assert "script" not in found["drawing"]
    assert "onclick" not in found["drawing"]
    assert found["data"]["drawn"] is True


def test_it_is_the_same_every_time_and_smaller() -> None:
    document = widget_document(EXPLORATION)
    assert document == widget_document(EXPLORATION)
    assert len(document) < len(zlib.decompress(document)) / 2
