"""Which socket features this installation has."""

from __future__ import annotations

from netra_backend.app.auth.context import UserContext
from netra_backend.app.websocket_core import canonical_imports


def has_factory() -> bool:
    """Return whether managers can still be made the old way."""
    make = getattr(canonical_imports, "get_websocket_manager_factory", None)
    return make is not None and not make().create_manager(UserContext("probe")).connections


def feature(name: str) -> object:
    """Return any name of the facade; which one, only the caller knows."""
    return getattr(canonical_imports, name)
