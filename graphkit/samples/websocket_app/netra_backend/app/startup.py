"""What happens before the first request."""

from __future__ import annotations

from netra_backend.app.auth.context import UserContext


def warm_up() -> int:
    """Build one manager, so that the first user does not wait; return its connection count."""
    # Imported late: this module is read before the sockets are configured.
    from netra_backend.app.websocket_core.canonical_imports import get_websocket_manager_factory

    return len(get_websocket_manager_factory().create_manager(UserContext("warm-up")).connections)
