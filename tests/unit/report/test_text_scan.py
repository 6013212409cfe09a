from __future__ import annotations

from graphkit.model.problems import FilesSeen, Problem
from graphkit.model.scan import ChainRow, OwnerRow, RankedRepository, RepositoryRow, RepositoryUse, Scan
from graphkit.report.json_document import json_document
from graphkit.report.text import text
from graphkit.report.text_layout import Look


def row(name: str, uses: int, state: str = "consumer", reason: str = "") -> RepositoryRow:
    return RepositoryRow(name, "us", state, 1, uses, 0, 0, 2, 2, reason)


USE = RepositoryUse(
    "app", "us", "m", "m.py", 1, 0, "call", "call_time", False, "certain", False, "f", "", "core:f",
    "core:f", "core", "m -> core", "",
)  # fmt: skip
SCAN = Scan(
    target="core:f",
    provider="core",
    bindings=("core:f",),
    repositories=(
        row("app", 1),
        row("bad\x1b[31m", 0, "failed", "took longer than 3 s"),
        row("core", 0, "provider"),
    ),
    owners=(OwnerRow("us", 1, 1, 1),),
    chains=(ChainRow("core:f", "core", ("core",), 1, 1),),
    ranking=(
        RankedRepository(
            1, 1, "app", "us", 1, ("core",), (), (), (), ("no other repository takes it from here",)
        ),
        RankedRepository(2, 2, "core", "us", 0, (), ("app",), (), (), ("after app", "defines it")),
    ),
    uses=(USE,),
    results="output/scan",
    problems=(Problem("bad\x1b[31m", 0, "took longer than 3 s"),),
    files=FilesSeen(4, 4),
)


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
    empty = Scan("a:b", "", ("a:b",), (row("x", 0, "none"),), (), (), (), (), "r", (), FilesSeen(2, 2))
    assert text(empty) == (
        "Scan for a:b\n  defined in none of the repositories\n  offered as a:b\n"
        "  used in 0 of 1 repository: 0 uses\n  rows in r\n"
        "\nRepositories (0)  that use it, most uses first\n\nfiles seen 2 of 2\n"
    )


def test_a_scan_as_json() -> None:
    document = json_document(SCAN)
    assert '"schema": "graphkit/scan/1"' in document
    assert '"chain": "m -> core"' in document
