"""A Dask cluster gives the same answer as processes of this machine, also when a worker is lost."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graphkit.workflows.scan import scan
from tests.functional.organisation import TARGET, organisation
from tests.functional.scan_works import DELAY, WORK

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    from distributed import LocalCluster

    # long enough for a worker to be in the middle of something when it goes
    monkeypatch.setenv(DELAY, "0.2")
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=50
    ) as cluster:
        yield cluster


def test_a_killed_worker_costs_nothing(cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = organisation(tmp_path / "org")
    monkeypatch.setattr("graphkit.workflows.scan._WORK", WORK)
    killed: list[int] = []

    def kill_one(stage: str, done: int, total: int) -> None:
        if done == 3 and not killed:
            victim = next(iter(cluster.workers.values())).pid
            killed.append(victim)
            os.kill(victim, signal.SIGKILL)

    found = scan(
        str(root),
        TARGET,
        engine="dask",
        scheduler=cluster.scheduler_address,
        results=str(tmp_path / "dask"),
        progress=kill_one,
    )
    assert killed
    monkeypatch.undo()
    plain = scan(str(root), TARGET, results=str(tmp_path / "processes"), jobs=2)
    assert replace(found, results="") == replace(plain, results="")
    # each repository once for each question, by either engine
    entries = [
        sorted(
            (entry["key"], entry["name"])
            for entry in map(json.loads, (tmp_path / engine / "journal.jsonl").read_text().splitlines())
        )
        for engine in ("dask", "processes")
    ]
    assert entries[0] == entries[1]
