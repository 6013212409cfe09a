from __future__ import annotations

import json
import re
from dataclasses import replace

from graphkit.model.problems import FilesSeen
from graphkit.model.testing import (
    CoveredPath,
    OnPath,
    Reach,
    Reached,
    SelectedTests,
    SymbolTest,
    UntestedConsumer,
    WaveTests,
)
from graphkit.notebook.html import html_tables
from graphkit.notebook.tables import tables_of
from graphkit.report.json_document import json_document
from graphkit.report.text_layout import Look
from graphkit.report.text_tests import COLUMNS_SHOWN
from graphkit.report.text_tests import tests_text as as_text


def reach(test: str, consumer: str, distance: int, *, import_time: bool = True) -> Reach:
    return Reach(test, f"{test}.py", consumer, distance, import_time, (test, consumer))


SELECTED = SelectedTests(
    "pkg.old:make",
    (
        SymbolTest("t1", "t1.py", "binds", ("t1.py::test_a",), (1, 4)),
        SymbolTest("conftest", "conftest.py", "patches", (), (7,), ("pkg.b",), True),
    ),
    (reach("t1", "pkg.a", 1), reach("t2", "pkg.a", 2, import_time=False), reach("t2", "pkg.b", 3)),
    (
        CoveredPath(
            name="web",
            entry_points=("pkg.web",),
            tests=("t1.py", "t3.py"),
            reaching=("t2.py",),
            consumers=(OnPath("pkg.a", ("pkg.web", "pkg.a")),),
            covering=("t1.py",),
            reaching_count=4,
        ),
    ),
    (UntestedConsumer("pkg.c", "pkg/c.py", 1200),),
    (WaveTests(1, ("pkg.a", "pkg.c"), ("t1",), ("pkg.c",), True), WaveTests(2, ("pkg.b",), ("t1", "t2"), ())),
    (),
    FilesSeen(5, 5),
    (
        Reached("pkg.a", "pkg/a.py", "consumer", False, 2, 1, 2),
        Reached("pkg.b", "pkg/b.py", "facade", False, 1, 1, 1),
        Reached("pkg.c", "pkg/c.py", "consumer", False, 0, 0, 0),
        Reached("t1", "t1.py", "consumer", True, 1, 1, 1),
    ),
    1000,
    ("pkg.b",),
    (reach("t2", "pkg.b", 3),),
)  # fmt: skip


def lines(selected: SelectedTests, look: Look = Look()) -> list[str]:  # noqa: B008 - a frozen value
    return as_text(selected, look).splitlines()


def test_few_tests_make_a_matrix() -> None:
    text = lines(SELECTED)
    at = text.index("Modules and the tests that reach them (3)  1 more among the tests themselves")
    assert text[at + 1 : at + 8] == [
        "  module  role      tests  1    2",
        "  pkg.a   consumer      2  1  (2)",
        "  pkg.b   facade        1  ·    3",
        "  pkg.c   consumer      0  ·    ·",
        "  imports between them; in brackets when the way takes an import inside a function",
        "    1  t1.py",
        "    2  t2.py",
    ]


def test_many_tests_make_a_table_of_the_nearest_unless_a_matrix_is_asked_for() -> None:
    more = tuple(reach(f"u{n:02}", "pkg.b", 4) for n in range(COLUMNS_SHOWN))
    many = replace(SELECTED, reach=(*SELECTED.reach, *more))
    table = lines(many)
    assert "  module  role      tests  at import  distance  nearest test" in table
    assert "  pkg.a   consumer      2          1         1  t1.py" in table
    assert "  pkg.c   consumer      0          0         –  none reaches it" in table
    matrix = lines(many, Look(matrix=True))
    assert any("·" in line for line in matrix)
    assert not any("not among the nearest" in line for line in matrix)


def test_a_matrix_of_the_nearest_tests_does_not_deny_the_others() -> None:
    a, *others = SELECTED.consumers
    more = (reach("t3", "pkg.b", 3), *SELECTED.reach[1:])
    cut = replace(SELECTED, reach=more, consumers=(a._replace(tests=9, listed=1), *others))
    assert "  pkg.a   consumer      9          1         2  t2.py" in lines(cut)
    matrix = lines(cut, Look(matrix=True))
    assert "  pkg.a   consumer      9  (2)  …" in matrix
    assert "  … where the test is not among the nearest that are listed" in matrix


def test_who_names_it_and_where() -> None:
    text = "\n".join(lines(SELECTED))
    assert "1 module of 1,000 with tests name it" in text
    assert "  t1.py  lines 1, 4\n    t1.py::test_a" in text
    assert "  conftest.py  line 7  no test itself: shared by tests\n    in pkg.b" in text


def test_waves_paths_and_what_to_write_and_run() -> None:
    text = "\n".join(lines(SELECTED))
    assert (
        "Wave 1: 2 modules  1 test module reaches all it can; no fewer do\n  t1\n  reached by none: pkg.c"
        in text
    )
    assert "Wave 2: 1 module  2 test modules reach all it can; close to the fewest" in text
    assert "  t1.py  covers it\n  t3.py  does not reach an entry point\n  4 other test files reach it" in text
    assert "    pkg.web → pkg.a" in text
    assert "  pkg.c  1,200 downstream  pkg/c.py" in text
    assert "Tests to run when pkg.b changes  1 file, nearest first\n  3  t2.py" in text


def test_limits_cut_and_say_so() -> None:
    text = lines(SELECTED, Look(limit=1))
    assert "  … and 2 more; --limit 0 lists all" in text
    assert not any(line.endswith(" ") for line in text)
    assert re.sub(r"\x1b\[\d+m", "", as_text(SELECTED, Look(color=True))) == as_text(SELECTED, Look())


def test_nothing_found_is_said() -> None:
    empty = SelectedTests("pkg.old:make", (), (), (), (), (), (), FilesSeen(1, 1), given=("pkg.b",))
    text = lines(empty)
    assert "No consumer is without a test" in text
    assert (
        text[1] == "  no tests in the tree: give the directory above them with --root, or configure `tests`"
    )
    assert "  no test reaches it" in text


def test_document_and_tables() -> None:
    document = json.loads(json_document(SELECTED))
    assert document["golden_paths"][0]["consumers"] == [{"module": "pkg.a", "chain": ["pkg.web", "pkg.a"]}]
    assert document["reach"][1]["import_time"] is False
    html = html_tables(tables_of(SELECTED), SELECTED.problems, SELECTED.files)
    assert "t1.py::test_a" in html
    assert html.count("<table>") == html.count("<caption>") == 3
