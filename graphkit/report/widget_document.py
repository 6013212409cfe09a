"""What the widget in a notebook is given: the page's document, packed."""

from __future__ import annotations

import zlib

import msgspec

from graphkit.model.page import Exploration
from graphkit.report.html_page_data import page_data
from graphkit.report.html_page_style import page_colours
from graphkit.report.html_page_svg import page_svg


def widget_document(exploration: Exploration) -> bytes:
    """Return the data, the drawing and the colours that `html_page` puts into a page, as deflated JSON.

    The shape is `{"data": …, "drawing": svg or "", "colours": css}`; the same bytes for the same exploration.
    """
    drawing = page_svg(exploration.drawing.encode()) if exploration.drawing else ""
    parts = {
        "data": msgspec.Raw(page_data(exploration).encode()),
        "drawing": drawing,
        "colours": page_colours(),
    }
    return zlib.compress(msgspec.json.encode(parts), 9)
