"""A worker process of this one: started, given one job at a time, and ended whatever it does."""

from __future__ import annotations

import contextlib
import math
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from graphkit.execution.worker import ANSWERED, LENGTH, READY

# where this package lies: a worker finds it there, however this process found it
_HOME = str(Path(__file__).resolve().parent.parent.parent)
_PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from graphkit.execution.worker import main; main(sys.argv[2])"
)
_CHUNK = 1 << 20


class Child:
    """A worker process with a temporary directory of its own, which goes when the process goes.

    It is a new interpreter that shares nothing with this one: nothing of the caller's program is run
    again in it, and ending it can harm no other.
    """

    def __init__(self, work: str) -> None:
        self._directory = tempfile.mkdtemp(prefix="graphkit-scan-")
        environment = {
            **os.environ,
            "TMPDIR": self._directory,
            "GRAPHKIT_WORKER_DIRECTORY": self._directory,
        }
        try:
            self._process = subprocess.Popen(
                # -P: in the current directory there may be the analysed code
                [sys.executable, "-P", "-c", _PROGRAM, _HOME, work],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                # an interrupt from the keyboard is this process's to handle
                start_new_session=True,
            )
        except OSError:
            shutil.rmtree(self._directory, ignore_errors=True)
            raise
        self._read = bytearray()
        self._ready = False
        # when it began with its job; never, as long as the process itself is starting
        self.started = math.inf

    def fileno(self) -> int:
        """The descriptor to wait on for an answer."""
        assert self._process.stdout is not None
        return self._process.stdout.fileno()

    def give(self, payload: bytes) -> None:
        """Hand over a job; a process that is gone already shows when its answer is asked for."""
        self.started = time.monotonic() if self._ready else math.inf
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(LENGTH.pack(len(payload)) + payload)
            self._process.stdin.flush()

    def receive(self) -> tuple[bytes | None, str] | None:
        """Read what there is: (answer, reason for none) once it is complete, None before that.

        A process that ended gives the reason how.
        """
        piece = os.read(self.fileno(), _CHUNK)
        if not piece:
            return None, self._how_it_ended()
        self._read += piece
        return self._complete()

    def _complete(self) -> tuple[bytes | None, str] | None:
        """Take a complete answer from what was read."""
        if len(self._read) < LENGTH.size:
            return None
        size = LENGTH.unpack_from(self._read)[0]
        if len(self._read) < LENGTH.size + size:
            return None
        said = bytes(self._read[LENGTH.size : LENGTH.size + size])
        del self._read[: LENGTH.size + size]
        if said == READY:
            self._ready = True
            self.started = time.monotonic()
            return self._complete()
        return (said[1:], "") if said[:1] == ANSWERED else (None, said[1:].decode("utf-8", "replace"))

    def end(self) -> None:
        """Stop the process, whatever it is doing, and remove its temporary directory."""
        # one that was waited for has no number any more: it may be another's by now
        if self._process.poll() is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        self._process.wait()
        shutil.rmtree(self._directory, ignore_errors=True)

    def _how_it_ended(self) -> str:
        code = self._process.wait()
        if code < 0:
            return f"the process that read it was killed ({signal.Signals(-code).name})"
        return f"the process that read it ended with status {code}"
