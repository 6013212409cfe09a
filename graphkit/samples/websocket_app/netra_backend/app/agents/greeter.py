"""Say hello when a socket opens."""

from __future__ import annotations

from netra_backend.app.auth.context import UserContext
from netra_backend.app.events.types import Event

# Taken from the package, which loads it lazily.
from netra_backend.app.websocket_core import InMemorySocket, get_websocket_manager_factory


def greet(context: UserContext, socket: InMemorySocket) -> int:
    """Connect a socket of its own and greet the user; return how many were greeted."""
    manager = get_websocket_manager_factory().create_manager(context)
    manager.connect(socket)
    return manager.send(Event("message", f"Hello {context.user_id}"))
