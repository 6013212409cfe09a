"""What workers do in the tests of engines: the payload says what."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path


def work(payload: bytes) -> bytes:
    """Do what the payload's first word says, with the rest."""
    what, _, rest = payload.decode().partition(" ")
    if what == "sleep":
        time.sleep(float(rest))
    elif what == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    elif what == "exit":
        os._exit(int(rest))
    elif what == "once":
        # a marker file says that it was tried before
        if not Path(rest).exists():
            Path(rest).touch()
            os._exit(3)
    elif what == "fail":
        raise ValueError(rest)
    elif what == "print":
        print(rest)
        sys.stdout.flush()
        os.write(1, rest.encode())
    elif what == "pid":
        return str(os.getpid()).encode()
    elif what == "temporary":
        import tempfile

        place = tempfile.mkdtemp()
        return place.encode()
    return payload.upper()
