"""Work shared between processes: forked children take a share each, this process one too."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from itertools import pairwise, zip_longest
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")
# more children than this only divide the memory's bandwidth
MOST = 8
# of prctl(2)
_SET_PARENT_DEATH_SIGNAL = 1


def shared(
    work: Callable[[Sequence[T]], R],
    items: Sequence[T],
    result_type: type[R],
    *,
    least: int,
    jobs: int = 0,
) -> list[R]:
    """Return what `work` gives for consecutive shares of `items`, in their order.

    There are `jobs` shares at most, by default one for each processor; a share has at least `least` items.
    `result_type` is what `work` returns, for the way back from a child (msgspec). Where the platform cannot
    fork, or other threads run, this process does it all; it also does the share of a child that could not
    be started or died.
    """
    count = min(jobs or min(MOST, os.cpu_count() or 1), max(1, len(items) // least))
    if count == 1 or not hasattr(os, "fork") or threading.active_count() > 1:
        return [work(items)]
    cuts = [len(items) * index // count for index in range(count + 1)]
    shares = [items[start:end] for start, end in pairwise(cuts)]
    children: list[_Child] = []
    try:
        # started before this process takes its own share, the first
        with contextlib.suppress(OSError):
            for share in shares[1:]:
                children.append(_Child(work, share))  # noqa: PERF401 - those that started are to be ended
        results = [work(shares[0])]
        for child, share in zip_longest(children, shares[1:]):
            answer = child.answer(result_type) if child is not None else None
            results.append(work(share) if answer is None else answer[0])
        return results
    finally:
        for child in children:
            child.end()


class _Child:
    """A forked process that works on one share and writes the answer into a pipe."""

    def __init__(self, work: Callable[[Sequence[T]], object], share: Sequence[T]) -> None:
        self._reader, writer = os.pipe()
        this = os.getpid()
        try:
            self._pid: int | None = os.fork()
        except OSError:
            os.close(self._reader)
            os.close(writer)
            raise
        if self._pid == 0:
            _answer_and_exit(this, self._reader, writer, work, share)
        os.close(writer)

    def answer(self, result_type: type[R]) -> tuple[R] | None:
        """Return the child's answer; None when it died without one."""
        from msgspec import MsgspecError, msgpack

        reader, self._reader = self._reader, -1
        with os.fdopen(reader, "rb") as pipe:
            payload = pipe.read()
        self._wait()
        try:
            return (msgpack.decode(payload, type=result_type),)
        except MsgspecError:
            return None

    def end(self) -> None:
        """Stop the child if it still runs; nothing of it is left behind."""
        if self._reader >= 0:
            os.close(self._reader)
            self._reader = -1
        if self._pid is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
            self._wait()

    def _wait(self) -> None:
        if self._pid is not None:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(self._pid, 0)
            self._pid = None


def _answer_and_exit(
    parent: int, reader: int, writer: int, work: Callable[[Sequence[T]], object], share: Sequence[T]
) -> None:
    """The whole life of a child; it leaves without running what this process would run at its end."""
    status = 1
    try:
        _end_with(parent)
        os.close(reader)
        from msgspec import msgpack

        payload = msgpack.encode(work(share))
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(payload)
        status = 0
    except BaseException:  # noqa: BLE001 - whatever it is, the parent does this share itself
        status = 1
    finally:
        os._exit(status)


def _end_with(parent: int) -> None:
    """Have the system end this process when its parent is killed, where it can: on Linux."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
