"""The same text for many users."""

from __future__ import annotations

import netra_backend.app.websocket_core.canonical_imports as sockets
from netra_backend.app.auth.context import UserContext
from netra_backend.app.events.types import Event


def broadcast(contexts: list[UserContext], text: str) -> dict[str, int]:
    """Return user id -> number of sockets the text was sent to."""
    factory = sockets.get_websocket_manager_factory()
    return {context.user_id: factory.create_manager(context).send(Event("message", text)) for context in contexts}
