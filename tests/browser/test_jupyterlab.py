"""Notebook 01 in a real JupyterLab: its widget is clicked, and Python sees the same selection."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import WIDE, missing
from tests.browser.jupyterlab import SECONDS, Lab, started
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Locator, Page

NOTEBOOK = REPOSITORY / "notebooks" / "01_explore_the_graph.ipynb"
CORE = "netra_backend.app.websocket_core"
FACADE = f"{CORE}.canonical_imports"
CHAT = "netra_backend.app.services.chat"

# what a notebook's own keys do to its cells is none of the widget's business, and the other way round
CELLS = "jupyterapp.shell.currentWidget.content.widgets.length"
KERNEL = "window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
# the promise is kept when the last cell has run
RUN_ALL = "jupyterapp.commands.execute('notebook:run-all-cells').then(() => true)"
OUTPUTS = """() => jupyterapp.shell.currentWidget.content.widgets
    .filter(cell => cell.model.type === "code").flatMap(cell => cell.model.outputs.toJSON())"""
RUN = """async (source) => {
    const { commands, shell } = jupyterapp;
    const { content } = shell.currentWidget;
    content.activeCellIndex = content.widgets.length - 1;
    await commands.execute("notebook:insert-cell-below");
    content.activeCell.model.sharedModel.setSource(source);
    await commands.execute("notebook:run-cell");
    return content.activeCell.model.outputs.toJSON();
}"""


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    for package in ("jupyterlab", "anywidget", "ipykernel"):
        if find_spec(package) is None:
            missing(f'Python package {package!r} (pip install "graphkit[jupyter]")')
    (tmp_path / "files").mkdir()
    shutil.copy(NOTEBOOK, tmp_path / "files")
    with started(tmp_path) as running:
        yield running


@pytest.fixture
def notebook(browser: Browser, lab: Lab) -> Iterator[Page]:
    """Notebook 01, opened and run; at the end nothing of ours was wrong, and nobody went out."""
    from playwright.sync_api import expect

    context = browser.new_context(viewport={"width": WIDE["width"], "height": WIDE["height"]})
    wrong: list[str] = []

    def said(message: ConsoleMessage) -> None:
        if message.type == "error" and ours(message):
            wrong.append(message.text)

    page = context.new_page()
    page.set_default_timeout(SECONDS * 1000)
    expect.set_options(timeout=SECONDS * 1000)
    page.on("console", said)
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("request", lambda asked: None if near(asked.url, lab) else wrong.append(f"request: {asked.url}"))
    page.goto(lab.address(NOTEBOOK.name))
    page.wait_for_function(KERNEL)
    assert page.evaluate(RUN_ALL)
    failed = [output["traceback"] for output in page.evaluate(OUTPUTS) if output["output_type"] == "error"]
    assert failed == []
    page.locator("#app[data-ready]").wait_for()
    yield page
    context.close()
    expect.set_options(timeout=5_000)
    assert wrong == []


def ours(message: ConsoleMessage) -> bool:
    """Whether the widget's program, which anywidget loads as a blob, or anywidget itself said it."""
    return message.location["url"].startswith("blob:") or "widget" in message.text.lower()


def near(url: str, lab: Lab) -> bool:
    return url.startswith((lab.url, lab.url.replace("http", "ws", 1), "blob:", "data:"))


def run(page: Page, source: str) -> list[dict[str, Any]]:
    """Run `source` in a new cell at the end; return its outputs."""
    outputs: list[dict[str, Any]] = page.evaluate(RUN, source)
    return outputs


def shown(page: Page, source: str) -> str:
    """The text of a cell's one result."""
    (output,) = run(page, source)
    assert output["output_type"] == "execute_result", output
    return str(output["data"]["text/plain"])


def comes_to_be(page: Page, source: str, wanted: str) -> None:
    """Ask until Python knows what the reader did: it is told in its own time."""
    until = time.monotonic() + SECONDS
    while (found := shown(page, source)) != wanted:
        assert time.monotonic() < until, f"{source} is {found}, not {wanted}"


def widget(page: Page) -> Locator:
    return page.locator("#app").first


def test_notebook_01_in_jupyterlab(notebook: Page) -> None:
    """One JupyterLab for all: starting one for each would take minutes."""
    a_click_is_read_in_python_and_python_moves_the_selection(notebook)
    views_and_waves_are_shared_as_well(notebook)
    keys_act_where_the_focus_is(notebook)
    two_views_of_one_widget_stay_the_same(notebook)
    the_theme_is_the_notebook_s_and_neither_style_reaches_the_other(notebook)


