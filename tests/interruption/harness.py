"""Kill commands at random moments, and see that nothing is half-written, left running or remembered wrongly.

`python tests/interruption/harness.py ROOT TARGET [ROUNDS] [SEED]` does it to any tree, outside of CI.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

# what ends a command, and the statuses it may end with then: done before it came; as documented; by the
# signal itself, while the interpreter starts or leaves
SIGNALS = {
    signal.SIGINT: {0, 130, -signal.SIGINT},
    signal.SIGTERM: {0, 143, -signal.SIGTERM},
    signal.SIGKILL: {0, -signal.SIGKILL},
}
# in the environment of everything that a round starts
MARK = "GRAPHKIT_ROUND"
WORDS = {"", "graphkit: interrupted\n", "graphkit: terminated\n"}


class Job(NamedTuple):
    """A command whose output is compared with what it writes when nothing disturbs it."""

    words: tuple[str, ...]
    # the name of the output
    name: str


JOBS = (
    Job(("trace", "TARGET", "--format", "json"), "trace.json"),
    Job(("blast", "--format", "json"), "blast.json"),
    Job(("plan", "TARGET", "--fresh"), "plan.md"),
    Job(("rank", "TARGET", "--format", "json"), "rank.json"),
    Job(("draw", "TARGET"), "consumers.svg"),
    Job(("explore", "TARGET"), "page.html"),
)


class Bench:
    """A tree, a cache and an output directory; every job's undisturbed output is known."""

    def __init__(self, root: Path, target: str, place: Path, jobs: Sequence[Job] = JOBS) -> None:
        self.root, self.target, self.place, self.jobs = root, target, place, jobs
        self.output, self.cache, self.temporary = place / "out", place / "cache", place / "tmp"
        for directory in (self.output, self.temporary):
            directory.mkdir(parents=True)
        self.right: dict[str, bytes] = {}
        self.seconds: dict[str, float] = {}
        for job in jobs:
            begun = time.monotonic()
            done = self.start(job, "--no-cache")
            _, said = done.communicate(timeout=300)
            assert done.returncode == 0, said
            self.seconds[job.name] = time.monotonic() - begun
            self.right[job.name] = (self.output / job.name).read_bytes()

    def start(self, job: Job, *more: str) -> subprocess.Popen[str]:
        """Start a job in a session of its own, so that whatever it leaves behind can be found."""
        words = [self.target if word == "TARGET" else word for word in job.words]
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "graphkit", *words, "--root", str(self.root), "--quiet",
             "-o", str(self.output / job.name), *more],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True,
            env={**os.environ, "TMPDIR": str(self.temporary), MARK: str(self.place)},
        )  # fmt: skip

    def round(self, job: Job, number: signal.Signals, delay: float) -> int:
        """Start a job, send it a signal after `delay` seconds, and look at what is left."""
        output = self.output / job.name
        old = b"what was there before\n"
        output.write_bytes(old)
        process = self.start(job, "--cache-dir", str(self.cache))
        time.sleep(delay)
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
        told = (job.words[0], number.name, round(delay, 3), process.returncode, said)
        assert process.returncode in SIGNALS[number], told
        if number != signal.SIGKILL:
            assert said in WORDS or _too_early(process.returncode, said), told
            assert not [p for p in self.output.iterdir() if p.name.startswith(".graphkit-")], told
            assert list(self.temporary.iterdir()) == [], told
        assert output.read_bytes() in (old, self.right[job.name]), told
        if process.returncode == 0:
            assert output.read_bytes() == self.right[job.name], told
        assert self.left_running() == [], told
        return process.returncode

    def left_running(self) -> list[str]:
        """Processes that belong to a round, a moment after it ended."""
        for _ in range(100):
            found = list(self._running())
            if not found:
                return []
            time.sleep(0.02)
        return found

    def _running(self) -> list[str]:
        mark = f"{MARK}={self.place}".encode()
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                alive = b"\0" + mark + b"\0" in b"\0" + (entry / "environ").read_bytes()
            except OSError:
                continue
            if alive:
                found.append((entry / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        return found

    def check_cache(self) -> None:
        """Every job gives the same with what is in the cache now as without one, twice."""
        for _ in range(2):
            for job in self.jobs:
                done = self.start(job, "--cache-dir", str(self.cache))
                _, said = done.communicate(timeout=300)
                assert (done.returncode, said) == (0, ""), said
                assert (self.output / job.name).read_bytes() == self.right[job.name], job

    def at_once(self, count: int) -> None:
        """Several runs of every job on one cache at the same time."""
        for job in self.jobs:
            places = [self.output / f"{number}-{job.name}" for number in range(count)]
            running = [self.start(job, "--cache-dir", str(self.cache), "-o", str(place)) for place in places]
            for process, place in zip(running, places, strict=True):
                _, said = process.communicate(timeout=300)
                assert (process.returncode, said) == (0, ""), said
                assert place.read_bytes() == self.right[job.name], job
                place.unlink()

    def rounds(self, count: int, seed: int) -> Counter[tuple[str, int]]:
        """Do `count` rounds, each at another moment, half of them on an empty cache."""
        chance = random.Random(seed)
        ended: Counter[tuple[str, int]] = Counter()
        for number in range(count):
            job = self.jobs[number % len(self.jobs)]
            if chance.random() < 0.5:
                for file in self.cache.glob("*"):
                    file.unlink()
            which = chance.choice(list(SIGNALS))
            # the first part of every run is the same start of the interpreter
            delay = chance.uniform(0.03, 1.1) * self.seconds[job.name]
            ended[which.name, self.round(job, which, delay)] += 1
        return ended


def _too_early(status: int, said: str) -> bool:
    """Whether the interpreter was interrupted before a line of the command ran: the words are its own."""
    return status == -signal.SIGINT and said.endswith("\nKeyboardInterrupt\n") and "graphkit/cli" not in said


def main() -> None:
    """Disturb every command on a tree, and print how they ended."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("root", type=Path)
    arguments.add_argument("target")
    arguments.add_argument("rounds", type=int, nargs="?", default=100)
    arguments.add_argument("seed", type=int, nargs="?", default=1)
    given = arguments.parse_args()
    # what a shell starts in the background would not hear it, nor what that starts
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with tempfile.TemporaryDirectory() as place:
        bench = Bench(given.root.resolve(), given.target, Path(place) / "round")
        ended = bench.rounds(given.rounds, given.seed)
        bench.check_cache()
        bench.at_once(4)
    print(json.dumps({f"{name} {status}": times for (name, status), times in sorted(ended.items())}))


if __name__ == "__main__":
    main()
