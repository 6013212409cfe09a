"""Run jobs on processes of this machine."""

from __future__ import annotations

import math
import selectors
import time
from collections.abc import Generator, Iterable

from graphkit.execution.children import Child
from graphkit.execution.jobs import Job, Outcome


class Processes:
    """An engine of `count` worker processes; one that dies or takes too long is replaced.

    `work` is `module:name` of a function from bytes to bytes; `timeout` are seconds for one job, not
    counting how long a process takes to start, 0 for no limit. Processes are kept from one `run` to the
    next; `close` ends them.
    """

    def __init__(self, work: str, count: int, timeout: float) -> None:
        self._work = work
        self._count = count
        self._timeout = timeout
        self._idle: list[Child] = []

    def run(self, jobs: Iterable[Job]) -> Generator[Outcome]:
        """Yield the outcome of each job as it ends; closing the iterator ends what still runs."""
        waiting = iter(jobs)
        following = next(waiting, None)
        busy: dict[Child, Job] = {}
        with selectors.DefaultSelector() as selector:
            try:
                while following is not None or busy:
                    while following is not None and len(busy) < self._count:
                        job, following = following, next(waiting, None)
                        try:
                            child = self._idle.pop() if self._idle else Child(self._work)
                        except OSError as error:
                            yield Outcome(job.key, None, f"no process can be started: {error.strerror}")
                            continue
                        busy[child] = job
                        selector.register(child, selectors.EVENT_READ)
                        child.give(job.payload)
                    if not busy:
                        continue
                    for key, _ in selector.select(self._patience(busy)):
                        child = key.fileobj  # type: ignore[assignment]
                        ended = child.receive()
                        if ended is not None:
                            selector.unregister(child)
                            yield self._outcome(child, busy.pop(child), *ended)
                    for child in [child for child in busy if self._overdue(child)]:
                        selector.unregister(child)
                        yield self._give_up(child, busy.pop(child))
            finally:
                for child in busy:
                    child.end()

    def close(self) -> None:
        """End the processes that wait for more."""
        while self._idle:
            self._idle.pop().end()

    def _outcome(self, child: Child, job: Job, answer: bytes | None, failed: str) -> Outcome:
        seconds = max(time.monotonic() - child.started, 0.0)
        if answer is None:
            # after a failure a process may hold anything: the next job gets a new one
            child.end()
        else:
            self._idle.append(child)
        return Outcome(job.key, answer, failed, seconds)

    def _give_up(self, child: Child, job: Job) -> Outcome:
        seconds = time.monotonic() - child.started
        child.end()
        return Outcome(job.key, None, f"took longer than {self._timeout:g} s", seconds)

    def _overdue(self, child: Child) -> bool:
        return bool(self._timeout) and time.monotonic() - child.started > self._timeout

    def _patience(self, busy: Iterable[Child]) -> float | None:
        """How long to wait for an answer before somebody is overdue; None without a limit."""
        if not self._timeout:
            return None
        soonest = min(child.started for child in busy)
        if math.isinf(soonest):
            return None
        return max(soonest + self._timeout - time.monotonic(), 0.0) + 0.005
