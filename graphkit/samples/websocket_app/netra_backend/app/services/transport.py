"""Which way managers are made depends on a setting; both ways end at the same function."""

from __future__ import annotations

from netra_backend.app.auth.context import UserContext
from netra_backend.app.config import current
from netra_backend.app.websocket_core.websocket_manager import WebSocketManager

if current().use_compat_transport:
    from netra_backend.app.websocket_core.compat import get_websocket_manager_factory
else:
    from netra_backend.app.websocket_core.canonical_imports import get_websocket_manager_factory


def transport_manager(context: UserContext) -> WebSocketManager:
    """Return a manager, whichever branch was taken."""
    return get_websocket_manager_factory().create_manager(context)
