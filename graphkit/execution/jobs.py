"""What an engine is given and what it gives back; it knows nothing of what the work is about."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from typing import NamedTuple, Protocol


class Job(NamedTuple):
    """One piece of work: `payload` is handed to the function named by the engine's caller."""

    key: str
    payload: bytes


class Outcome(NamedTuple):
    """How one job ended: with an answer, or with the reason that there is none."""

    key: str
    answer: bytes | None
    failed: str = ""
    # over all tries
    seconds: float = 0.0
    tries: int = 1


class Engine(Protocol):
    """Runs jobs somewhere; every job gets one outcome, in any order."""

    def run(self, jobs: Iterable[Job]) -> Generator[Outcome]:
        """Yield the outcome of each job as it ends; closing the iterator ends what still runs."""
        ...

    def close(self) -> None:
        """End what the engine holds ready for more jobs."""
        ...


def run_with_retries(engine: Engine, jobs: Iterable[Job], retries: int) -> Generator[Outcome]:
    """Yield one outcome for each job; those that gave no answer are tried again once all others are done.

    A job that takes its process down, or more time than it has, so never keeps the others waiting.
    """
    again: dict[str, Job] = {}
    spent: dict[str, float] = {}
    for tries in range(1, retries + 2):
        running: dict[str, Job] = {}
        # the jobs of a round are made one by one, as the engine takes them
        waiting = _noted(jobs if tries == 1 else tuple(again.values()), running)
        again = {}
        with closing(engine.run(waiting)) as outcomes:
            for outcome in outcomes:
                job = running.pop(outcome.key)
                spent[job.key] = spent.get(job.key, 0.0) + outcome.seconds
                if outcome.answer is None and tries <= retries:
                    again[job.key] = job
                else:
                    yield outcome._replace(seconds=spent.pop(job.key), tries=tries)
        if not again:
            return


def _noted(jobs: Iterable[Job], running: dict[str, Job]) -> Iterator[Job]:
    for job in jobs:
        running[job.key] = job
        yield job
