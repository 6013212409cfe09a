"""A worker whose parent goes away ends by itself, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.unit.execution.test_processes import WORK, is_gone

PROGRAM = """
import sys
from graphkit.execution.jobs import Job
from graphkit.execution.processes import Processes
engine = Processes({work!r}, 2, 0)
for outcome in engine.run([Job("a", b"pid"), Job("b", b"sleep 60"), Job("c", b"sleep 60")]):
    print(outcome.answer.decode(), flush=True)
"""


def test_workers_do_not_outlive_a_killed_parent(tmp_path: Path) -> None:
    root = str(Path(__file__).resolve().parents[3])
    environment = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": root}
    parent = subprocess.Popen(
        [sys.executable, "-c", PROGRAM.format(work=WORK)],
        stdout=subprocess.PIPE,
        env=environment,
        text=True,
    )
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    assert len(list(tmp_path.iterdir())) == 2
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    assert is_gone(worker)
    for _ in range(200):
        if not list(tmp_path.iterdir()):
            break
        signal.sigtimedwait([], 0.05)
    assert list(tmp_path.iterdir()) == []


def test_a_worker_that_nobody_hears_leaves_nothing_behind(tmp_path: Path) -> None:
    root = str(Path(__file__).resolve().parents[3])
    own = tmp_path / "own"
    own.mkdir()
    environment = {
        **os.environ,
        "TMPDIR": str(own),
        "GRAPHKIT_WORKER_DIRECTORY": str(own),
        "PYTHONPATH": root,
    }
    hearing, saying = os.pipe()
    os.close(hearing)
    program = f"from graphkit.execution.worker import main; main({WORK!r})"
    # its input stays open: that its answers go nowhere is all it can notice
    worker = subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=saying,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    os.close(saying)
    assert worker.wait(60) == 0
    assert worker.stdin is not None
    worker.stdin.close()
    assert not own.exists()
