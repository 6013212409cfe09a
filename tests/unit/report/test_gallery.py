from __future__ import annotations

import re
from html.parser import HTMLParser

from graphkit.model.gallery import DECIDE, EXPLORE, RAW, SEE, Entry, Figure
from graphkit.report.gallery import gallery_page

ENTRIES = (
    Entry(EXPLORE, "Explore make", "", ("make.html",)),
    Entry(DECIDE, "Left", "", ("left.svg", "left-dark.svg"), "left.svg", "left-dark.svg"),
    Entry(SEE, "Who takes it", "38 of them", ("who.svg", "who.png"), "who.svg"),
    Entry(RAW, "graph", "", ("graph.csv",)),
)


class Elements(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def test_shows_the_story_the_figures_and_every_file() -> None:
    page = gallery_page("Retiring make", ("One.", "Two."), (Figure("38", "modules use it"),), ENTRIES)
    assert "<p>One. Two.</p>" in page
    assert "<dt>modules use it</dt><dd>38</dd>" in page
    elements = Elements(page)
    linked = {row["href"] for row in elements.of("a")}
    assert {f"./{name}" for entry in ENTRIES for name in entry.files} <= linked
    assert [row["id"] for row in elements.of("section")] == ["explore", "decide", "see", "raw"]
    assert [(row["src"], row["alt"]) for row in elements.of("img")] == [
        ("./left.svg", "Left"),
        ("./who.svg", "Who takes it"),
    ]
    assert [row["srcset"] for row in elements.of("source")] == ["./left-dark.svg"]


def test_groups_without_entries_are_not_there() -> None:
    page = gallery_page("x", (), (), ENTRIES[2:3])
    assert 'id="decide"' not in page
    assert "#decide" not in page
    assert "<dl>" not in page


def test_hostile_names_stay_text_and_links_stay_links() -> None:
    name = "javascript:alert('1')\"><script>%41#?&\u202e\udcff.txt"
    page = gallery_page("</title><script>x</script>", ("<b>",), (), [Entry(RAW, name, name, (name,))])
    assert "<script" not in page
    assert "<b>" not in page
    page.encode()
    hrefs = [str(row["href"]) for row in Elements(page).of("a") if not str(row["href"]).startswith("#")]
    assert hrefs
    assert all(re.fullmatch(r"\./[A-Za-z0-9_.~%-]+", href) for href in hrefs)
    assert "%2541%23%3F" in hrefs[0]
    assert "%FF.txt" in hrefs[0]


def test_links_lead_to_the_directory_beside_the_page() -> None:
    page = gallery_page("x", (), (), ENTRIES, "../my results")
    assert 'src="../my%20results/who.svg"' in page


def test_the_policy_lets_in_pictures_and_the_pages_own_style_alone() -> None:
    policy = str(Elements(gallery_page("x", (), (), ENTRIES)).of("meta")[1]["content"])
    assert "default-src 'none'" in policy
    assert "script" not in policy
    assert "unsafe" not in policy
