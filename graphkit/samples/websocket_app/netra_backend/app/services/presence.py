"""Who is here."""

from __future__ import annotations

# The first import binds `netra_backend` here and `canonical_imports` on its package; the second reaches it there.
import netra_backend.app.websocket_core.canonical_imports
from netra_backend.app import websocket_core
from netra_backend.app.auth.context import UserContext


def present(context: UserContext) -> bool:
    """Return whether the user has an open socket."""
    manager = websocket_core.canonical_imports.get_websocket_manager_factory().create_manager(context)
    return bool(manager.connections)


def manager_kind() -> str:
    """Return the name of the manager's class: another name of the facade."""
    return netra_backend.app.websocket_core.canonical_imports.WebSocketManager.__name__
