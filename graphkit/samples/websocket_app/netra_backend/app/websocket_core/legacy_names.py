"""Names as they were called two versions ago."""

from __future__ import annotations

from netra_backend.app.websocket_core.canonical_imports import WebSocketManager as Manager
from netra_backend.app.websocket_core.canonical_imports import get_websocket_manager_factory as make_factory

__all__ = ["Manager"]
# The list goes on: both names are public.
__all__ += ["make_factory"]
