"""From the application to the user."""

from __future__ import annotations

from netra_backend.app.channels.inbound import get_websocket_manager_factory
from netra_backend.app.events.types import Event
from netra_backend.app.websocket_core.websocket_manager import WebSocketManager

__all__ = ["OutboundChannel", "get_websocket_manager_factory"]


class OutboundChannel:
    """Sends texts to a user's sockets."""

    def __init__(self, manager: WebSocketManager) -> None:
        self._manager = manager

    def emit(self, text: str) -> int:
        """Send a text; return to how many sockets."""
        return self._manager.send(Event("message", text))
