"""Is the application well?"""

from __future__ import annotations

from typing import NamedTuple

from netra_backend.app.auth.context import UserContext

# Two hops: `ws` takes the name from the facade.
from netra_backend.app.ws import get_websocket_manager_factory


class Health(NamedTuple):
    """A health report."""

    healthy: bool
    connections: int


def health() -> Health:
    """Build a manager; being able to is being well."""
    manager = get_websocket_manager_factory().create_manager(UserContext("health"))
    return Health(manager is not None, len(manager.connections))
