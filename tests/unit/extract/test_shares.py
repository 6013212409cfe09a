"""Work shared between processes: the same answer as alone, and no process left behind."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Sequence

import pytest

from graphkit.extract.shares import MOST, shared

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="the platform cannot fork"),
    # the threads are those of other tests' libraries, which no child here uses
    pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning"),
]
HERE = os.getpid()
# only a child that should have been stopped sleeps so long
LONG = 60


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The ids of the children started, on a machine with four processors and no threads."""
    started: list[int] = []
    fork = os.fork

    def noted() -> int:
        child = fork()
        if child:
            started.append(child)
        return child

    monkeypatch.setattr(os, "fork", noted)
    monkeypatch.setattr(os, "cpu_count", lambda: 4)
    # a test runner has threads of its own
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    return started


def in_child() -> bool:
    return os.getpid() != HERE


def squares(share: Sequence[int]) -> list[int]:
    return [item * item for item in share]


def where(share: Sequence[int]) -> tuple[bool, list[int]]:
    return in_child(), list(share)


def assert_gone(children: list[int]) -> None:
    for child in children:
        with pytest.raises(ChildProcessError):
            os.waitpid(child, os.WNOHANG)


@pytest.mark.parametrize(
    ("count", "least", "sizes"),
    [
        (0, 1, [0]),
        (1, 1, [1]),
        (2, 1, [1, 1]),
        (3, 2, [3]),
        (4, 2, [2, 2]),
        (10, 3, [3, 3, 4]),
        (10, 1, [2, 3, 2, 3]),
        (10, 11, [10]),
    ],
)
def test_shares_are_consecutive_and_keep_their_order(
    children: list[int], count: int, least: int, sizes: list[int]
) -> None:
    found = shared(where, range(count), tuple[bool, list[int]], least=least)
    assert [len(share) for _, share in found] == sizes
    assert [item for _, share in found for item in share] == list(range(count))
    # this process takes the first share
    assert [child for child, _ in found] == [False] + [True] * (len(sizes) - 1)
    assert len(children) == len(sizes) - 1
    assert_gone(children)


def test_a_slow_share_does_not_change_the_order(children: list[int]) -> None:
    def work(share: Sequence[int]) -> list[int]:
        time.sleep(0.05 if share[0] in (0, 2) else 0)
        return squares(share)

    assert shared(work, range(8), list[int], least=2) == [[0, 1], [4, 9], [16, 25], [36, 49]]
    assert_gone(children)


def test_answers_larger_than_a_pipe_holds(children: list[int]) -> None:
    found = shared(lambda share: b"x" * 300_000 * len(share), range(4), bytes, least=1)
    assert [len(part) for part in found] == [300_000] * 4
    assert_gone(children)


def test_no_more_shares_than_are_of_use(children: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 64)
    assert len(shared(squares, range(1000), list[int], least=1)) == MOST
    assert len(children) == MOST - 1
    assert_gone(children)


@pytest.mark.parametrize("processors", [None, 1])
def test_one_processor_does_it_all(
    children: list[int], monkeypatch: pytest.MonkeyPatch, processors: int | None
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: processors)
    assert shared(squares, range(4), list[int], least=1) == [[0, 1, 4, 9]]
    assert children == []


def test_nothing_is_forked_beside_threads(children: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("forked"))
    monkeypatch.setattr(os, "cpu_count", lambda: 4)
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert shared(squares, range(4), list[int], least=1) == [[0, 1, 4, 9]]
    finally:
        done.set()
        thread.join()


def test_platforms_that_cannot_fork(children: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    assert shared(squares, range(4), list[int], least=1) == [[0, 1, 4, 9]]


def raising() -> None:
    raise ValueError


def interrupted() -> None:
    raise KeyboardInterrupt


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def leaving() -> None:
    os._exit(0)


@pytest.mark.parametrize("dies", [raising, interrupted, killed, leaving])
def test_the_share_of_a_dead_child_is_done_here(children: list[int], dies: Callable[[], None]) -> None:
    def work(share: Sequence[int]) -> tuple[bool, list[int]]:
        if in_child() and 2 in share:
            dies()
        return where(share)

    found = shared(work, range(4), tuple[bool, list[int]], least=1)
    assert found == [(False, [0]), (True, [1]), (False, [2]), (True, [3])]
    assert_gone(children)


def test_an_answer_of_another_type_is_none(children: list[int]) -> None:
    def work(share: Sequence[int]) -> list[int]:
        return ["text"] if in_child() else squares(share)  # type: ignore[list-item]

    assert shared(work, range(4), list[int], least=2) == [[0, 1], [4, 9]]
    assert_gone(children)


def test_an_answer_of_none_is_an_answer(children: list[int]) -> None:
    asked: list[Sequence[int]] = []

    def work(share: Sequence[int]) -> None:
        asked.append(share)

    assert shared(work, range(4), type(None), least=1) == [None] * 4
    assert asked == [range(1)]
    assert_gone(children)


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_an_error_here_stops_the_children(children: list[int], error: type[BaseException]) -> None:
    def work(share: Sequence[int]) -> list[int]:
        if not in_child():
            raise error
        time.sleep(LONG)
        return []

    with pytest.raises(error):
        shared(work, range(4), list[int], least=1)
    assert len(children) == 3
    assert_gone(children)


def test_a_child_that_cannot_be_started_is_done_without(
    children: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    fork = os.fork

    def second_fails() -> int:
        if children:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        return fork()

    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    monkeypatch.setattr(os, "fork", second_fails)
    assert shared(sum, list(range(9)), int, least=1) == [3, 12, 21]


def test_an_error_of_the_work_itself_is_raised(children: list[int]) -> None:
    def work(share: Sequence[int]) -> list[int]:
        return [1 // item for item in share]

    with pytest.raises(ZeroDivisionError):
        shared(work, [1, 2, 3, 0], list[int], least=1)
    assert_gone(children)


def test_an_interrupt_while_waiting_stops_the_children(children: list[int]) -> None:
    def work(share: Sequence[int]) -> list[int]:
        if in_child():
            # late enough for this process to be waiting
            time.sleep(0.2)
            if share[0] == 1:
                os.kill(os.getppid(), signal.SIGINT)
            time.sleep(LONG)
        return squares(share)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            shared(work, range(4), list[int], least=1)
        assert_gone(children)
    finally:
        signal.signal(signal.SIGINT, before)
        for child in children:
            stop(child)


def stop(child: int) -> None:
    """Leave no sleeper behind a test that failed."""
    try:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    except (ChildProcessError, ProcessLookupError):
        return


def test_no_descriptor_is_left_open(children: list[int]) -> None:
    def open_now() -> int:
        free = os.open(os.devnull, os.O_RDONLY)
        os.close(free)
        return free

    before = open_now()
    shared(squares, range(4), list[int], least=1)
    with pytest.raises(ZeroDivisionError):
        shared(lambda share: [1 // 0], range(4), list[int], least=1)
    assert open_now() == before
    assert_gone(children)


@pytest.mark.parametrize(("jobs", "expected"), [(0, 4), (1, 1), (3, 3), (12, 12)])
def test_as_many_shares_as_wanted_whatever_the_machine_has(
    children: list[int], jobs: int, expected: int
) -> None:
    found = shared(squares, range(24), list[int], least=1, jobs=jobs)
    assert len(found) == expected
    assert [item for share in found for item in share] == squares(range(24))
    assert len(children) == expected - 1
    assert_gone(children)
