"""Left from an earlier layout: both functions fail when called, and nothing calls them."""

from __future__ import annotations

from netra_backend.app.websocket_core import websocket_manager


def make_the_old_way() -> object:
    """Raises AttributeError: the function has moved out of that module."""
    return websocket_manager.get_websocket_manager_factory()


def make_the_older_way() -> object:
    """Raises ImportError: it never was in that one."""
    from netra_backend.app.websocket_core.connection import get_websocket_manager_factory

    return get_websocket_manager_factory()
