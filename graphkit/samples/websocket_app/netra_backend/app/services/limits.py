"""How many sockets a user may have."""

from __future__ import annotations

from netra_backend.app.auth.context import UserContext
from netra_backend.app.config import current
from netra_backend.app.websocket_core.canonical_imports import WebSocketManager, create_websocket_manager


def room_left(manager: WebSocketManager) -> int:
    """Return how many more sockets the manager takes."""
    return current().max_connections - len(manager.connections)


def room_at_first(context: UserContext) -> int:
    """Return how many sockets a user can open who has none."""
    return room_left(create_websocket_manager(context))
