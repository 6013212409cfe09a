"""One connected socket."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from netra_backend.app.core.errors import ConnectionLost
from netra_backend.app.events.types import Event
from netra_backend.app.websocket_core.protocols import Socket
from netra_backend.app.websocket_core.types import ConnectionId


@dataclass(frozen=True)
class Connection:
    """A socket and the id it is known by."""

    connection_id: ConnectionId
    socket: Socket


class InMemorySocket:
    """A socket without a network: questions are given at the start, what is sent is kept."""

    def __init__(self, questions: Iterable[str]) -> None:
        self._questions = deque(questions)
        self.sent: list[Event] = []
        self.closed = False

    def send(self, event: Event) -> None:
        """Keep the event; raises `ConnectionLost` when the socket is closed."""
        if self.closed:
            raise ConnectionLost("socket is closed")
        self.sent.append(event)

    async def receive(self) -> str | None:
        """Return the next question, or None after the last."""
        return self._questions.popleft() if self._questions else None
