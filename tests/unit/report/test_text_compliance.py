"""Compliance in words."""

from __future__ import annotations

from dataclasses import replace

from graphkit.model.compliance import (
    Compliance,
    Counted,
    DetectorResult,
    FileState,
    Reconciled,
    Share,
    SymbolCompliance,
)
from graphkit.model.problems import FilesSeen
from graphkit.report.text_compliance import compliance_text
from graphkit.report.text_layout import Look

SHARES = (
    Share("all", 1, 1, 2, 5, 1200, 50.0, 99.58),
    Share("production", 1, 1, 2, 5, 1200, 50.0, 99.58),
    Share("tests", 0, 0, 0, 0, 0, None, None),
    Share("", 0, 0, 2, 0, 1000, 100.0, 100.0),
    Share("app.web", 1, 1, 0, 5, 200, 0.0, 97.56),
)
STATES = (
    FileState("app.a", "app/a.py", False, "", "migrated", 0, 400),
    FileState("app.b", "app/b.py", False, "", "migrated", 0, 600),
    FileState("app.web.c", "app/web/c.py", False, "app.web", "mixed", 1, 200, 2),
    FileState("app.web.d", "app/web/d.py", False, "app.web", "deprecated", 4, 0),
)
SYMBOLS = SymbolCompliance(
    "old-make", ("pkg.a:make", "pkg.a:Make"), "pkg.new:New", STATES, SHARES[:3], SHARES[3:]
)
DETECTOR = DetectorResult(
    "grep", 10, 3, 1, 4, 2, 4, 40.0, ("x.py",) * 4, (Counted("deprecated", 3), Counted("mixed", 1))
)
ROW = Reconciled("grep", "old-make", 4, 1, 1, 0, 1, 0, 1, 2, (), 50.0, 100.0)
RESULT = Compliance("old-make", (SYMBOLS,), (DETECTOR,), (ROW,), (), FilesSeen(5, 5))


def conclusion(*rows: Reconciled) -> str:
    return compliance_text(replace(RESULT, reconciled=rows), Look()).split("\n\n")[-2].strip()


def test_the_whole_report() -> None:
    assert (
        compliance_text(RESULT, Look())
        == """\
Compliance of old-make
  deprecated   pkg.a:make
               pkg.a:Make
  replacement  pkg.new:New

                 files  deprecated  mixed  migrated  of files  old uses  new uses  of uses
  all                4           1      1         2    50.0 %         5     1,200   99.6 %
  production         4           1      1         2    50.0 %         5     1,200   99.6 %
  tests              0           0      0         0         -         0         0        -
    app.web          2           1      1         0     0.0 %         5       200   97.6 %
    (top level)      2           0      0         2   100.0 %         0     1,000  100.0 %

Deprecated (1)  use a deprecated symbol only
  app/web/d.py  4 old  0 new

Mixed (1)  use both
  app/web/c.py  1 old  200 new  and 2 possible uses of the old

Migrated (2)  use the replacement only
  app/a.py  0 old  400 new
  app/b.py  0 old  600 new

Detectors (1)  what text patterns count, comments included
  detector  files  deprecated  mixed  compliant  neither  violations  percent
  grep         10           3      1          4        2           4   40.0 %  = 3 deprecated + 1 mixed

Reconciled with old-make  what the files are that a detector counts
  detector  counted  use it  use another  undecided  mention  itself  unrelated  missed  precision   recall
  grep            4       1            1          0        1       0          1       0     50.0 %  100.0 %

  Of what grep counts, 50 % really uses it; 0 of the 2 files that do are missed: go by the symbols.

files seen 5 of 5
"""
    )


def test_long_lists_are_bounded_but_with_verbose() -> None:
    many = tuple(row._replace(file=f"app/{n}.py") for n in range(30) for row in STATES[:1])
    areas = tuple(SHARES[3]._replace(name=f"a{n:02}") for n in range(12))
    result = replace(RESULT, symbols=(SYMBOLS._replace(files=many, areas=areas),))
    short, full = compliance_text(result, Look()), compliance_text(result, Look(verbose=True))
    assert "  … and 10 more files; -v lists all" in short
    assert "  … and 2 more areas; -v lists all" in short
    assert full.count("400 new") == 30
    assert "a11" in full
    assert "more" not in full


def test_verbose_names_the_missed_files() -> None:
    row = ROW._replace(missed=("app/z.py",))
    result = replace(RESULT, reconciled=(row,))
    assert "Missed by grep (1)\n  app/z.py\n" in compliance_text(result, Look(verbose=True))
    assert "Missed by" not in compliance_text(result, Look())


def test_without_a_replacement_it_says_what_to_set() -> None:
    bare = SYMBOLS._replace(replacement="", files=(), shares=())
    report = compliance_text(Compliance("x", (bare,), (), (), (), FilesSeen(1, 1)), Look())
    assert "replacement  none configured: nothing can count as migrated" in report
    assert "nothing in the tree uses any of them" in report
    assert "Detectors" not in report
    assert "Reconciled" not in report


def test_conclusions() -> None:
    exact = ROW._replace(detector="exact", uses=2, uses_other=2, hits=4, precision=100.0)
    blind = ROW._replace(detector="blind", missed=("a", "b"), precision=None)
    assert conclusion(exact) == "Exactly the 2 files that use it: exact."
    assert conclusion(exact, ROW) == (
        "Exactly the 2 files that use it: exact. "
        "Of what the others count, 50 % really uses it; "
        "0 of the 2 files that do are missed: go by the symbols."
    )
    assert conclusion(ROW, blind) == (
        "Of what the detectors count, 50 % really uses it; "
        "0 to 2 of the 2 files that do are missed: go by the symbols."
    )
    assert conclusion(blind) == "2 of the 2 files that do are missed: go by the symbols."
    assert conclusion(ROW._replace(users=0)).startswith("No file uses it any more: ")
