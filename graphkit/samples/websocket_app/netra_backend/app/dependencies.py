"""What routes are given to work with."""

from __future__ import annotations

from collections.abc import Callable

from .auth.context import UserContext
from .websocket_core.canonical_imports import get_websocket_manager_factory
from .websocket_core.websocket_manager import WebSocketManager
from .websocket_core.websocket_manager_factory import WebSocketManagerFactory


# The default is evaluated when this module is imported, long before the function is called.
def manager_for(
    context: UserContext,
    factory: Callable[[], WebSocketManagerFactory] = get_websocket_manager_factory,
) -> WebSocketManager:
    """Return a manager of the user's own."""
    return factory().create_manager(context)
