"""The commands of a plan can be run as they stand."""

from __future__ import annotations

import shlex

from graphkit.analysis import planning_commands as commands
from graphkit.analysis.planning_commands import Words


def test_tags_are_what_git_allows() -> None:
    assert Words("x", "pkg.old:make it~^ now").tag(2) == "migration/pkg-old-make-it-now-phase-2"
    assert Words("x", "::").tag(1) == "migration/plan-phase-1"


def test_names_are_quoted() -> None:
    (check, *_) = commands.file_checks("app.one", "app/a b'c.py", False, ())
    assert shlex.split(check.run)[-1] == "app/a b'c.py"
    assert shlex.split(Words("a; rm -rf x", "n").gate(1)) == [
        "graphkit",
        "plan",
        "a; rm -rf x",
        "--gate",
        "1",
    ]


def test_scripts_tests_and_notebooks_are_not_imported() -> None:
    def runs(module: str, file: str, *, is_test: bool = False) -> list[str]:
        return [check.run.split()[1] for check in commands.file_checks(module, file, is_test, ())]

    assert runs("app.one", "app/one.py") == ["-m", "-c"]
    assert runs("script", "script.py") == ["-m"]
    assert runs("tests.test_a", "tests/test_a.py", is_test=True) == ["-m"]
    assert runs("app.not-a-name", "app/not-a-name.py") == ["-m"]
    assert runs("notes.look", "notes/look.ipynb") == []


def test_many_tests_are_counted() -> None:
    tests = [f"tests/test_{number}.py" for number in range(30)]
    found = commands.validation(Words("t", "t"), 1, tests, ())[1]
    assert "the first 12 of 30" in found.what
    assert len(found.run.split()) == 2 + 12


def test_many_names_are_left_to_the_gate() -> None:
    removes = [f"app.m{number}:make" for number in range(20)]
    runs = [command.run for command in commands.entry(Words("t", "t"), 2, 1, removes, (), 0)]
    assert not any("whatif" in run for run in runs)
    assert "graphkit plan t --gate 1" in runs
    assert runs[-1] == "git tag migration/t-phase-2"


def test_rollback_is_by_tags() -> None:
    words = Words("t", "t")
    assert [command.run for command in commands.phase_rollback(words, 3)] == [
        "git checkout migration/t-phase-3 -- FILE",
        "git revert --no-edit migration/t-phase-3..HEAD",
    ]
    assert commands.whole_rollback(words, 2)[0].run == "git revert --no-edit migration/t-phase-2..HEAD"


def test_the_last_phase_ends_when_nobody_spells_the_name() -> None:
    runs = [command.run for command in commands.leaving(Words("t", "t"), 4, (), (), ["make", "make", "Old"])]
    assert runs == ["! git grep -nw -e Old -e make -- '*.py'"]
