from __future__ import annotations

import re
from dataclasses import replace

from graphkit.model.problems import FilesSeen
from graphkit.report.text_layout import Look
from graphkit.report.text_trace import trace_text
from tests.examples import MENTIONS, TRACE, UNUSED

REPORT = trace_text(TRACE, Look())


def section(title: str) -> list[str]:
    """The lines below the heading that starts with `title`."""
    block = next(block for block in REPORT.split("\n\n") if block.startswith(title))
    return block.splitlines()[1:]


def test_what_matters_comes_first() -> None:
    assert REPORT.split("\n\n")[0].splitlines() == [
        "pkg.factory:make",
        "  defined (function)  pkg/factory.py:3",
        "  offered             pkg/facade.py:34  to 1 module",
        "  consumers           2 modules (1 production, 1 tests)",
        "  uses                2 certain, 1 possible",
        "  dangling            1 reference to a module without the name",
    ]


def test_every_reexport_has_its_line_and_origin() -> None:
    facade, old = section("Re-exports (2)")
    cells = [
        "pkg/facade.py:34",
        "make",
        "used by 1",
        "import, import time",
        "from pkg.factory:make",
    ]
    assert re.split(r" {2,}", facade.strip()) == cells
    assert "pkg/old.py:2" in old
    assert "unused" in old


def test_entries_of_dunder_all_have_their_line() -> None:
    assert section("Exports (1)") == ["  pkg/facade.py:40  make"]


def test_consumers_by_area_package_and_kind() -> None:
    rows = [line.split() for line in section("Consumers (2)")]
    assert rows == [
        ["modules", "uses", "import", "call", "dynamic", "import"],
        ["production", "1", "2", "1", "1", "."],
        ["pkg", "1", "2", "1", "1", "."],
        ["tests", "1", "1", ".", ".", "1"],
        ["tests", "1", "1", ".", ".", "1"],
    ]


def test_uses_have_place_kind_and_flags() -> None:
    assert section("Uses in production (2)") == [
        "  pkg.routes  through pkg.facade",
        "    pkg/routes.py:1  import  import time, guarded",
        "    pkg/routes.py:9  call    call time             in connect",
    ]


def test_possible_uses_stand_apart_with_their_reason() -> None:
    assert "Uses in tests" not in REPORT
    assert section("Possible uses (1)") == ["  tests/test_a.py:7  dynamic import  name is computed"]


def test_dangling_references() -> None:
    (row,) = section("Dangling (1)")
    assert row == "  tests/test_a.py:12  patch string, call time  pkg.gone:make  no such module"


def test_problems_and_files_seen() -> None:
    assert section("Problems (1)") == ["  pkg/broken.py:2: does not parse; mend the syntax"]
    assert REPORT.endswith("\nfiles seen 5 of 6; 1 problem\n")


def test_mentions_only_when_asked_for() -> None:
    assert "Mentions" not in REPORT
    asked = replace(TRACE, mentions=MENTIONS)
    assert "  1 comment, 1 docstring in 1 file" in trace_text(asked, Look())
    assert "    pkg/a.py:2  docstring" in trace_text(asked, Look(verbose=True))


def test_nobody_uses_it() -> None:
    report = trace_text(UNUSED, Look())
    assert "  nothing in the tree uses it" in report
    assert "Mentions (0)" in report
    assert UNUSED.files == FilesSeen(6, 6)
