"""What plug-ins may be given; the types are imported for type checkers alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netra_backend.app.auth.context import UserContext

if TYPE_CHECKING:
    from netra_backend.app.websocket_core.canonical_imports import (
        WebSocketManager,
        WebSocketManagerFactory,
        get_websocket_manager_factory,
    )


def build(
    make: get_websocket_manager_factory,
    context: UserContext,
) -> WebSocketManager:
    """Return a manager from whatever makes factories."""
    factory: WebSocketManagerFactory = make()
    return factory.create_manager(context)
