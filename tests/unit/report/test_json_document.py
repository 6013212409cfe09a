from __future__ import annotations

import json
from dataclasses import replace

import pytest

from graphkit.model.ranking import ESTIMATED, Counting
from graphkit.report.json_document import json_document, visible_json
from tests.examples import ALL, BINDINGS, BLAST, CHAINS, DRAWING, MENTIONS, RANKING, TRACE


@pytest.mark.parametrize("result", ALL, ids=lambda result: type(result).__name__)
def test_documents_are_sorted_and_repeatable(result: object) -> None:
    text = json_document(result)
    assert text.endswith("}\n")
    assert json_document(result) == text
    assert json.dumps(json.loads(text), indent=2, sort_keys=True, ensure_ascii=False) + "\n" == text


@pytest.mark.parametrize("result", ALL, ids=lambda result: type(result).__name__)
def test_every_document_says_what_was_read(result: object) -> None:
    document = json.loads(json_document(result))
    assert set(document["files"]) == {"seen", "total"}
    assert isinstance(document["problems"], list)


def test_trace_document() -> None:
    document = json.loads(json_document(TRACE))
    assert document["schema"] == "graphkit/trace/1"
    assert document["target"] == "pkg.factory:make"
    assert document["definitions"] == [
        {"module": "pkg.factory", "file": "pkg/factory.py", "line": 3, "kind": "function", "name": "make"}
    ]
    facade = document["reexports"][0]
    assert (facade["module"], facade["name"], facade["origin"]) == ("pkg.facade", "make", "pkg.factory:make")
    assert (facade["file"], facade["line"], facade["kind"]) == ("pkg/facade.py", 34, "import")
    routes = document["consumers"][0]
    assert (routes["module"], routes["file"], routes["facades"]) == (
        "pkg.routes",
        "pkg/routes.py",
        ["pkg.facade"],
    )
    use = routes["uses"][0]
    assert {key: use[key] for key in ("file", "line", "kind", "when", "guarded", "certainty")} == {
        "file": "pkg/routes.py",
        "line": 1,
        "kind": "import",
        "when": "import_time",
        "guarded": True,
        "certainty": "certain",
    }
    assert document["dangling"][0]["through"] == "pkg.gone:make"
    assert document["exports"][0]["line"] == 40
    assert document["flow"][0]["taker"] == "pkg.facade:make"
    assert document["problems"] == [
        {"file": "pkg/broken.py", "line": 2, "what": "does not parse", "hint": "mend the syntax"}
    ]
    assert "mentions" not in document


def test_mentions_are_written_when_they_were_asked_for() -> None:
    document = json.loads(json_document(replace(TRACE, mentions=MENTIONS)))
    assert document["mentions"][0] == {"file": "pkg/a.py", "line": 1, "kind": "comment"}


def test_chains_document_counts_beyond_64_bits() -> None:
    document = json.loads(json_document(CHAINS))
    assert document["schema"] == "graphkit/chains/1"
    assert document["count"] == 10**25
    assert (document["listed"], document["truncated"], document["via"]) == (1, True, "pkg.facade")
    chain = document["chains"][0]
    assert chain["modules"] == ["pkg.routes", "pkg.facade", "pkg.factory"]
    assert chain["imports"][1] == {
        "importer": "pkg.facade",
        "imported": "pkg.factory",
        "file": "pkg/facade.py",
        "line": 34,
        "name": "make",
    }
    assert document["cuts"]["dominated"] == [{"module": "pkg.facade", "consumers": ["pkg.routes"]}]


def test_blast_rank_and_bindings_documents() -> None:
    blast = json.loads(json_document(BLAST))
    assert blast["schema"] == "graphkit/blast/1"
    first = blast["modules"][0]
    assert (first["module"], first["direct"], first["transitive"]) == ("pkg.factory", 2, 1200)
    rank = json.loads(json_document(RANKING))
    assert rank["schema"] == "graphkit/rank/1"
    needed = {
        "rank",
        "wave",
        "module",
        "file",
        "uses",
        "direct",
        "transitive",
        "production",
        "tests",
        "unblocks",
    }
    assert needed | {"reasons"} <= set(rank["modules"][0])
    bindings = json.loads(json_document(BINDINGS))
    assert bindings["schema"] == "graphkit/bindings/1"
    assert bindings["bindings"] == {
        "pkg.facade": {"make": ["pkg.factory:make"], "other": ["pkg.a:other", "pkg.b:other"]}
    }


def test_drawing_document_names_the_file_and_leaves_the_picture_out() -> None:
    document = json.loads(json_document(DRAWING))
    assert document["schema"] == "graphkit/draw/1"
    assert (document["path"], document["format"]) == ("output/make.svg", "svg")
    assert "content" not in document


def test_other_values_are_refused() -> None:
    with pytest.raises(TypeError, match="no JSON document for str"):
        json_document("text")


def test_a_blast_says_how_it_was_counted() -> None:
    exact = json.loads(json_document(BLAST))
    assert (exact["counts"], exact["relative_error"], exact["confidence"]) == ("exact", 0.0, 1.0)
    assert {row["exact"] for row in exact["modules"]} == {True}
    rows = tuple(row._replace(exact=False) for row in BLAST.modules)
    estimated = replace(BLAST, modules=rows, counting=Counting(ESTIMATED, 0.0425, 0.95))
    document = json.loads(json_document(estimated))
    assert (document["counts"], document["relative_error"]) == ("estimated", 0.0425)
    assert {row["exact"] for row in document["modules"]} == {False}


def test_what_nobody_sees_is_written_as_an_escape() -> None:
    text = "\x7f \x9b31m \u202e \ufeff \U000e0001 é 日 \U0001f600"
    written = visible_json(json.dumps({text: text}, ensure_ascii=False))
    assert all(c.isprintable() for c in written)
    assert "é 日 \U0001f600" in written
    assert json.loads(written) == {text: text}
