"""The one place to import socket names from.

Everything that code outside this package needs is listed here, so that files inside the package can move
without anybody noticing:

    from netra_backend.app.websocket_core.canonical_imports import WebSocketManager

    manager = WebSocketManager(user_context=context)
    manager.connect(socket)

Modules inside the package import each other directly, not through here.

One of the names is deprecated. It is still here because a good part of the application takes it from this
module, and it goes when nobody does any more.
"""

from __future__ import annotations

from netra_backend.app.websocket_core.connection import (
    Connection,
    InMemorySocket,
)
from netra_backend.app.websocket_core.protocols import (
    Socket,
    WebSocketManagerProtocol,
)
from netra_backend.app.websocket_core.types import ConnectionId
from netra_backend.app.websocket_core.websocket_manager import WebSocketManager

# The deprecated way to a manager, and what belongs to it.
from netra_backend.app.websocket_core.websocket_manager_factory import (
    WebSocketManagerFactory,
    create_websocket_manager,
    get_websocket_manager_factory,
)

__all__ = [
    "Connection",
    "ConnectionId",
    "InMemorySocket",
    "Socket",
    "WebSocketManager",
    "WebSocketManagerFactory",
    "WebSocketManagerProtocol",
    "create_websocket_manager",
    "get_websocket_manager_factory",
]
