from __future__ import annotations

from html.parser import HTMLParser

from graphkit.model.problems import FilesSeen, Problem
from graphkit.notebook.html import MOST_BYTES, ROWS_SHOWN, html_tables, paragraphs
from graphkit.notebook.tables import Table, tables_of
from tests.examples import ALL

HOSTILE = "<script>alert('1')</script>&\"\"><img src=x onerror=alert(1)> | $x^2$ `y`"
FILES = FilesSeen(5, 6)


class Outline(HTMLParser):
    """The tags and the texts of a document."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_tables_have_captions_and_header_scopes() -> None:
    for result in ALL:
        outline = Outline(html_tables(tables_of(result), (), FILES))
        names = [tag for tag, _ in outline.tags]
        assert names.count("caption") == names.count("table") > 0
        assert {attributes.get("scope") for tag, attributes in outline.tags if tag == "th"} == {"col", "row"}
        assert "files seen 5 of 6" in outline.texts


def test_hostile_names_stay_text_and_no_formula() -> None:
    table = Table(HOSTILE, (HOSTILE,), [(HOSTILE,)], HOSTILE)
    outline = Outline(html_tables((table,), (Problem(HOSTILE, 1, HOSTILE, HOSTILE),), None))
    assert {tag for tag, _ in outline.tags} == {
        "div", "style", "table", "caption", "thead", "tbody", "tr", "th", "td",
    }  # fmt: skip
    assert all(set(attributes) <= {"scope", "class"} for _, attributes in outline.tags)
    assert outline.texts.count(HOSTILE) == 6
    # what Jupyter's typesetter looks for before it reads a dollar sign
    assert outline.tags[0] == ("div", {"class": "graphkit tex2jax_ignore mathjax_ignore"})


def test_many_rows_are_counted() -> None:
    rows = [(f"m{number}", number) for number in range(5000)]
    outline = Outline(html_tables((Table("t", ("a", "b"), rows, ".to_pandas()"),), (), FILES))
    assert sum(tag == "tr" for tag, _ in outline.tags) == ROWS_SHOWN + 2
    assert "… and 4,940 more: .to_pandas()" in outline.texts


def test_long_names_and_many_tables_keep_the_bound() -> None:
    wide = Table("w" * 9_000, ("a",) * 30, [("x" * 10_000,) * 30 for _ in range(50)], ".to_pandas()")
    html = html_tables([wide] * 4, [Problem("f.py", 1, "é" * 5_000)] * 500, FILES)
    assert len(html.encode()) <= MOST_BYTES
    outline = Outline(html)
    shown = sum(tag == "tr" for tag, _ in outline.tags)
    assert 0 < shown < 50
    assert any(text.startswith("… and ") for text in outline.texts)
    assert any(text.endswith(" more tables") for text in outline.texts)
    assert "files seen 5 of 6; problems: 500" in outline.texts


def test_empty_tables_but_the_first_are_left_out() -> None:
    empty = Table("nothing", ("a",), [], ".to_pandas()")
    assert Outline(html_tables((empty, empty), (), FILES)).texts.count("nothing") == 1


def test_paragraphs_are_escaped() -> None:
    outline = Outline(paragraphs(("a<b", HOSTILE)))
    assert [tag for tag, _ in outline.tags] == ["div", "p", "p"]
    assert outline.texts == ["a<b", HOSTILE]


def test_numbers_are_grouped_and_told_from_words() -> None:
    html = html_tables((Table("t", ("a", "b", "c"), [("m", 1200, "1200")], ".to_pandas()"),), (), None)
    assert '<th scope="row">m</th><td class="n">1,200</td><td>1200</td>' in html
