"""The life of a worker process: jobs come in on its standard input, answers go out on its standard output."""

from __future__ import annotations

import contextlib
import os
import queue
import shutil
import struct
import sys
import tempfile
import threading
from collections.abc import Callable
from importlib import import_module
from typing import BinaryIO

LENGTH = struct.Struct(">Q")
ANSWERED = b"+"
FAILED = b"-"
READY = b"="
_leaving = threading.Lock()


def main(work: str) -> None:
    """Answer jobs with the function `work` (`module:name`, bytes to bytes) until the input ends.

    The input ends when whoever started this process is gone, however it went: what was written to the
    temporary directory is removed then, and a job that still runs is given up.
    """
    jobs: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    source = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    # what a library prints must not be taken for an answer, nor read what is meant for a job
    os.dup2(2, 1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    threading.Thread(target=_receive, args=(source, jobs), daemon=True).start()
    module, _, name = work.partition(":")
    function: Callable[[bytes], bytes] = getattr(import_module(module), name)
    try:
        _say(answers, READY)
        while True:
            _answer(answers, function, jobs.get())
    except BrokenPipeError:
        # nobody is left to hear it
        _leave()


def _answer(answers: BinaryIO, function: Callable[[bytes], bytes], payload: bytes) -> None:
    try:
        kind, said = ANSWERED, function(payload)
    except Exception as error:  # noqa: BLE001 - one job's fault must not end the others
        kind, said = FAILED, f"{type(error).__name__}: {error}".encode("utf-8", "replace")
    _say(answers, kind, said)


def _say(answers: BinaryIO, kind: bytes, said: bytes = b"") -> None:
    answers.write(LENGTH.pack(len(said) + 1) + kind + said)
    answers.flush()


def _receive(source: BinaryIO, jobs: queue.SimpleQueue[bytes]) -> None:
    """Put every job into the queue; at the end of the input, end this process."""
    try:
        while len(head := source.read(LENGTH.size)) == LENGTH.size:
            payload = source.read(LENGTH.unpack(head)[0])
            jobs.put(payload)
    finally:
        _leave()


def _leave() -> None:
    """End this process, and with it its temporary directory; for whichever thread comes first."""
    # never released: the other thread waits for the end here
    _leaving.acquire()
    try:
        own = os.environ.get("GRAPHKIT_WORKER_DIRECTORY", "")
        if own and os.path.realpath(tempfile.gettempdir()) == os.path.realpath(own):
            shutil.rmtree(own, ignore_errors=True)
        with contextlib.suppress(OSError):
            sys.stderr.flush()
    finally:
        os._exit(0)
