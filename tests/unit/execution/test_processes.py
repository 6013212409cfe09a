from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphkit.execution.jobs import Job, Outcome, run_with_retries
from graphkit.execution.processes import Processes

WORK = "tests.unit.execution.works:work"


@pytest.fixture
def two() -> Iterator[Processes]:
    engine = Processes(WORK, 2, 30)
    yield engine
    engine.close()


def run(engine: Processes, *payloads: str) -> dict[str, Outcome]:
    jobs = [Job(payload, payload.encode()) for payload in payloads]
    outcomes = list(engine.run(jobs))
    assert sorted(outcome.key for outcome in outcomes) == sorted(payloads), "each job has one outcome"
    return {outcome.key: outcome for outcome in outcomes}


def test_every_job_is_answered_whatever_happens_to_the_others(two: Processes) -> None:
    found = run(two, "a", "fail of its own", "die", "b", "exit 7", "c")
    assert [found[name].answer for name in "abc"] == [b"A", b"B", b"C"]
    assert found["fail of its own"].failed == "ValueError: of its own"
    assert found["die"].failed == "the process that read it was killed (SIGKILL)"
    assert found["exit 7"].failed == "the process that read it ended with status 7"


def test_processes_are_used_again(two: Processes) -> None:
    first = run(two, "pid").popitem()[1].answer
    assert run(two, "pid").popitem()[1].answer == first
    assert first != str(os.getpid()).encode()


def test_what_takes_too_long_is_ended() -> None:
    engine = Processes(WORK, 1, 1.0)
    try:
        found = run(engine, "sleep 60", "b")
    finally:
        engine.close()
    assert found["sleep 60"] == found["sleep 60"]._replace(answer=None, failed="took longer than 1 s")
    assert found["b"].answer == b"B"


def test_what_died_once_is_answered_by_a_retry(two: Processes, tmp_path: Path) -> None:
    jobs = [Job("x", f"once {tmp_path / 'marker'}".encode()), Job("y", b"y")]
    outcomes = {outcome.key: outcome for outcome in run_with_retries(two, jobs, 1)}
    assert outcomes["x"].answer is not None
    assert (outcomes["x"].tries, outcomes["y"].tries) == (2, 1)


def test_what_is_printed_is_no_answer(two: Processes) -> None:
    assert run(two, "print hello")["print hello"].answer == b"PRINT HELLO"


def test_large_jobs_and_answers(two: Processes) -> None:
    large = "x" * 3_000_000
    assert run(two, large)[large].answer == large.upper().encode()


def test_closing_ends_the_processes_and_their_temporary_directories() -> None:
    engine = Processes(WORK, 2, 0)
    outcomes = engine.run(
        [Job("a", b"pid"), Job("b", b"temporary"), Job("c", b"sleep 60"), Job("d", b"sleep 60")]
    )
    found = {outcome.key: outcome.answer for outcome in (next(outcomes), next(outcomes))}
    pid, place = int(found["a"] or 0), Path((found["b"] or b"").decode())
    assert place.is_dir()
    outcomes.close()
    engine.close()
    assert not place.exists()
    assert is_gone(pid)


def test_a_process_that_cannot_be_started_is_a_reason(
    two: Processes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("subprocess.Popen", refuse)
    found = run(two, "a", "b")
    assert {outcome.failed for outcome in found.values()} == {
        "no process can be started: Resource temporarily unavailable"
    }
    assert list(tmp_path.iterdir()) == []


def is_gone(pid: int) -> bool:
    """Whether a process ends soon."""
    for _ in range(200):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False
