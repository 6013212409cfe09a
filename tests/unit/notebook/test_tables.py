from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

from graphkit.model.compliance import Compliance, FileState, Reconciled, Share, SymbolCompliance
from graphkit.model.imports import BlastRadius
from graphkit.model.names import Symbol
from graphkit.model.problems import FilesSeen, Problem
from graphkit.model.ranking import ESTIMATED, Blast, Counting
from graphkit.model.uses import Definition
from graphkit.notebook.tables import (
    ROWS_SHOWN,
    bindings_html,
    blast_html,
    chains_html,
    compliance_html,
    ranking_html,
    trace_html,
)
from tests.examples import BINDINGS, BLAST, CHAINS, RANKING, TRACE

HOSTILE = "<script>alert('1')</script>&\"\"><img src=x onerror=alert(1)>"


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
    tables = trace_html(TRACE), chains_html(CHAINS), blast_html(BLAST), ranking_html(RANKING)
    for html in (*tables, bindings_html(BINDINGS)):
        outline = Outline(html)
        names = [tag for tag, _ in outline.tags]
        assert names.count("caption") == names.count("table") > 0
        assert {attributes.get("scope") for tag, attributes in outline.tags if tag == "th"} == {"col", "row"}
        assert any(text.startswith("files seen ") for text in outline.texts)


def test_hostile_names_stay_text() -> None:
    trace = replace(
        TRACE,
        target=Symbol(HOSTILE, HOSTILE),
        definitions=(Definition(HOSTILE, HOSTILE, 1, HOSTILE, HOSTILE),),
        problems=(Problem(HOSTILE, 1, HOSTILE, HOSTILE),),
    )
    outline = Outline(trace_html(trace))
    assert {tag for tag, _ in outline.tags} == {"table", "caption", "thead", "tbody", "tr", "th", "td", "p"}
    assert all(set(attributes) <= {"scope"} for _, attributes in outline.tags)
    assert HOSTILE in outline.texts


def test_large_results_do_not_flood() -> None:
    rows = tuple(BlastRadius(f"m{n}", f"m{n}.py", 0, 0, 0, 0, 0, 0) for n in range(ROWS_SHOWN + 50))
    outline = Outline(blast_html(Blast(rows, 0, (), BLAST.files)))
    assert sum(tag == "tr" for tag, _ in outline.tags) == ROWS_SHOWN + 1
    assert "Modules downstream of each module (first 200 of 250)" in outline.texts


def test_numbers_and_places_are_shown() -> None:
    assert "1,200" in Outline(blast_html(BLAST)).texts
    assert "pkg/facade.py:34" in Outline(trace_html(TRACE)).texts
    assert "r1; r2" in Outline(ranking_html(RANKING)).texts
    assert "pkg.routes → pkg.facade → pkg.factory" in Outline(chains_html(CHAINS)).texts
    assert "pkg.a:other, pkg.b:other" in Outline(bindings_html(BINDINGS)).texts


def test_compliance_has_shares_files_and_detectors() -> None:
    share = Share("all", 1, 0, 1, 4, 4, 50.0, None)
    state = FileState("pkg.a", "pkg/a.py", False, "pkg", "deprecated", 4, 0)
    symbols = SymbolCompliance(
        "old<make>", ("pkg.a:make",), "", (state,), (share,), (share._replace(name="pkg"),)
    )
    row = Reconciled("grep", "old<make>", 7, 1, 1, 1, 1, 1, 2, 3, ("x.py",), 28.6, 66.7)
    result = Compliance("old<make>", (symbols,), (), (row,), (), FilesSeen(1, 1))
    html = compliance_html(result)
    assert "<caption>Compliance of old&lt;make&gt;</caption>" in html
    assert '<th scope="row">pkg/a.py</th><td>deprecated</td><td>4</td><td>0</td>' in html
    assert (
        '<th scope="row">all</th><td>1</td><td>0</td><td>1</td><td>4</td><td>4</td><td>50.0</td><td></td>'
        in html
    )
    assert html.count('<th scope="row">grep</th>') == 1
    cells = "".join(f"<td>{cell}</td>" for cell in (7, 1, 1, 1, 1, 1, 2, 1))
    assert f"<td>old&lt;make&gt;</td>{cells}" in html
    assert "grep" not in compliance_html(replace(result, reconciled=()))


def test_estimated_counts_are_told_from_exact_ones() -> None:
    first, second = BLAST.modules
    blast = replace(
        BLAST, modules=(first, second._replace(exact=False)), counting=Counting(ESTIMATED, 0.0425, 0.95)
    )
    texts = Outline(blast_html(blast)).texts
    assert [text for text in texts if text in ("exact", "estimated")] == ["exact", "estimated"]
    assert any("within 4.2%" in text for text in texts)
    assert "counted" not in Outline(blast_html(BLAST)).texts
