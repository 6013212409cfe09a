"""Managers made in advance."""

from __future__ import annotations

from typing import ClassVar

from netra_backend.app.auth.context import UserContext
from netra_backend.app.websocket_core.canonical_imports import get_websocket_manager_factory
from netra_backend.app.websocket_core.websocket_manager import WebSocketManager
from netra_backend.app.websocket_core.websocket_manager_factory import WebSocketManagerFactory


class ManagerPool:
    """Hands out managers; the class body runs when this module is imported."""

    make = staticmethod(get_websocket_manager_factory)
    shared: ClassVar[WebSocketManagerFactory] = get_websocket_manager_factory()

    def take(self, context: UserContext) -> WebSocketManager:
        """Return a manager of the user."""
        return self.make().create_manager(context)


class CountingFactory(WebSocketManagerFactory):
    """A factory that knows how many managers it made."""

    def __init__(self) -> None:
        super().__init__()
        self.made = 0

    def create_manager(self, user_context: UserContext) -> WebSocketManager:
        """Count, and make a manager."""
        self.made += 1
        return super().create_manager(user_context)
