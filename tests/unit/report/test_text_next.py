from __future__ import annotations

from dataclasses import replace

from graphkit.model.edits import MECHANICAL, FileEdit, SuggestedEdit
from graphkit.model.testing import Reach
from graphkit.report.text_layout import Look
from graphkit.report.text_next import next_text
from tests.examples import NEXT


def test_the_verdict_then_why_then_what_to_do() -> None:
    report = next_text(NEXT, Look())
    assert report.startswith(
        "change pkg/routes.py\n  canary-first; 1 module left after this one\n  a note\n\n"
    )
    assert "pkg.routes  pkg/routes.py  consumer, import + call\n  a leaf\n" in report
    assert (
        "Uses (2)  what this step is about\n"
        "  pkg/routes.py:1  import  import time, guarded\n"
        "  pkg/routes.py:9  call    call time in connect\n"
    ) in report
    assert (
        "Edit pkg/routes.py  mechanical\n  line 9, mechanical  (a rewrite)\n    - make()\n    + Maker()\n"
    ) in report
    assert "\nUnblocks (1)  can move after it, once nothing else is in their way\n  pkg.facade\n" in report
    assert "\nTests to run (1)  those that reach it, nearest first\n  tests/test_a.py  distance 1\n" in report
    assert "\nAt stake (1)  " in report
    assert "\nWaits for (1)  before the change\n  a look\n" in report


def test_done_is_said_in_one_line() -> None:
    done = replace(NEXT, module=None, verdict="done: it is gone", remaining=0, notes=(), problems=())
    assert next_text(done, Look()) == "done: it is gone\n\nfiles seen 5 of 6\n"


def test_no_test_is_said_and_many_are_cut() -> None:
    assert "Tests to run (0)  no test reaches it" in next_text(replace(NEXT, tests=()), Look())
    far = Reach("tests.t", "tests/t.py", "pkg.routes", 3, False, ("tests.t", "pkg.routes"))
    report = next_text(replace(NEXT, tests=(far,) * 30), Look())
    assert "  … and 10 more; --format json lists all" in report
    assert "  tests/t.py  distance 3  through an import in a function" in report


def test_no_control_characters_reach_the_screen() -> None:
    edit = SuggestedEdit("a.py", 1, "\x1b[31mold", "\x1b[31mnew", MECHANICAL, "\x1b[31m")
    nasty = replace(
        NEXT,
        verdict="\x1b[31m",
        notes=("\x1b[31m",),
        waits=("\x1b[31m",),
        edits=(FileEdit("a", "\x1b[31m", (edit,), "", MECHANICAL),),
    )
    assert "\x1b" not in next_text(nasty, Look())
