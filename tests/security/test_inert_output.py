"""Whatever names hold, no output is taken for anything else: each format is read by a real parser."""

from __future__ import annotations

import csv
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest
from markdown_it import MarkdownIt

from graphkit.deliver.graphviz import render
from tests.functional.trees import tree
from tests.security.every_command import COMMANDS, Session, run_all
from tests.security.hostile_names import TAG, plant

SVGS = (
    "consumers",
    "linked",
    "chains",
    "waves",
    "packages",
    "cycles",
    "saved",
    "tagged",
    "burndown",
    "areas",
    "matrix",
)
# of a page that nobody tampered with
PLAIN = {
    "pkg/__init__.py": "",
    "pkg/a.py": "def make(): ...\n",
    "pkg/b.py": "from pkg.a import make\nmake()\n",
}
MARKDOWN_TAGS = {"h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "code", "pre", "table", "thead", "tbody",
                 "tr", "th", "td", "strong", "em", "details", "summary", "hr", "br"}  # fmt: skip
XML_TAGS = {"graphml", "key", "graph", "node", "edge", "data", "gexf", "meta", "creator", "description",
            "attributes", "attribute", "default", "nodes", "edges", "attvalues", "attvalue"}  # fmt: skip
EVENT = re.compile(r"on[a-z]+")


class Output(NamedTuple):
    """Where the outputs are, and what was said."""

    files: Path
    session: Session


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Output:
    top = tmp_path_factory.mktemp("names")
    name = plant(top / "work")
    between = ("draw", "TARGET", "--view", "diff", TAG, "HEAD", "-o")
    commands = [
        *COMMANDS,
        # drawn under a name of its own, so that no test depends on how a default one is made
        ("draw", "TARGET", "-o", "output/consumers.svg"),
        (*between, "output/tagged.svg"),
        (*between, "output/tagged.mmd"),
    ]
    session = run_all(top, commands, target=name)
    return Output(top / "work" / "output", session)


