"""Read the programs of the page and of the widget, and the style, which are shipped with the package."""

from __future__ import annotations

from importlib.resources import files
from typing import NamedTuple


class PageAssets(NamedTuple):
    """Texts that go into the page as they are."""

    script: str
    style: str


def read_page_assets() -> PageAssets:
    """Return the program and the style that were built from `web/`."""
    assets = files("graphkit.report").joinpath("assets")
    return PageAssets(
        assets.joinpath("explore.js").read_text(encoding="utf-8"),
        assets.joinpath("explore.css").read_text(encoding="utf-8"),
    )


def read_widget_program() -> str:
    """Return the widget's program, built from `web/` as well; its style is in it."""
    return files("graphkit.report").joinpath("assets", "widget.js").read_text(encoding="utf-8")
