"""The engine for Dask, on a cluster of this machine: see also tests/functional/test_scan_engines.py."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graphkit.errors import BadScheduler
from graphkit.execution.dask import Dask
from graphkit.execution.jobs import Job

WORK = "tests.unit.execution.works:work"


@pytest.fixture
def engine() -> Iterator[Dask]:
    from distributed import LocalCluster

    with LocalCluster(n_workers=1, threads_per_worker=2, processes=False, dashboard_address=":0") as cluster:
        engine = Dask(WORK, cluster.scheduler_address, 2.0)
        yield engine
        engine.close()


@pytest.mark.filterwarnings("ignore")
def test_every_job_has_one_outcome(engine: Dask) -> None:
    payloads = ["a", "b", "die", "fail x", "sleep 60", *map(str, range(20))]
    outcomes = list(engine.run([Job(payload, payload.encode()) for payload in payloads]))
    found = {outcome.key: outcome for outcome in outcomes}
    assert sorted(outcome.key for outcome in outcomes) == sorted(payloads)
    assert found["a"].answer == b"A"
    assert found["19"].answer == b"19"
    assert found["die"].failed == "the process that read it was killed (SIGKILL)"
    assert found["fail x"].failed == "ValueError: x"
    assert found["sleep 60"].failed == "took longer than 2 s"
    assert list(engine.run([])) == []


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense://"])
def test_no_scheduler_is_said(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphkit.execution.dask._CONNECT_SECONDS", 1)
    with pytest.raises(BadScheduler, match="no Dask scheduler answers"):
        Dask(WORK, address, 0)
