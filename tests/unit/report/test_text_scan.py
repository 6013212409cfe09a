from __future__ import annotations

from graphkit.model.problems import FilesSeen
from graphkit.model.scan import RepositoryRow, Scan
from graphkit.report.json_document import json_document
from graphkit.report.text import text
from graphkit.report.text_layout import Look
from tests.examples import SCAN


def test_a_scan_as_text() -> None:
    assert text(SCAN) == (
        "Scan for core:f\n"
        "  defined in core\n"
        "  offered as core:f\n"
        "  used in 1 of 3 repositories: 1 use (1 certain)\n"
        "  rows in output/scan\n"
        "\n"
        "Repositories (1)  that use it, most uses first\n"
        "  app  us  1 module  1 use\n"
        "\n"
        "Not read (1)  what they use is not known\n"
        "  bad\\x1b[31m  took longer than 3 s\n"
        "\n"
        "Owners (1)\n"
        "  us  1 repository  1 use\n"
        "\n"
        "Ways in (1)  the name by which it enters a repository\n"
        "  core:f  in core  1 repository  1 use  core\n"
        "\n"
        "Order (2)  consumers before those they take it from\n"
        "  1  wave 1  app   no other repository takes it from here\n"
        "  2  wave 2  core  after app; defines it\n"
        "\n"
        "Problems (1)  what could not be read or decided\n"
        "  bad\\x1b[31m: took longer than 3 s\n"
        "\n"
        "files seen 4 of 4; 1 problem\n"
    )


def test_long_lists_end_with_what_is_left() -> None:
    assert "… and 1 more; --limit 0 lists all" in text(SCAN, Look(limit=1))
    assert "more; --limit" not in text(SCAN, Look(limit=0))


def test_a_scan_that_found_nothing() -> None:
    unused = RepositoryRow("x", "us", "none", 1, 0, 0, 0, 2, 2, "")
    empty = Scan("a:b", "", ("a:b",), (unused,), (), (), (), (), "r", (), FilesSeen(2, 2))
    assert text(empty) == (
        "Scan for a:b\n  defined in none of the repositories\n  offered as a:b\n"
        "  used in 0 of 1 repository: 0 uses\n  rows in r\n"
        "\nRepositories (0)  that use it, most uses first\n\nfiles seen 2 of 2\n"
    )


def test_a_scan_as_json() -> None:
    document = json_document(SCAN)
    assert '"schema": "graphkit/scan/1"' in document
    assert '"chain": "m -> core"' in document
