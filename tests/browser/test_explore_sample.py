"""The page of the bundled sample: search, click, chains, waves, filters, links, keys."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import pytest

from graphkit.analysis.flow_graph import FlowGraph, on_chains, symbol_flow
from graphkit.model.page import Exploration
from graphkit.workflows.explore import collect, explore
from tests.browser.conftest import Open
from tests.browser.explorations import exploration, what_if
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from playwright.sync_api import Page

CONFIG = str(REPOSITORY / "graphkit" / "samples" / "websocket_app" / "graphkit.toml")
CORE = "netra_backend.app.websocket_core"
FACADE = f"{CORE}.canonical_imports"
FACTORY = f"{CORE}.websocket_manager_factory"
CHAT = "netra_backend.app.services.chat"
PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def sample_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("explore") / "sample page.html"
    explore("websocket-factory", str(path), config=CONFIG, cache=False)
    return path


@pytest.fixture(scope="module")
def found() -> Exploration:
    return collect("websocket-factory", config=CONFIG, cache=False)


def state(page: Page) -> dict[str, Any]:
    result: dict[str, Any] = page.evaluate(
        """() => { const s = graphkit.state(); return {...s, hidden: [...s.hidden].sort(),
        closed: [...s.closed], module: s.module === null ? null : graphkit.names[s.module]}; }"""
    )
    return result


def fragment(page: Page) -> str:
    """What the address holds now; `page.url` may learn of it later."""
    found: str = page.evaluate("location.hash.slice(1)")
    return found


def nodes(page: Page, selector: str) -> set[str]:
    """The modules of the drawing's nodes that a selector finds."""
    names: list[str] = page.evaluate(
        "(selector) => [...document.querySelectorAll(selector)].map(g => graphkit.names[+g.id.slice(1)])",
        selector,
    )
    return set(names)


def pairs(page: Page, selector: str) -> set[tuple[str, str]]:
    found: list[list[str]] = page.evaluate(
        """(selector) => [...document.querySelectorAll(selector)].map(
        g => g.id.slice(1).split("_").map(n => graphkit.names[+n]))""",
        selector,
    )
    return {(taker, giver) for taker, giver in found}


def expected_chains(graph: FlowGraph) -> tuple[set[str], set[tuple[str, str]]]:
    """Python's own answer: the modules and the takes between them on any chain."""
    kept = set(on_chains(graph))
    taken = {(graph.symbols[t].module, graph.symbols[g].module) for t, g in graph.links if t in kept}
    return {graph.symbols[node].module for node in kept}, {pair for pair in taken if pair[0] != pair[1]}


def test_clicking_a_node_lights_exactly_its_chains(
    open_page: Open, sample_page: Path, found: Exploration
) -> None:
    page = open_page(sample_page)
    origins = sorted({edge.taker.module for edge in found.trace.flow} - {FACTORY})
    assert len(origins) > 40
    for origin in origins:
        modules, taken = expected_chains(symbol_flow(found.trace, origin))
        page.evaluate("(name) => graphkit.select(name)", origin)
        assert nodes(page, ".flow .node.on") == modules | {origin}
        assert pairs(page, ".flow .edge.on") == taken
        said = page.evaluate("(name) => graphkit.chains(name)", origin)
        assert (set(said["modules"]), {tuple(pair) for pair in said["pairs"]}) == (modules, taken)
    modules, taken = expected_chains(symbol_flow(found.trace))
    page.evaluate("(name) => graphkit.select(name)", FACTORY)
    assert nodes(page, ".flow .node.on") == modules | {FACTORY}
    assert pairs(page, ".flow .edge.on") == taken


