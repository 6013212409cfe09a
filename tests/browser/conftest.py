"""A real Chromium, offline, that fails a test for any error on the console and any request."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphkit.extract.page_assets import read_page_assets
from graphkit.model.page import Exploration
from graphkit.report.html_page import html_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WIDE = {"width": 1400, "height": 900}
# milliseconds: what is waited for comes at once, but for a machine that is busy with everything else
PATIENCE = 60_000

# where `playwright install` puts browsers on Linux: the tests have a cache directory of their own
INSTALLED = os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "ms-playwright")

Open = Callable[..., "Page"]


def missing(what: str) -> None:
    """Skip, saying what to install; where everything has to run, fail."""
    reason = f"no {what}: install it to run the tests of the page"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests: the system's, else the one that playwright installed."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        missing("Python package 'playwright' (pip install playwright)")
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if sys.platform == "linux":
        os.environ.setdefault("PLAYWRIGHT_BROWSERS_PATH", INSTALLED)
    with sync_playwright() as playwright:
        try:
            # root, as in containers, cannot have the sandbox
            launched = playwright.chromium.launch(
                executable_path=program, args=["--no-sandbox", "--disable-gpu"]
            )
        except Error as error:
            why = str(error).partition("\n")[0]
            missing(f"Chromium that starts (apt-get install chromium, or playwright install chromium): {why}")
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """A function that writes an exploration (or takes a file) and opens it with the network cut off.

    After the test nothing may have been asked of the network and nothing be wrong on the console.
    """
    contexts = []
    wrong: list[str] = []

    def open_(
        what: Exploration | Path, fragment: str = "", *, size: dict[str, int] = WIDE, theme: str = "light"
    ) -> Page:
        path = what if isinstance(what, Path) else write(what, tmp_path)
        context = browser.new_context(
            viewport={"width": size["width"], "height": size["height"]},
            color_scheme="dark" if theme == "dark" else "light",
            offline=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        own = path.as_uri()
        watch(page, own, wrong)
        page.goto(f"{own}#{fragment}" if fragment else own)
        page.wait_for_selector("#app[data-ready]")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert wrong == []


def watch(page: Page, own: str, wrong: list[str]) -> None:
    """Note everything on the console, every error, and every request but for the page itself."""

    def request(asked: Request) -> None:
        if asked.url.partition("#")[0] != own:
            wrong.append(f"request: {asked.url}")

    page.on("console", lambda message: wrong.append(f"console {message.type}: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("request", request)


def write(exploration: Exploration, directory: Path) -> Path:
    """Write the page of an exploration into a file of its own."""
    path = directory / f"page-{len(list(directory.iterdir()))}.html"
    path.write_text(html_page(exploration, *read_page_assets()), encoding="utf-8")
    return path
