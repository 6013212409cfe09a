"""Who opened a manager, kept only where sockets are installed."""

from __future__ import annotations

import contextlib

from netra_backend.app.auth.context import UserContext

opened: list[str] = []

# Where the facade lacks the name nothing fails here, and `audited` below fails when it is called.
with contextlib.suppress(ImportError):
    from netra_backend.app.websocket_core.canonical_imports import get_websocket_manager_factory


def audited(user_id: str) -> int:
    """Open a manager, note who did, and return its connection count."""
    opened.append(user_id)
    return len(get_websocket_manager_factory().create_manager(UserContext(user_id)).connections)