def test_what_comes_through_a_facade_lights_up_too(
    open_page: Open, sample_page: Path, found: Exploration
) -> None:
    page = open_page(sample_page, f"module={FACADE}")
    only = nodes(page, ".flow .node.on")
    page.get_by_role("button", name=re.compile("^Add what comes through it")).click()
    assert "through=1" in fragment(page)
    graph = symbol_flow(found.trace)
    for facade in sorted(found.trace.facades):
        page.evaluate("(name) => graphkit.select(name)", facade)
        assert (nodes(page, ".flow .node.on"), pairs(page, ".flow .edge.on")) == passing(graph, facade)
    page.evaluate("(name) => graphkit.select(name)", FACADE)
    page.get_by_role("button", name=re.compile("^Leave out")).click()
    assert nodes(page, ".flow .node.on") == only == {FACADE, FACTORY}


def test_what_nobody_uses_is_on_no_chain_through_a_facade(open_page: Open) -> None:
    takes = {"pkg.facade": "pkg.factory", "pkg.routes": "pkg.facade", "pkg.unused": "pkg.facade"}
    made = exploration("pkg.factory", takes)
    used = tuple(consumer for consumer in made.trace.consumers if consumer.module == "pkg.routes")
    page = open_page(replace(made, trace=replace(made.trace, consumers=used)))
    found = page.evaluate("graphkit.chains('pkg.facade', true)")
    assert found["modules"] == ["pkg.facade", "pkg.factory", "pkg.routes"]
    assert found["pairs"] == [["pkg.facade", "pkg.factory"], ["pkg.routes", "pkg.facade"]]


def passing(graph: FlowGraph, facade: str) -> tuple[set[str], set[tuple[str, str]]]:
    """Python's own answer: what is on a consumer's chain that passes a facade, and what is below it."""
    used = set(on_chains(graph))
    own = {node for node, symbol in enumerate(graph.symbols) if symbol.module == facade}
    above, below = set(own), set(own)
    for _ in graph.symbols:
        above |= {taker for taker, giver in graph.links if giver in above and taker in used}
        below |= {giver for taker, giver in graph.links if taker in below}
    taken = {link for link in graph.links if link[0] in below or (link[0] in above and link[1] in above)}
    between = {(graph.symbols[taker].module, graph.symbols[giver].module) for taker, giver in taken}
    modules = {graph.symbols[node].module for node in above | below}
    return modules, {pair for pair in between if pair[0] != pair[1]}


def test_a_click_in_the_drawing_selects_and_shows_the_code(open_page: Open, sample_page: Path) -> None:
    page = open_page(sample_page)
    number = page.evaluate("(name) => graphkit.names.indexOf(name)", FACADE)
    page.click(f"#n{number} text")
    assert state(page)["module"] == FACADE
    panel = page.locator("#panel")
    assert panel.locator("h2").inner_text() == "canonical_imports"
    assert "wave 4" in panel.inner_text()
    here = panel.locator(".line.here").first.inner_text()
    assert here.split() == ["34", "get_websocket_manager_factory,"]
    page.mouse.click(400, 700)
    page.keyboard.press("Escape")
    assert state(page)["module"] is None


def test_search_as_you_type_finds_modules_and_symbols(open_page: Open, sample_page: Path) -> None:
    page = open_page(sample_page)
    page.keyboard.press("/")
    page.keyboard.type("services.cha")
    options = page.locator("#results [role=option]")
    assert options.first.inner_text().split("\n") == ["chat", CHAT]
    page.keyboard.press("Enter")
    assert state(page)["module"] == CHAT
    assert page.locator("#results").is_hidden()
    page.keyboard.press("/")
    page.keyboard.type("create_websocket_m")
    assert options.first.inner_text().split("\n")[0] == "create_websocket_manager"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert page.locator("#search").get_attribute("aria-activedescendant") == "result-0"
    page.keyboard.press("Enter")
    assert state(page)["symbol"] == "create_websocket_manager"
    assert "Symbol create_websocket_manager" in page.locator("#panel").inner_text()
    page.keyboard.press("/")
    page.keyboard.type("zzzz")
    assert "Nothing has this in its name" in page.locator("#results").inner_text()
    page.keyboard.press("Escape")
    assert page.locator("#search").input_value() == ""


