"""How many managers were built."""

from __future__ import annotations

from netra_backend.app.auth.context import UserContext
from netra_backend.app.websocket_core.aliases import default_factory
from netra_backend.app.websocket_core.everything import get_websocket_manager_factory
from netra_backend.app.websocket_core.websocket_manager import WebSocketManager

built: list[str] = []


# As a decorator: what is called `metered` is a factory, not a function.
@get_websocket_manager_factory
def metered(manager: WebSocketManager) -> None:
    """Count a manager."""
    built.append(manager.user_context.user_id)


def metered_manager(context: UserContext) -> WebSocketManager:
    """Return a manager that has been counted."""
    return metered.create_manager(context)


def plain_manager(context: UserContext) -> WebSocketManager:
    """Return a manager that has not."""
    return default_factory().create_manager(context)
