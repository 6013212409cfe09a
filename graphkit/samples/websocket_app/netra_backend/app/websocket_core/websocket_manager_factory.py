"""The deprecated way to a manager.

Write `WebSocketManager(user_context=context)` where this was written:

    get_websocket_manager_factory().create_manager(context)
"""

from __future__ import annotations

import warnings
from collections.abc import Callable

from netra_backend.app.auth.context import UserContext
from netra_backend.app.websocket_core.websocket_manager import WebSocketManager

Configure = Callable[[WebSocketManager], None]


# No `__all__` here: a star import takes every public name of this module.
class WebSocketManagerFactory:
    """Builds managers and, when given `configure`, calls it with each one."""

    def __init__(self, configure: Configure | None = None) -> None:
        self._configure = configure

    def create_manager(self, user_context: UserContext) -> WebSocketManager:
        """Return a new manager of that user."""
        manager = WebSocketManager(user_context=user_context)
        if self._configure is not None:
            self._configure(manager)
        return manager


def get_websocket_manager_factory(configure: Configure | None = None) -> WebSocketManagerFactory:
    """Return a factory of managers. Deprecated; also works as a decorator on `configure`."""
    warnings.warn(
        "get_websocket_manager_factory() is deprecated; use WebSocketManager(user_context=...)",
        DeprecationWarning,
        stacklevel=2,
    )
    return WebSocketManagerFactory(configure)


def create_websocket_manager(user_context: UserContext) -> WebSocketManager:
    """Return a new manager of that user, without a factory in between."""
    return WebSocketManager(user_context=user_context)
