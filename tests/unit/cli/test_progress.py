from __future__ import annotations

import io
import sys

import pytest

from graphkit.cli.progress import progress


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_nothing_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with progress(wanted=True) as tell:
        assert tell is None


def test_nothing_when_it_is_not_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Screen())
    with progress(wanted=False) as tell:
        assert tell is None


def test_stages_on_a_terminal_stderr_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm-256color")
    with progress(wanted=True) as tell:
        assert tell is not None
        tell("parsing", 1, 3)
        tell("parsing", 3, 3)
        tell("searching [b]x[/b]", 0, 0)
    assert "parsing" in screen.getvalue()
    assert capsys.readouterr().out == ""
