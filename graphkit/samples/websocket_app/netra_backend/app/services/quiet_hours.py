"""At night managers are made without anybody being told."""

from __future__ import annotations

from netra_backend.app.auth.context import UserContext
from netra_backend.app.websocket_core.canonical_imports import get_websocket_manager_factory
from netra_backend.app.websocket_core.websocket_manager import WebSocketManager
from netra_backend.app.websocket_core.websocket_manager_factory import WebSocketManagerFactory

# Kept under its own name before the rebinding below.
loud_factory = get_websocket_manager_factory


def _quiet() -> WebSocketManagerFactory:
    return WebSocketManagerFactory()


# A later rebinding: whoever reads the name from here on gets `_quiet`, not the deprecated function.
get_websocket_manager_factory = _quiet  # noqa: F811


def night_manager(context: UserContext) -> WebSocketManager:
    """Return a manager without a warning."""
    return get_websocket_manager_factory().create_manager(context)
