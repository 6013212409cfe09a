"""Read the program and the style of the page, which are shipped with the package."""

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
