"""What the rest of the application expects of sockets and managers."""

from __future__ import annotations

from typing import Protocol

from netra_backend.app.events.types import Event
from netra_backend.app.websocket_core.types import ConnectionId


class Socket(Protocol):
    """The server's end of one socket."""

    def send(self, event: Event) -> None:
        """Send an event to the other side."""

    async def receive(self) -> str | None:
        """Return the next question, or None when the other side has gone."""


class WebSocketManagerProtocol(Protocol):
    """Whatever can reach one user's sockets."""

    def connect(self, socket: Socket) -> ConnectionId:
        """Add a socket."""

    def disconnect(self, connection_id: ConnectionId) -> None:
        """Forget a socket."""

    def send(self, event: Event) -> int:
        """Send an event to every socket; return to how many."""
