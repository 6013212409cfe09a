"""Reading a repository as scans do, with accidents that the repository's name asks for."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from msgspec import msgpack

from graphkit.workflows import scan_repository
from graphkit.workflows.scan_repository import Request

WORK = "tests.functional.scan_works:answer"
# seconds that every repository takes longer
DELAY = "GRAPHKIT_TEST_DELAY"
# a file to which the name of each repository that is read is added
READ = "GRAPHKIT_TEST_READ"


def answer(payload: bytes) -> bytes:
    """Read the repository; one named `stuck…` never ends, one named `deadly…` ends its process."""
    request = msgpack.decode(payload, type=Request)
    name = request.repository.name
    if name.startswith("stuck"):
        time.sleep(600)
    if name.startswith("deadly"):
        os.kill(os.getpid(), signal.SIGKILL)
    if name.startswith("faulty"):
        raise RuntimeError("of its own")
    time.sleep(float(os.environ.get(DELAY, "0")))
    found = scan_repository.answer(payload)
    if os.environ.get(READ) and msgpack.decode(found)[1] is not None:
        with Path(os.environ[READ]).open("a") as log:
            log.write(f"{name}\n")
    return found
