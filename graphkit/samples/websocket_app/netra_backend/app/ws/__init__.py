"""A shorter way to the socket names: the second hop of a re-export."""

from netra_backend.app.websocket_core.canonical_imports import WebSocketManager, get_websocket_manager_factory

__all__ = ["WebSocketManager"]
__all__.extend(["get_websocket_manager_factory"])