def test_a_search_right_after_another_keeps_its_results(open_page: Open, sample_page: Path) -> None:
    page = open_page(sample_page)
    # as fast as nobody types: before the box has closed the list of what was looked for first
    page.evaluate(
        """() => {
            const box = document.getElementById("search");
            box.focus();
            box.value = "services.cha";
            box.dispatchEvent(new Event("input"));
            box.blur();
            box.focus();
            box.value = "create_websocket_m";
            box.dispatchEvent(new Event("input"));
        }"""
    )
    page.wait_for_timeout(400)
    assert page.locator("#results").is_visible()
    assert page.locator("#search").get_attribute("aria-activedescendant") == "result-0"


def test_every_click_on_the_map_selects_what_lies_there(open_page: Open, sample_page: Path) -> None:
    page = open_page(sample_page, "view=map")
    for name in (FACADE, CHAT, "shared.clock"):
        click_on_map(page, page.evaluate("(name) => graphkit.at(name)", name))
        assert state(page)["module"] == name
    assert "not on a chain" in page.locator("#panel").inner_text()


def test_a_package_is_collapsed_and_expanded_in_place(open_page: Open, sample_page: Path) -> None:
    page = open_page(sample_page, "view=map&package=netra_backend.app.services")
    before = page.evaluate("(name) => graphkit.at(name)", CHAT)
    assert before["package"] is None
    page.get_by_role("button", name="Collapse in place").click()
    assert page.evaluate("(name) => graphkit.at(name).package.name", CHAT) == "netra_backend.app.services"
    assert "closed=netra_backend.app.services" in fragment(page)
    page.get_by_role("button", name="Expand in place").click()
    assert page.evaluate("(name) => graphkit.at(name)", CHAT) == before
    page.get_by_role("button", name="Collapse in place").click()
    # where the module was there is the package now; a click expands it, and nothing moves
    click_on_map(page, before)
    assert (state(page)["module"], state(page)["closed"]) == (None, [])
    assert page.evaluate("(name) => graphkit.at(name)", CHAT) == before
    click_on_map(page, before)
    assert state(page)["module"] == CHAT


def click_on_map(page: Page, place: dict[str, float]) -> None:
    box = page.locator("canvas").bounding_box()
    assert box
    page.mouse.click(box["x"] + place["x"] + place["width"] / 2, box["y"] + place["y"] + place["height"] / 2)


def test_the_slider_plays_the_migration(open_page: Open, sample_page: Path, found: Exploration) -> None:
    page = open_page(sample_page)
    wave = {row.module: row.wave for row in found.ranking.modules}
    slider = page.locator("#waves")
    slider.focus()
    for done in range(1, 6):
        page.keyboard.press("ArrowRight")
        assert nodes(page, ".flow .node.done") == {name for name in wave if wave[name] <= done}
        assert nodes(page, ".flow .node.now") == {name for name in wave if wave[name] == done + 1}
        left = sum(number > done for number in wave.values())
        assert f"{left} modules of {len(wave)}" in page.locator(".words").inner_text().replace(
            "module ", "modules "
        )
    assert slider.get_attribute("aria-valuetext") == "after wave 5"
    assert "the symbol is gone" in page.locator("#panel").inner_text()
    # the page's clock goes on when it is told to, however slow the machine is
    page.clock.install()
    page.click(".play")
    words = page.locator(".words")
    assert "After wave 1" in words.inner_text()
    page.clock.run_for(1_500)
    assert "After wave 2" in words.inner_text()
    page.click(".play")
    assert page.locator(".play").inner_text() == "▶ Play"
    page.clock.run_for(10_000)
    assert "After wave 2" in words.inner_text()


