"""The page that shows a directory, in a real browser: its pictures load and nothing else, at any width."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphkit.deliver.graphviz import render
from graphkit.model.drawing import DEFINITION, Diagram, Node
from graphkit.report.dot import dot
from graphkit.workflows.gallery import gallery

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HOSTILE = "a #1 & 'b' %41"


@pytest.fixture
def page_of(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The page of a directory with two pictures, opened offline; nothing may be wrong on the console."""
    node = Node("pkg", "pkg", (), DEFINITION, "")
    for name in ("waves", HOSTILE):
        svg = render(dot(Diagram(name, "pkg:make", (node,), (), ("All.",))), "svg")
        (tmp_path / f"{name}.svg").write_bytes(svg)
    (tmp_path / "areas.svg").write_bytes(render("digraph { a }", "svg"))
    (tmp_path / "areas-dark.svg").write_bytes(render("digraph { a; bgcolor=black }", "svg"))
    (tmp_path / "next.txt").write_text(f"change {'very_long_name.' * 20}py\n")
    made = gallery(str(tmp_path))
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme="dark", offline=True)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(Path(made.path).as_uri())
    yield page
    context.close()
    assert wrong == []
    assert all(url.startswith(tmp_path.as_uri()) for url in asked)


def test_every_picture_loads_and_nothing_is_wider_than_a_phone(page_of: Page) -> None:
    images = page_of.locator("img")
    assert images.count() == 3
    for number in range(3):
        images.nth(number).scroll_into_view_if_needed()
        page_of.wait_for_function(
            f"document.images[{number}].complete && document.images[{number}].naturalWidth"
        )
    assert page_of.evaluate("document.documentElement.scrollWidth") == 360
    assert page_of.get_by_alt_text(f"Who takes {HOSTILE}").count() == 1
    shown = page_of.evaluate("[...document.images].map(image => image.currentSrc.split('/').pop())")
    assert "areas-dark.svg" in shown


def test_links_are_reached_by_key_and_lead_to_the_files(page_of: Page) -> None:
    page_of.keyboard.press("Tab")
    assert page_of.evaluate("document.activeElement.getAttribute('href')") == "#decide"
    page_of.get_by_role("link", name=f"{HOSTILE}.svg").click()
    page_of.wait_for_url("**/*.svg")
    assert "Who takes" in (page_of.locator("svg").text_content() or "")