def a_click_is_read_in_python_and_python_moves_the_selection(notebook: Page) -> None:
    from playwright.sync_api import expect

    app = widget(notebook)
    title = app.locator("#panel h2")
    run(notebook, "w.selected = ''")
    expect(app.locator(".flow .node.selected")).to_have_count(0)
    app.locator(".flow .node", has_text=re.compile("canonical_imports")).locator("text").first.click()
    expect(title).to_have_text("canonical_imports")
    comes_to_be(notebook, "w.selected", repr(FACADE))

    assert run(notebook, f"w.selected = {CHAT!r}") == []
    expect(title).to_have_text("chat")
    expect(app.locator(".flow .node.selected")).to_have_count(1)

    (error,) = run(notebook, f"w.selected = {CHAT + 't'!r}")
    assert error["evalue"].endswith(f"did you mean {CHAT} or netra_backend.app.services?")
    assert shown(notebook, "w.selected") == repr(CHAT)
    expect(title).to_have_text("chat")


def views_and_waves_are_shared_as_well(notebook: Page) -> None:
    from playwright.sync_api import expect

    app = widget(notebook)
    run(notebook, "w.view, w.wave = 'tables', 2")
    expect(app.locator(".tables")).to_be_visible()
    expect(app.locator(".words")).to_contain_text("After wave 2")
    app.locator("#tab-map").click()
    expect(app.locator("canvas")).to_be_visible()
    app.locator("#waves").fill("3")
    comes_to_be(notebook, "w.view, w.wave", "('map', 3)")
    run(notebook, "w.view, w.wave = 'chains', 0")
    expect(app.locator(".flow")).to_be_visible()


def keys_act_where_the_focus_is(notebook: Page) -> None:
    from playwright.sync_api import expect

    app = widget(notebook)
    cells = notebook.evaluate(CELLS)
    app.locator("#tab-chains").focus()
    # in a notebook these add, cut and delete cells
    for key in ("b", "a", "x", "d", "d"):
        notebook.keyboard.press(key)
    notebook.keyboard.press("/")
    expect(app.locator("#search")).to_be_focused()
    notebook.keyboard.type("services.chat")
    notebook.keyboard.press("Enter")
    expect(app.locator("#panel h2")).to_have_text("chat")
    # it is on no chain, so the map shows it
    notebook.keyboard.press("/")
    notebook.keyboard.type("shared.clock")
    notebook.keyboard.press("Enter")
    expect(app.locator("canvas")).to_be_visible()
    expect(app.locator("#panel h2")).to_have_text("clock")
    assert notebook.evaluate(CELLS) == cells
    comes_to_be(notebook, "w.selected, w.view", "('shared.clock', 'map')")
    run(notebook, "w.view = 'chains'")
    expect(app.locator(".flow")).to_be_visible()
    # outside of it a slash is the notebook's
    notebook.locator(".jp-MarkdownCell").first.click()
    notebook.keyboard.press("/")
    expect(app.locator("#search")).not_to_be_focused()


def two_views_of_one_widget_stay_the_same(notebook: Page) -> None:
    from playwright.sync_api import expect

    (output,) = run(notebook, "w")
    both = notebook.locator("#app")
    expect(both).to_have_count(2)
    first, second = both.first, both.last
    expect(second).to_have_attribute("data-ready", "true")
    run(notebook, f"w.selected = {CHAT!r}")
    for app in (first, second):
        expect(app.locator("#panel h2")).to_have_text("chat")
    second.get_by_role("button", name="Close details").click()
    expect(first.locator("#panel h2")).to_have_text("get_websocket_manager_factory")
    # what is saved is a drawing, never the document
    assert "application/vnd.jupyter.widget-view+json" in output["data"]
    assert len(json.dumps(output)) < 250_000


def the_theme_is_the_notebook_s_and_neither_style_reaches_the_other(notebook: Page) -> None:
    from playwright.sync_api import expect

    app = widget(notebook)
    ground = app.locator("#stage")
    heading = notebook.locator(".jp-MarkdownCell h1").first
    size = heading.evaluate("one => getComputedStyle(one).fontSize")
    expect(ground).to_have_css("background-color", "rgb(246, 246, 243)")
    notebook.evaluate(
        "jupyterapp.commands.execute('apputils:change-theme', { theme: 'JupyterLab Dark' }).then(() => true)"
    )
    expect(ground).to_have_css("background-color", "rgb(20, 23, 26)")
    app.locator("#theme").click()
    expect(ground).to_have_css("background-color", "rgb(246, 246, 243)")
    notebook.evaluate(
        "jupyterapp.commands.execute('apputils:change-theme', { theme: 'JupyterLab Light' }).then(() => true)"
    )
    expect(ground).to_have_css("background-color", "rgb(246, 246, 243)")
    expect(app.locator("h1")).to_have_css("font-size", "18px")
    assert heading.evaluate("one => getComputedStyle(one).fontSize") == size != "18px"
