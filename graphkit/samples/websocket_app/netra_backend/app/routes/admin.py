"""What operators may ask."""

from __future__ import annotations

import netra_backend.app.websocket_core.canonical_imports
from netra_backend.app.auth.context import UserContext


def connection_count(user_id: str) -> int:
    """Return how many sockets a fresh manager of the user has."""
    factory = netra_backend.app.websocket_core.canonical_imports.get_websocket_manager_factory()
    return len(factory.create_manager(UserContext(user_id)).connections)
