"""Whenever a command is ended, outputs are whole, the cache is of use, and no process is left."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.functional.trees import tree
from tests.interruption.harness import Bench, Job

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/environ").exists(), reason="looks for processes in /proc"
)

ROUNDS = 15
JOBS = (
    Job(("trace", "TARGET", "--format", "json"), "trace.json"),
    Job(("blast", "--format", "json"), "blast.json"),
    Job(("draw", "TARGET"), "consumers.svg"),
)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    # as many files as are shared between processes
    files = {f"pkg/m{number}.py": "import pkg.factory\n" for number in range(620)}
    files |= {f"pkg/user{n}.py": "from pkg.facade import make\nmake()\n" for n in range(4)}
    files |= {"pkg/__init__.py": "", "pkg/factory.py": "def make(): ...\n"}
    root = tree(tmp_path / "tree", {**files, "pkg/facade.py": "from pkg.factory import make\n"})
    return Bench(root, "pkg.factory:make", tmp_path / "bench", JOBS)


def test_ended_at_random_moments(bench: Bench) -> None:
    ended = bench.rounds(ROUNDS, seed=int(os.environ.get("GRAPHKIT_SEED", "1")))
    assert sum(ended.values()) == ROUNDS
    bench.check_cache()
    bench.at_once(2)
