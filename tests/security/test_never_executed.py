"""The analysed code is never imported or run: a canary in every place where something could start it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.security.conftest import Trapped
from tests.security.every_command import COMMANDS, PROGRAMS
from tests.security.traps import trap


def test_no_command_runs_anything_of_the_tree(trapped: Trapped) -> None:
    marks, session = trapped.marks, trapped.session
    assert [mark.name for mark in marks.iterdir()] == []
    ended = {ran.command: ran.status for ran in session.ran if ran.status}
    # without a Graphviz of the system, and a target that is not there; --check and --gate find something
    usual = {"system.svg", "no.such.module:thing", "--check", "--gate"}
    assert {
        command: status
        for command, status in ended.items()
        if not usual & {w.rpartition("/")[2] for w in command}
    } == {}
    assert len(session.ran) == len(COMMANDS)


def test_the_traps_work(tmp_path: Path) -> None:
    marks = trap(tmp_path)
    work = tmp_path / "work"
    subprocess.run(
        [sys.executable, "-c", "import typing, pkg.user"], cwd=work, check=False, capture_output=True
    )
    subprocess.run([str(work / "hook")], cwd=work, check=False)
    assert {"typing", "pkg", "pkg.user", "hook"} <= {mark.name for mark in marks.iterdir()}


def test_only_known_programs_are_started_and_never_through_a_shell(trapped: Trapped) -> None:
    assert trapped.session.started
    for words in trapped.session.started:
        assert isinstance(words, list), words
        own = words[0] == sys.executable and words[1] == "-P"
        assert own or Path(words[0]).name in PROGRAMS, words


@pytest.mark.parametrize(
    "module", ["typing", "json", "click", "logging", "dataclasses", "tomllib", "sqlite3", "rich"]
)
def test_python_m_takes_no_module_from_the_current_directory(tmp_path: Path, module: str) -> None:
    """What the interpreter itself imports before graphkit begins is beyond its reach: docs/security.md."""
    (tmp_path / "pkg.py").write_text("def make(): ...\n")
    (tmp_path / f"{module}.py").write_text("raise SystemExit('the analysed code was run')\n")
    done = subprocess.run(
        [sys.executable, "-m", "graphkit", "trace", "pkg:make", "--no-cache"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
