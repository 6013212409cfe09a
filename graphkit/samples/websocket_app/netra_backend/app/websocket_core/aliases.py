"""What dependency injection binds to, under neutral names."""

from __future__ import annotations

from netra_backend.app.websocket_core import canonical_imports as _facade

# Plain assignments re-export just as an import statement does.
default_factory = _facade.get_websocket_manager_factory
default_manager = _facade.WebSocketManager

__all__ = ["default_factory", "default_manager"]
