"""Tell a channel that somebody is waiting. This directory has no `__init__`: a namespace package."""

from __future__ import annotations

from netra_backend.app.auth.context import UserContext
from netra_backend.app.events.types import Event
from netra_backend.app.websocket_core import legacy_names


def notify(user_id: str, text: str) -> int:
    """Send a notice to the user's sockets; return to how many."""
    manager = legacy_names.make_factory().create_manager(UserContext(user_id))
    return manager.send(Event("message", text))
