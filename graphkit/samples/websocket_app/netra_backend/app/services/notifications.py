"""Short notices to a user."""

from __future__ import annotations

from netra_backend.app.auth.context import UserContext
from netra_backend.app.events.types import Event
from netra_backend.app.websocket_core.canonical_imports import get_websocket_manager_factory as new_factory
from shared.text import shorten


def notify(context: UserContext, text: str) -> int:
    """Send a notice of at most 80 characters; return to how many sockets."""
    return new_factory().create_manager(context).send(Event("message", shorten(text, 80)))
