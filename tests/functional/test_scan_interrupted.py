"""A scan that ends in the middle goes on where it stopped: nothing is lost, nothing is read twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from graphkit.errors import CannotWrite
from graphkit.workflows.scan import scan
from tests.functional.organisation import TARGET, organisation
from tests.functional.scan_works import DELAY, READ

REPOSITORY = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys
import graphkit.workflows.scan as workflow
workflow._WORK = "tests.functional.scan_works:answer"
from graphkit.cli.main import main
sys.argv = ["graphkit", "scan", *sys.argv[1:]]
main()
"""


def start(root: Path, results: Path, log: Path, temporary: Path) -> subprocess.Popen[str]:
    """Begin a scan that takes its time, in a process of its own."""
    temporary.mkdir(exist_ok=True)
    environment = {
        **os.environ,
        "PYTHONPATH": str(REPOSITORY),
        "TMPDIR": str(temporary),
        DELAY: "0.25",
        READ: str(log),
    }
    call = [sys.executable, "-c", PROGRAM, str(root), TARGET, "--results", str(results), "--jobs", "2"]
    return subprocess.Popen(call, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_for_lines(journal: Path, number: int) -> None:
    for _ in range(600):
        if journal.exists() and journal.read_bytes().count(b"\n") >= number:
            return
        time.sleep(0.02)
    pytest.fail("the scan did not get that far")


def wait_until_empty(directory: Path) -> None:
    for _ in range(200):
        if not list(directory.iterdir()):
            return
        time.sleep(0.05)
    pytest.fail(f"left behind: {list(directory.iterdir())}")


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGINT], ids=lambda s: s.name)
def test_a_scan_goes_on_where_it_was_stopped(ending: signal.Signals, tmp_path: Path) -> None:
    root, results, log = organisation(tmp_path / "org"), tmp_path / "results", tmp_path / "read"
    running = start(root, results, log, tmp_path / "temporary")
    wait_for_lines(results / "journal.jsonl", 3)
    running.send_signal(ending)
    _, said = running.communicate(timeout=30)
    assert not (results / "uses.jsonl").exists()
    if ending == signal.SIGINT:
        assert running.returncode == 130
        hint = f"graphkit: {results} keeps what was read, the same command goes on from there\n"
        assert said.startswith(hint)
    wait_until_empty(tmp_path / "temporary")
    known = [json.loads(line)["name"] for line in (results / "journal.jsonl").read_text().splitlines()]
    assert 3 <= len(known) < 13

    log.unlink()
    again = start(root, results, log, tmp_path / "temporary")
    again.communicate(timeout=120)
    assert again.returncode == 0
    scan(str(root), TARGET, results=str(tmp_path / "fresh"))
    for name in ("uses", "repositories", "ranking"):
        assert (results / f"{name}.jsonl").read_bytes() == (tmp_path / "fresh" / f"{name}.jsonl").read_bytes()
    # each repository was read once for each question; those known before were not read again
    entries = [json.loads(line) for line in (results / "journal.jsonl").read_text().splitlines()]
    assert Counter((entry["key"], entry["name"]) for entry in entries).most_common(1)[0][1] == 1
    expected = [json.loads(line) for line in (tmp_path / "fresh" / "journal.jsonl").read_text().splitlines()]
    assert sorted((e["key"], e["name"]) for e in entries) == sorted((e["key"], e["name"]) for e in expected)
    assert sorted(log.read_text().split() + known) == sorted(entry["name"] for entry in entries)
    wait_until_empty(tmp_path / "temporary")


def test_two_scans_do_not_write_to_one_place(tmp_path: Path) -> None:
    root, results = organisation(tmp_path / "org"), tmp_path / "results"
    running = start(root, results, tmp_path / "read", tmp_path / "temporary")
    try:
        wait_for_lines(results / "journal.jsonl", 1)
        with pytest.raises(CannotWrite, match="another scan is writing there"):
            scan(str(root), TARGET, results=str(results))
    finally:
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=30)
