from __future__ import annotations

from collections.abc import Generator, Iterable

from graphkit.execution.jobs import Job, Outcome, run_with_retries


class Flaky:
    """Answers a job at the try that its payload says."""

    def __init__(self) -> None:
        self.tried: list[str] = []
        self.closed = 0

    def run(self, jobs: Iterable[Job]) -> Generator[Outcome]:
        try:
            for job in jobs:
                self.tried.append(job.key)
                good = self.tried.count(job.key) >= int(job.payload)
                yield Outcome(job.key, b"yes" if good else None, "" if good else "no", 0.5)
        finally:
            self.closed += 1

    def close(self) -> None: ...


def test_what_failed_is_tried_again_after_all_others() -> None:
    engine = Flaky()
    jobs = [Job("a", b"2"), Job("b", b"1"), Job("c", b"9")]
    outcomes = list(run_with_retries(engine, jobs, 1))
    assert engine.tried == ["a", "b", "c", "a", "c"]
    assert outcomes == [
        Outcome("b", b"yes", "", 0.5, 1),
        Outcome("a", b"yes", "", 1.0, 2),
        Outcome("c", None, "no", 1.0, 2),
    ]


def test_without_retries_each_job_has_one_try() -> None:
    engine = Flaky()
    assert [o.failed for o in run_with_retries(engine, [Job("a", b"2")], 0)] == ["no"]
    assert list(run_with_retries(engine, [], 3)) == []


def test_closing_ends_what_the_engine_runs() -> None:
    engine = Flaky()
    outcomes = run_with_retries(engine, [Job("a", b"1"), Job("b", b"1")], 1)
    next(outcomes)
    outcomes.close()
    assert engine.closed == 1
    assert engine.tried == ["a"]
