"""Threads by user and name."""

from __future__ import annotations

from dataclasses import dataclass, field

from netra_backend.app.db.threads import Thread


@dataclass
class Store:
    """All conversations; a user sees only their own."""

    _threads: dict[tuple[str, str], Thread] = field(default_factory=dict)

    def thread(self, user_id: str, thread_id: str) -> Thread:
        """Return the user's thread of that name, a new one if there is none."""
        return self._threads.setdefault((user_id, thread_id), Thread(thread_id))
