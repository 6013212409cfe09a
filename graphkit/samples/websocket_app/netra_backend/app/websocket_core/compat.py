"""Old names, resolved when asked for (PEP 562)."""

from __future__ import annotations

import importlib
from typing import Any

# name -> the module that holds it now
_MOVED = {
    "Connection": "netra_backend.app.websocket_core.connection",
    "get_websocket_manager_factory": "netra_backend.app.websocket_core.canonical_imports",
}


def __getattr__(name: str) -> Any:
    if name in _MOVED:
        return getattr(importlib.import_module(_MOVED[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
