"""The number of processes changes no answer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from graphkit.cli.main import graphkit
from graphkit.extract import detector_texts, facts_ahead, import_graph, mentions, shares, suite
from graphkit.workflows import edits
from tests.functional.trees import tree

SAMPLE = Path(__file__).parents[2] / "graphkit" / "samples" / "websocket_app"
COMMANDS = [
    ["trace", "websocket-factory"],
    ["bindings"],
    ["blast"],
    ["rank", "websocket-factory"],
    ["compliance"],
    ["plan", "websocket-factory"],
    ["tests", "websocket-factory"],
]


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many shares each piece of work had, every file worth a process."""
    counts: list[int] = []
    start = shares._Child

    def noted(work: Callable[..., object], share: object) -> object:
        counts.append(1)
        return start(work, share)  # type: ignore[arg-type]

    monkeypatch.setattr(shares, "_Child", noted)
    for module in (detector_texts, facts_ahead, mentions, edits):
        monkeypatch.setattr(module, "LEAST_SHARE", 1)
    for other in (import_graph, suite):
        monkeypatch.setattr(other, "_LEAST_SHARE", 1)
    # a test runner has threads of its own
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    return counts


@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
@pytest.mark.parametrize("command", COMMANDS, ids=[command[0] for command in COMMANDS])
def test_answers_are_the_same_bytes_whatever_the_number(command: list[str], forked: list[int]) -> None:
    def run(jobs: int) -> str:
        given = [*command, "--config", str(SAMPLE / "graphkit.toml"), "--no-cache", "--jobs", str(jobs)]
        # read in the foreground: scanning after a scanner was used forks no more
        result = CliRunner().invoke(graphkit, [*given, "--format", "json"])
        assert result.exit_code == 0, result.output
        return result.stdout

    alone = run(1)
    assert not forked
    assert run(3) == alone
    assert run(2) == alone
    # the scanner's threads keep a process that used it from forking
    assert forked or command == ["blast"]


@pytest.mark.parametrize("given", ["-1", "many"])
def test_what_is_no_number_is_refused(given: str, tmp_path: Path) -> None:
    root = tree(tmp_path, {"a.py": ""})
    result = CliRunner().invoke(graphkit, ["blast", "--root", str(root), "--jobs", given])
    assert result.exit_code == 2
    assert "--jobs" in result.output
