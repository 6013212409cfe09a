"""Ready-made values. The function is used while this module is imported, then forgotten."""

from __future__ import annotations

from netra_backend.app.auth.context import UserContext
from netra_backend.app.websocket_core.canonical_imports import get_websocket_manager_factory

ANONYMOUS = UserContext("anonymous")
ANONYMOUS_MANAGER = get_websocket_manager_factory().create_manager(ANONYMOUS)

# From here on the module does not hold the name: `defaults.get_websocket_manager_factory` does not exist.
del get_websocket_manager_factory
