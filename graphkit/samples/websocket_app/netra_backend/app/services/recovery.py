"""What to do when a socket breaks."""

from __future__ import annotations

from netra_backend.app.auth.context import UserContext
from netra_backend.app.core.errors import ConnectionLost
from netra_backend.app.events.types import Event
from netra_backend.app.websocket_core import canonical_imports
from netra_backend.app.websocket_core.websocket_manager import WebSocketManager


def send_or_restart(context: UserContext, manager: WebSocketManager, text: str) -> WebSocketManager:
    """Send a text; return the manager, or an empty new one when the connection is lost."""
    try:
        manager.send(Event("message", text))
    except ConnectionLost:
        # Runs on bad days only: no test that does not break a socket comes by here.
        return canonical_imports.get_websocket_manager_factory().create_manager(context)
    return manager
