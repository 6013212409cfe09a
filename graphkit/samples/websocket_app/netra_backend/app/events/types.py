"""One event."""

from __future__ import annotations

from typing import NamedTuple


class Event(NamedTuple):
    """Something a user should see."""

    # "started", "message", "answer" or "done"
    kind: str
    text: str
