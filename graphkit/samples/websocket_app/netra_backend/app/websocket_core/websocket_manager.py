"""The manager of one user's sockets: `WebSocketManager(user_context=...)`."""

from __future__ import annotations

from netra_backend.app.auth.context import UserContext
from netra_backend.app.config import current
from netra_backend.app.core.errors import TooManyConnections, UnknownConnection
from netra_backend.app.events.types import Event
from netra_backend.app.websocket_core.connection import Connection
from netra_backend.app.websocket_core.protocols import Socket
from netra_backend.app.websocket_core.types import ConnectionId
from shared.ids import next_id


class WebSocketManager:
    """Holds the connections of exactly one user, so that nobody sees another user's events."""

    def __init__(self, *, user_context: UserContext) -> None:
        self.user_context = user_context
        self._connections: dict[ConnectionId, Connection] = {}

    @property
    def connections(self) -> tuple[Connection, ...]:
        """The open connections, oldest first."""
        return tuple(self._connections.values())

    def connect(self, socket: Socket) -> ConnectionId:
        """Add a socket; raises `TooManyConnections`."""
        if len(self._connections) >= current().max_connections:
            raise TooManyConnections(self.user_context.user_id)
        connection_id = ConnectionId(next_id("connection"))
        self._connections[connection_id] = Connection(connection_id, socket)
        return connection_id

    def disconnect(self, connection_id: ConnectionId) -> None:
        """Forget a connection; raises `UnknownConnection`."""
        if self._connections.pop(connection_id, None) is None:
            raise UnknownConnection(connection_id)

    def send(self, event: Event) -> int:
        """Send an event to every connection; return to how many. Raises `ConnectionLost`."""
        for connection in self.connections:
            connection.socket.send(event)
        return len(self._connections)