def test_filters_hide_what_they_say(open_page: Open, sample_page: Path, found: Exploration) -> None:
    page = open_page(sample_page)
    tests = set(found.tests)
    shown = {consumer.module for consumer in found.trace.consumers}
    page.click("[data-switch=tests]")
    assert nodes(page, ".flow .node.off") == tests & nodes(page, ".flow .node")
    page.click("[data-switch=tests]")
    page.click("[data-switch=certain]")
    hidden = nodes(page, ".flow .node.off")
    handing_on = {row.module for row in found.trace.reexports} | {FACTORY}
    certain = {
        consumer.module
        for consumer in found.trace.consumers
        if all(use.certainty == "certain" for use in consumer.uses)
    }
    assert hidden == certain - handing_on
    page.click("text=Show all")
    page.click("[data-switch=import_time]")
    kept = {c.module for c in found.trace.consumers if any(use.when != "import_time" for use in c.uses)}
    assert nodes(page, ".flow .node.off") == shown - kept - handing_on
    assert pairs(page, ".flow .edge:not(.off)").isdisjoint({(FACADE, FACTORY)})
    page.click("text=Show all")
    page.select_option("#wave", "4")
    fourth = {row.module for row in found.ranking.modules if row.wave == 4}
    assert FACADE in fourth
    assert nodes(page, ".flow .node:not(.off)") == fourth
    page.click("#tab-tables")
    assert page.locator("tbody tr").count() == len(fourth)


def test_a_deep_link_brings_back_what_was_chosen(open_page: Open, sample_page: Path) -> None:
    page = open_page(sample_page)
    page.click("#tab-map")
    page.evaluate("(name) => graphkit.select(name)", CHAT)
    page.click("[data-switch=tests]")
    page.locator("#waves").fill("2")
    page.select_option("#wave", "1")
    page.click("#theme")
    link = fragment(page)
    assert parse_qs(link) == {
        "view": ["map"], "module": [CHAT], "done": ["2"], "wave": ["1"], "hide": ["tests"], "theme": ["dark"],
    }  # fmt: skip
    again = open_page(sample_page, link)
    assert state(again) == state(page)
    assert again.locator("#panel h2").inner_text() == "chat"
    assert again.locator("[data-switch=tests]").get_attribute("aria-pressed") == "false"
    again.evaluate("location.hash = 'view=tables&module=no.such.module&wave=99&hide=nonsense'")
    again.wait_for_selector(".tables:not([hidden])")
    assert state(again)["module"] is None
    assert (state(again)["wave"], state(again)["hidden"]) == (5, [])


@pytest.mark.parametrize("system", ["light", "dark"])
def test_theme_follows_the_system_and_can_be_turned(open_page: Open, sample_page: Path, system: str) -> None:
    page = open_page(sample_page, theme=system)
    ground = "getComputedStyle(document.body).backgroundColor"
    dark, light = "rgb(20, 23, 26)", "rgb(246, 246, 243)"
    assert page.evaluate(ground) == (dark if system == "dark" else light)
    page.click("#theme")
    assert page.evaluate(ground) == (light if system == "dark" else dark)
    assert page.locator("#theme").get_attribute("aria-label") == f"{system.title()} theme"


def test_tables_sort_both_ways(open_page: Open, sample_page: Path, found: Exploration) -> None:
    page = open_page(sample_page, "view=tables&table=modules")
    column = page.locator("th", has_text="At import")
    column.locator("button").click()
    assert column.get_attribute("aria-sort") == "descending"
    most = max(radius.import_time for radius in found.radii)
    figures = page.locator("tbody tr td:nth-child(4)")
    assert int(figures.first.inner_text()) == most
    column.locator("button").click()
    assert column.get_attribute("aria-sort") == "ascending"
    assert int(figures.first.inner_text()) == 0
    page.get_by_role("button", name=re.compile("^Uses")).click()
    total = sum(len(consumer.uses) for consumer in found.trace.consumers)
    assert page.locator("tbody tr").count() == total
    page.get_by_role("button", name=re.compile("^Problems")).click()
    assert "legacy/broken_report.py" in page.locator("tbody").inner_text()


