"""graphkit and the tools that come nearest, side by side: whole processes, interleaved, medians.

    python -m tests.benchmarks.peers trace ROOT pkg.mod:name   references, by pyright's language server
    python -m tests.benchmarks.peers blast ROOT                `ruff analyze graph`
    python -m tests.benchmarks.peers bindings ROOT             griffe, aliases resolved

`--rounds N` runs each so many times (5), `--only graphkit` or `--only peer` leaves the other out. "cold" has
an empty cache directory of its own, "warm" the one that the cold run left. Memory is the largest process's
peak.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parents[2]


class Contender(NamedTuple):
    """A command to time; `clear` is a directory to remove before each run."""

    name: str
    command: tuple[str, ...]
    clear: Path | None = None


class Run(NamedTuple):
    """One process: seconds, megabytes, exit status."""

    wall: float
    cpu: float
    memory: float
    status: int


def run(contender: Contender) -> Run:
    """Start the process, wait for its end, ask the kernel what it used."""
    if contender.clear:
        shutil.rmtree(contender.clear, ignore_errors=True)
    environment = {**os.environ, "PYTHONPATH": str(HERE)}
    start = time.perf_counter()
    process = subprocess.Popen(
        contender.command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    # kilobytes, but bytes on macOS
    memory = used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return Run(wall, used.ru_utime + used.ru_stime, memory, process.returncode)


def graphkit(words: list[str], root: Path, cache: Path) -> list[Contender]:
    """A command cold, then warm."""
    command = (sys.executable, "-m", "graphkit", *words, "--root", str(root), "--cache-dir", str(cache))
    command += ("--quiet", "--format", "json")
    return [Contender("graphkit cold", command, clear=cache), Contender("graphkit warm", command)]


def pyright(root: Path, target: str) -> Contender | str:
    """The references to a symbol, or why they cannot be had."""
    server = program("pyright-langserver")
    if server is None:
        return "pyright is not installed: pip install pyright"
    client = (sys.executable, "-m", "tests.benchmarks.lsp", str(root), target)
    return Contender("pyright", (*client, "--", server, "--stdio"))


def ruff(root: Path) -> Contender | str:
    """The module graph, or why it cannot be had."""
    ruff = program("ruff")
    if ruff is None:
        return "ruff is not installed: pip install ruff"
    return Contender("ruff analyze graph", (ruff, "analyze", "graph", "--preview", str(root)))


def griffe(root: Path) -> Contender | str:
    """Every package of the root loaded, aliases resolved, or why it cannot be had."""
    if importlib.util.find_spec("griffe") is None:
        return "griffe is not installed: pip install griffe"
    return Contender("griffe", (sys.executable, "-m", "tests.differential.griffe_bindings", str(root)))


def program(name: str) -> str | None:
    """A program beside this Python, else on the PATH."""
    return shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)


def contenders(given: argparse.Namespace, cache: Path) -> list[Contender]:
    """What the task compares; says which peer is absent."""
    root = given.root.resolve()
    words = [given.task, *([given.target] if given.task == "trace" else [])]
    peers: dict[str, Callable[[], Contender | str]] = {
        "trace": lambda: pyright(root, given.target),
        "blast": lambda: ruff(root),
        "bindings": lambda: griffe(root),
    }
    chosen = [] if given.only == "peer" else graphkit(words, root, cache)
    if given.only != "graphkit":
        peer = peers[given.task]()
        if isinstance(peer, str):
            print(peer, file=sys.stderr)
        else:
            chosen.append(peer)
    return chosen


def main() -> None:
    """Interleave the contenders round by round; a line of medians each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("task", choices=["trace", "blast", "bindings"])
    parser.add_argument("root", type=Path)
    parser.add_argument("target", nargs="?")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", choices=["graphkit", "peer"])
    given = parser.parse_args()
    if given.task == "trace" and not given.target:
        parser.error("trace needs a target")
    with tempfile.TemporaryDirectory() as scratch:
        chosen = contenders(given, Path(scratch, "cache"))
        runs = [[run(one) for one in chosen] for _ in range(given.rounds)]
    peer = statistics.median(one[-1].wall for one in runs) if chosen else 0.0
    print(f"{'':20} {'wall s':>8} {'CPU s':>8} {'MB':>6} {'÷ last':>7}  slowest, exit statuses")
    for contender, of in zip(chosen, zip(*runs, strict=True), strict=True):
        wall, cpu, memory = (statistics.median(one[field] for one in of) for field in range(3))
        slowest, statuses = max(one.wall for one in of), sorted({one.status for one in of})
        figures = f"{wall:8.2f} {cpu:8.2f} {memory:6.0f} {wall / peer:7.2f}"
        print(f"{contender.name:20} {figures}  {slowest:.2f} s, {statuses}")


if __name__ == "__main__":
    main()
