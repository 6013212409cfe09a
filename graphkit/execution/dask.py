"""Run jobs on an existing Dask cluster: the one door to `distributed`."""

from __future__ import annotations

import atexit
import contextlib
import threading
import time
from collections.abc import Generator, Iterable
from typing import Any

from graphkit.errors import BadScheduler, MissingExtra
from graphkit.execution.jobs import Job, Outcome
from graphkit.execution.processes import Processes

_CONNECT_SECONDS = 10
# how many jobs are at the cluster at once, for each of its threads
_AHEAD = 4
_hosts: dict[tuple[int, str, float], Processes] = {}


def run_here(work: str, timeout: float, key: str, payload: bytes) -> Outcome:
    """Do one job in a process beside this Dask worker; called on the worker.

    A job that runs for too long, or takes its process down, so costs the cluster nothing. Each thread of the
    worker keeps one process.
    """
    place = (threading.get_ident(), work, timeout)
    if not _hosts:
        atexit.register(_end_all)
    host = _hosts.setdefault(place, Processes(work, 1, timeout))
    (outcome,) = host.run([Job(key, payload)])
    return outcome


def _end_all() -> None:
    for host in _hosts.values():
        host.close()


class Dask:
    """An engine of the workers of a Dask cluster, found by its scheduler's address.

    A job whose worker goes away is given to another by the scheduler. The workers need graphkit, and the
    paths of the repositories as they are here.
    """

    def __init__(self, work: str, scheduler: str, timeout: float) -> None:
        try:
            from distributed import Client
        except ImportError as error:
            raise MissingExtra("dask", "--engine dask", "distributed") from error
        self._work = work
        self._timeout = timeout
        try:
            self._client = Client(scheduler, timeout=_CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise BadScheduler(scheduler, f"{type(error).__name__}: {error}") from error
        try:
            self._client.wait_for_workers(1, timeout=_CONNECT_SECONDS)
        except TimeoutError as error:
            self._client.close()
            raise BadScheduler(scheduler, "it has no workers") from error

    def run(self, jobs: Iterable[Job]) -> Generator[Outcome]:
        """Yield the outcome of each job as it ends; closing the iterator cancels what still runs."""
        from distributed import as_completed

        waiting = iter(jobs)
        threads = sum(self._client.nthreads().values())
        room = max(_AHEAD * threads, _AHEAD)
        started: dict[object, float] = {}
        ending = as_completed(loop=self._client.loop)
        pending: dict[object, tuple[Any, str]] = {}

        def submit() -> bool:
            job = next(waiting, None)
            if job is None:
                return False
            future = self._client.submit(run_here, self._work, self._timeout, *job, pure=False)
            pending[future.key] = (future, job.key)
            started[future.key] = time.monotonic()
            ending.add(future)
            return True

        try:
            while len(pending) < room and submit():
                pass
            while pending:
                future = next(ending)
                _, key = pending.pop(future.key)
                seconds = time.monotonic() - started.pop(future.key)
                yield _outcome(future, key, seconds)
                future.release()
                submit()
        finally:
            with contextlib.suppress(OSError):
                self._client.cancel([future for future, _ in pending.values()])

    def close(self) -> None:
        """Leave the cluster; it is not this engine's to stop."""
        self._client.close()


def _outcome(future: Any, key: str, seconds: float) -> Outcome:
    if future.status != "finished":
        return Outcome(key, None, _reason(future), seconds)
    try:
        outcome: Outcome = future.result()
    except Exception as error:  # noqa: BLE001 - its worker may be lost between the end and here
        return Outcome(key, None, f"{type(error).__name__}: {error}", seconds)
    return outcome


def _reason(future: Any) -> str:
    error = future.exception() if future.status != "cancelled" else None
    if error is None:
        return f"the cluster gave it up ({future.status})"
    if type(error).__name__ == "KilledWorker":
        return "the workers that read it were lost, one after another"
    return f"{type(error).__name__}: {error}"