class Elements(HTMLParser):
    """The elements of a page, and the texts of its scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def count(self, tag: str) -> int:
        return sum(found == tag for found, _ in self.found)


def test_every_command_ends_as_usual(output: Output) -> None:
    usual = {"system.svg", "no.such.module:thing", "--check", "--gate"}
    odd = [
        ran for ran in output.session.ran
        if ran.status and not usual & {word.rpartition("/")[2] for word in ran.command}
    ]  # fmt: skip
    assert odd == []


def test_terminals_get_nothing_but_text(output: Output) -> None:
    for ran in output.session.ran:
        if "--diff" not in ran.command:
            # a patch holds lines of code as they are, or it would not apply
            assert [c for c in ran.out if not (c == "\n" or c.isprintable())] == [], ran.command
        assert [c for c in ran.err if not (c == "\n" or c.isprintable())] == [], ran.command


def test_json_can_be_read(output: Output) -> None:
    documents = [ran.out for ran in output.session.ran if "json" in ran.command and "-o" not in ran.command]
    assert len(documents) >= 9
    for document in documents:
        assert json.loads(document)["schema"].startswith("graphkit/")
    assert json.loads((output.files / "flow.cyjs").read_text())


def test_names_are_told_apart_in_json(output: Output) -> None:
    found = next(ran.out for ran in output.session.ran if ran.command[0] == "trace" and ran.out[:1] == "{")
    files = {row["file"] for row in json.loads(found)["consumers"]}
    assert {"pkg/<script>alert(1)<.py", "pkg/\x1b[31mred.py", "pkg/a\nb.py", "pkg/a\rb.py"} <= files


@pytest.mark.parametrize("name", ["modules.graphml", "flow.graphml", "flow.gexf"])
def test_xml_can_be_read(output: Output, name: str) -> None:
    text = (output.files / name).read_text()
    assert "<!DOCTYPE" not in text
    assert "<!ENTITY" not in text
    root = ET.fromstring(text)
    ids = [element.get("id") for element in root.iter() if element.tag.endswith("}node")]
    assert len(ids) == len(set(ids)) > 20
    kinds = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert kinds <= XML_TAGS


@pytest.mark.parametrize("name", ["nodes.csv", "edges.csv"])
def test_spreadsheets_find_no_formula(output: Output, name: str) -> None:
    with (output.files / name).open(newline="", encoding="utf-8", errors="surrogateescape") as file:
        rows = list(csv.reader(file))
    assert len(rows) > 20
    assert {len(row) for row in rows} == {len(rows[0])}
    for cell in (cell for row in rows for cell in row):
        assert cell.lstrip()[:1] not in set("=+-@＝＋－＠") or cell.lstrip("-").isdigit(), cell  # noqa: RUF001
        assert cell[:1] not in {"\t", "\r", "\n"}, cell


@pytest.mark.parametrize("name", SVGS)
def test_svg_holds_no_script(output: Output, name: str) -> None:
    text = (output.files / f"{name}.svg").read_text()
    assert "<!ENTITY" not in text
    for element in ET.fromstring(text).iter():
        kind = element.tag.rpartition("}")[2]
        assert kind not in {"script", "foreignObject", "image", "iframe", "animate", "set"}, kind
        for key, value in element.attrib.items():
            attribute = key.rpartition("}")[2]
            assert not EVENT.fullmatch(attribute), attribute
            if attribute == "href":
                assert value.startswith(("#", "https://x.example/")), value


def test_dot_draws_what_it_says(output: Output) -> None:
    text = (output.files / "consumers.dot").read_text()
    drawn = ET.fromstring(render(text, "svg"))
    told = ET.fromstring((output.files / "consumers.svg").read_bytes())

    def groups(root: ET.Element) -> list[int]:
        return [sum(e.get("class") == kind for e in root.iter()) for kind in ("node", "edge", "cluster")]

    assert groups(drawn) == groups(told)
    assert groups(drawn)[0] > 3


MERMAID = [
    r"---", r'title: "(?:[^"\\]|\\.)*"', r"flowchart LR", r"  end",
    r'  (?:  )?subgraph (?:c\d+|legend)\["[^"<>]*"\]',
    r'  (?:  )?\w+(?:\[\[|\{\{|\[/|\[|>)"(?:[^"<>]|<b>|</b>|<br/>)*"(?:\]\]|\}\}|/\]|\])',
    r'  n\d+ [-=.<>ox~|]+(?:\|"[^"<>]*"\|)? n\d+',
    r"  classDef \w+ [#\w:,. -]+", r"  class [\w,]+ \w+", r"  linkStyle [\d,]+ stroke:#\w+",
    r'  click n\d+ href "https://x\.example/[\w%./#L?=~-]*" _blank',
]  # fmt: skip


@pytest.mark.parametrize("name", ["consumers", "linked", "packages", "tagged"])
def test_mermaid_lines_are_what_they_should_be(output: Output, name: str) -> None:
    lines = (output.files / f"{name}.mmd").read_text().split("\n")
    assert len(lines) > 10
    assert [line for line in lines if line and not any(re.fullmatch(known, line) for known in MERMAID)] == []


def test_markdown_holds_no_markup_of_names(output: Output) -> None:
    text = (output.files / "plan.md").read_text()
    page = Elements(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text))
    assert {tag for tag, _ in page.found} <= MARKDOWN_TAGS
    for tag, attributes in page.found:
        assert not attributes or (tag, set(attributes)) in [
            ("code", {"class"}), ("ol", {"start"}), ("td", {"style"}), ("th", {"style"}),
        ], (tag, attributes)  # fmt: skip
    assert [c for c in text if not (c == "\n" or c.isprintable())] == []


def test_the_page_is_the_same_page(output: Output, tmp_path: Path) -> None:
    tree(tmp_path / "work", PLAIN)
    run_all(tmp_path, [("explore", "TARGET", "-o", "plain.html")], target="pkg.a:make")
    plain = Elements((tmp_path / "work" / "plain.html").read_text())
    text = (output.files / "explore.html").read_text(encoding="utf-8", errors="surrogateescape")
    page = Elements(text)
    assert page.count("script") == plain.count("script")
    assert page.count("style") == plain.count("style")
    svg = {
        "svg",
        "g",
        "path",
        "polygon",
        "polyline",
        "ellipse",
        "text",
        "title",
        "tspan",
        "a",
        "rect",
        "circle",
    }
    assert {tag for tag, _ in page.found} <= {tag for tag, _ in plain.found} | svg
    for tag, attributes in page.found:
        for key, value in attributes.items():
            assert not EVENT.fullmatch(key), (tag, key)
            if key.rpartition(":")[2] in {"href", "src", "action"}:
                assert (value or "").startswith("#") or tag == "link", (tag, value)


def test_no_output_is_named_by_others(output: Output) -> None:
    assert all(re.fullmatch(r"[\w.-]+", path.name) for path in output.files.iterdir())
