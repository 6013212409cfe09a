from __future__ import annotations

from dataclasses import replace

from graphkit.report.text_layout import Look
from graphkit.report.text_whatif import whatif_text
from tests.examples import WHATIF


def test_the_verdict_comes_first_and_then_what_goes() -> None:
    head, removed, *_ = whatif_text(WHATIF, Look()).split("\n\n")
    assert head == "unsafe: 1 module fails at import, 1 with it; 1 statement fails when reached"
    assert removed.splitlines() == [
        "Removed (2)",
        "  binding  pkg.facade:make  pkg/facade.py:3  from pkg.factory import make",
        "  export   pkg.facade:make  pkg/facade.py:9  'make',",
    ]


def test_what_fails_is_told_production_before_tests_with_its_chain() -> None:
    sections = whatif_text(WHATIF, Look()).split("\n\n")
    assert sections[2].splitlines() == [
        "Fails at import, production (2)",
        "  ImportError: cannot import name 'make' from 'pkg.facade'",
        "    pkg/routes.py:1  import",
        "    pkg/app.py:2     import  falls with pkg.routes",
    ]
    assert sections[3].splitlines()[0] == "Fails at import, tests (1)"
    assert sections[3].endswith("tests/test_a.py:1  import  falls with pkg.app → pkg.routes")


def test_each_way_of_breaking_has_its_section() -> None:
    report = whatif_text(WHATIF, Look())
    titles = [
        line.partition("  ")[0] for line in report.splitlines() if line.endswith(")") or "  " in line[1:]
    ]
    for title in (
        "Fails when reached, production (1)",
        "Swallowed, production (1)",
        "Left dangling, tests (1)",
        "May fail, production (1)",
        "Broken already, production (1)",
    ):
        assert title in titles
    assert "pkg/maybe.py:4  import  under a condition" in report
    assert "  pkg.facade holds no make\n    tests/test_b.py:6  patch string" in report


def test_the_limit_says_what_it_left_out() -> None:
    many = replace(WHATIF, guarded=WHATIF.guarded * 30)
    assert "  … and 10 more; --limit 0 lists all" in whatif_text(many, Look())
    assert whatif_text(many, Look(limit=0)).count("pkg/soft.py:5") == 30


def test_what_is_safe_has_no_sections() -> None:
    nothing = replace(
        WHATIF, verdict="safe", summary="safe: nothing imports it", import_time=(), call_time=(),
        guarded=(), dangling=(), already_broken=(), problems=(),
    )  # fmt: skip
    report = whatif_text(nothing, Look(color=True))
    assert report.startswith("\x1b[32msafe: nothing imports it\x1b[0m\n")
    assert "Fails" not in report
    assert "Broken" not in report
