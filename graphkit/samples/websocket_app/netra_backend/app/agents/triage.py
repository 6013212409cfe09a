"""How urgent a question is."""

from __future__ import annotations

from netra_backend.app.auth.context import UserContext
from netra_backend.app.events.types import Event

# The first import has failed since the function moved out of that module, and nobody noticed.
try:
    from netra_backend.app.websocket_core.websocket_manager import get_websocket_manager_factory
except ImportError:
    from netra_backend.app.websocket_core.canonical_imports import get_websocket_manager_factory


def raise_alarm(context: UserContext, text: str) -> int:
    """Tell all sockets of the user; return how many there are."""
    return get_websocket_manager_factory().create_manager(context).send(Event("message", text.upper()))