def test_keys_go_along_the_arrows_and_over_the_map(open_page: Open, sample_page: Path) -> None:
    page = open_page(sample_page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"
    page.evaluate("document.querySelector('.flow .node[tabindex=\"0\"]').focus()")
    begin = page.evaluate("document.activeElement.id")
    page.keyboard.press("ArrowRight")
    taken_from = page.evaluate("document.activeElement.id")
    assert (begin, taken_from) in {
        (f"n{pair[0]}", f"n{pair[1]}")
        for pair in page.evaluate(
            "[...document.querySelectorAll('.edge')].map(e => e.id.slice(1).split('_'))"
        )
    }
    page.keyboard.press("Enter")
    assert (
        page.evaluate("'n' + graphkit.names.indexOf(graphkit.names[graphkit.state().module])") == taken_from
    )
    page.click("#tab-map")
    page.focus("canvas")
    before = state(page)["module"]
    page.keyboard.press("ArrowUp")
    assert state(page)["module"] not in (before, None)
    page.keyboard.press("Escape")
    assert state(page)["module"] is None


def test_upstream_and_downstream_lists_are_those_of_the_graph(
    open_page: Open, sample_page: Path, found: Exploration
) -> None:
    page = open_page(sample_page, f"module={FACADE}")
    radius = next(radius for radius in found.radii if radius.module == FACADE)
    row = page.locator(".counts details").first
    assert row.locator("summary .figure").all_inner_texts() == [str(radius.direct), str(radius.transitive)]
    row.locator("summary").click()
    assert row.locator(".links").first.locator("li").count() == 12
    page.locator(".counts .more").first.click()
    assert row.locator(".links").first.locator("li").count() == radius.direct


def test_what_if_this_goes(open_page: Open) -> None:
    made = exploration("pkg.factory", {"pkg.facade": "pkg.factory", "pkg.routes": "pkg.facade"})
    answer = what_if("pkg.facade:make", "pkg.routes", "pkg/routes.py")
    page = open_page(replace(made, what_ifs=(answer,)), "module=pkg.facade")
    panel = page.locator("#panel")
    assert "unsafe: 1 module fails at import" in panel.inner_text()
    panel.get_by_text("Fails at import", exact=True).click()
    assert "cannot import name 'make' from 'pkg.facade'" in panel.inner_text()
    page.click("#tab-tables")
    page.get_by_role("button", name=re.compile("^What if")).click()
    assert page.locator("tbody tr").inner_text().split("\t")[1:3] == ["unsafe", "1"]
    page.evaluate("graphkit.select('pkg.routes')")
    assert "What if this goes" not in panel.inner_text()


@pytest.mark.parametrize("view", ["chains", "map", "tables"])
def test_a_phone_needs_no_scrolling_sideways(open_page: Open, sample_page: Path, view: str) -> None:
    page = open_page(sample_page, f"view={view}&module={FACADE}", size=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    wide = page.evaluate(
        """[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > 361
        && !e.closest('svg, .scroll, pre, .unseen')).map(e => e.tagName + '.' + e.className)"""
    )
    assert wide == []
    for part in ("#stage", "#panel"):
        box = page.locator(part).bounding_box()
        assert box
        assert (box["x"], box["width"]) == (0, 360)


def test_everything_to_press_has_a_name(open_page: Open, sample_page: Path) -> None:
    for view in ("chains", "map", "tables"):
        page = open_page(sample_page, f"view={view}&module={FACADE}")
        nameless = page.evaluate(
            """[...document.querySelectorAll('button, input, select, canvas, summary, [role=button]')]
            .filter(e => !(e.getAttribute('aria-label') || e.textContent.trim() || e.querySelector('title')))
            .map(e => e.outerHTML)"""
        )
        assert nameless == []
        assert page.locator("[aria-live]").count() >= 2
        assert page.locator("h1").count() == 1


def test_paper_is_light_and_shows_no_controls(open_page: Open, sample_page: Path) -> None:
    page = open_page(sample_page, f"module={FACADE}", theme="dark")
    assert page.pdf().startswith(b"%PDF")
    page.emulate_media(media="print")
    for selector in (".search", ".filters", ".zoom", ".play", "#theme"):
        assert page.locator(selector).is_hidden()
    assert page.locator("#panel").is_visible()
    # once it is printed everything is as it was
    page.wait_for_function("document.documentElement.dataset.theme === undefined")
