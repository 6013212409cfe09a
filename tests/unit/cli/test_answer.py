from __future__ import annotations

import io
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from graphkit.cli.answer import answer, tell_reading
from graphkit.cli.options import Run
from graphkit.errors import CannotWrite
from graphkit.model.problems import FilesSeen, Problem
from tests.examples import BINDINGS, TRACE

PLAIN = Run(
    (), None, "text", None, (), cache=True, cache_dir=None, strict=False, verbose=False, quiet=False, jobs=0
)
MANY = tuple(Problem(f"f{n:02}.py", 1, "does not parse") for n in range(12))


class Screen(io.TextIOWrapper):
    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8")

    def isatty(self) -> bool:
        return True

    def text(self) -> str:
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode()


def test_result_to_stdout_and_problems_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(PLAIN, lambda options: TRACE) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("pkg.factory:make\n")
    assert shown.err == "graphkit: pkg/broken.py:2: does not parse; mend the syntax\n"


def test_problems_are_limited_unless_verbose(capsys: pytest.CaptureFixture[str]) -> None:
    result = replace(BINDINGS, problems=MANY)
    tell_reading(PLAIN, result)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 11
    assert lines[-1] == "graphkit: and 2 more problems; -v lists all"
    tell_reading(replace(PLAIN, verbose=True), result)
    assert len(capsys.readouterr().err.splitlines()) == 12
    tell_reading(replace(PLAIN, quiet=True), result)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("problems", "files", "status"),
    [((), FilesSeen(6, 6), 0), ((), FilesSeen(5, 6), 3), (MANY[:1], FilesSeen(6, 6), 3)],
)
def test_strict_is_about_everything_that_was_not_read(
    problems: tuple[Problem, ...], files: FilesSeen, status: int
) -> None:
    result = replace(BINDINGS, problems=problems, files=files)
    assert tell_reading(replace(PLAIN, strict=True), result) == status
    assert tell_reading(PLAIN, result) == 0


def test_no_work_is_done_for_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    def work(options: object) -> object:
        raise AssertionError("the place was to be checked first")

    with pytest.raises(CannotWrite, match="no directory"):
        answer(replace(PLAIN, output=str(tmp_path / "missing" / "a.txt")), work)  # type: ignore[arg-type]


def test_files_are_utf8_without_colour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Screen())
    named = replace(BINDINGS, modules=(("模块", (("é", ("m:é",)),)),))
    answer(replace(PLAIN, output=str(tmp_path / "a.txt")), lambda options: named)
    assert (tmp_path / "a.txt").read_bytes().startswith("模块: é <- m:é\n".encode())


def test_colour_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    answer(PLAIN, lambda options: BINDINGS)
    assert "\x1b[36mpkg.facade\x1b[0m: make" in screen.text()


def test_no_color_is_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    answer(PLAIN, lambda options: BINDINGS)
    assert "\x1b" not in screen.text()


def test_a_terminal_that_shows_both_lists_problems_once(monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = Screen(), Screen()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    answer(PLAIN, lambda options: TRACE)
    assert "mend the syntax" not in out.text()
    assert "mend the syntax" in err.text()
