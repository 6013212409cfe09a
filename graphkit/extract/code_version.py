"""Which graphkit, under which interpreter, worked out what a cache holds."""

from __future__ import annotations

import os
import sys
from functools import cache

from xxhash import xxh3_64_hexdigest

# the rooms whose code decides what is read and resolved, beside this file's own
_ROOMS = ("analysis", "model")


@cache
def code_version() -> str:
    """Return a name that changes whenever graphkit's own code does, so that no old answer is found again.

    Conditions on versions and platforms are decided by the running interpreter, which is named too. Cost:
    a `stat` of each of graphkit's modules, about a millisecond in all.
    """
    here = os.path.dirname(os.path.abspath(__file__))
    rooms = [here, *(os.path.join(os.path.dirname(here), room) for room in _ROOMS)]
    state = sorted(
        (os.path.join(folder, name), status.st_size, status.st_mtime_ns)
        for room in rooms
        for folder, _, names in os.walk(room)
        for name in names
        if name.endswith(".py")
        for status in (os.stat(os.path.join(folder, name)),)
    )
    digest = xxh3_64_hexdigest(repr(state).encode("utf-8", "surrogateescape"))
    return f"{sys.version_info[0]}.{sys.version_info[1]}/{sys.platform}/{digest}"
