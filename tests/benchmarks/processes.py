"""Whole processes, timed as the system counts them, one after the other in turns."""

from __future__ import annotations

import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parents[2]


# a process counts the memory of the one that started it as its own: this one is small
_LAUNCHER = """\
import os, sys, time
start = time.perf_counter()
pid = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, used = os.wait4(pid, 0)
wall = time.perf_counter() - start
code = os.waitstatus_to_exitcode(status)
with open(sys.argv[1], "w") as file:
    print(wall, used.ru_utime + used.ru_stime, used.ru_maxrss, code, file=file)
"""


class Contender(NamedTuple):
    """A command to time; `clear` is a directory to remove before each run."""

    name: str
    command: tuple[str, ...]
    clear: Path | None = None
    directory: Path | None = None


class Run(NamedTuple):
    """One process: seconds of wall and of all cores, megabytes at the peak, exit status, what it printed."""

    wall: float
    cpu: float
    memory: float
    status: int
    printed: str = ""


class Median(NamedTuple):
    """The middle of several runs; `slowest` is the longest wall time, `ended` whether all ended well."""

    wall: float
    cpu: float
    memory: float
    slowest: float
    ended: bool


def run(contender: Contender, limit: float = 600.0) -> Run:
    """Start the process, wait for its end, ask the system what it used.

    After `limit` seconds the process and its children are killed. Memory is that of the largest process.
    """
    if contender.clear:
        shutil.rmtree(contender.clear, ignore_errors=True)
    environment = {**os.environ, "PYTHONPATH": str(HERE), "NO_COLOR": "1"}
    with tempfile.TemporaryFile() as output, tempfile.NamedTemporaryFile("r") as measured:
        launcher = subprocess.Popen(
            (sys.executable, "-I", "-S", "-c", _LAUNCHER, measured.name, *contender.command),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd=contender.directory,
            start_new_session=True,
        )
        watch = threading.Timer(limit, os.killpg, (launcher.pid, signal.SIGKILL))
        watch.start()
        status = launcher.wait()
        watch.cancel()
        output.seek(0)
        printed = output.read().decode("utf-8", "replace")
        figures = measured.read().split()
    if not figures:
        return Run(limit, 0.0, 0.0, status, printed)
    wall, cpu, memory, status = float(figures[0]), float(figures[1]), float(figures[2]), int(figures[3])
    # kilobytes, but bytes on macOS
    return Run(wall, cpu, memory / (1 << 20 if sys.platform == "darwin" else 1 << 10), status, printed)


def take_turns(contenders: Sequence[Contender], rounds: int, limit: float = 600.0) -> list[list[Run]]:
    """Run all of them once, then all again, `rounds` times: the runs of each.

    One that did not end well is not run again.
    """
    runs: list[list[Run]] = [[] for _ in contenders]
    for _ in range(rounds):
        for contender, so_far in zip(contenders, runs, strict=True):
            if not so_far or so_far[-1].status == 0:
                so_far.append(run(contender, limit))
    return runs


def median(runs: Sequence[Run]) -> Median:
    """The medians of the runs of one contender."""
    return Median(
        statistics.median(one.wall for one in runs),
        statistics.median(one.cpu for one in runs),
        statistics.median(one.memory for one in runs),
        max(one.wall for one in runs),
        all(one.status == 0 for one in runs),
    )


def program(name: str) -> str | None:
    """A program beside this Python, else on the PATH."""
    return shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
