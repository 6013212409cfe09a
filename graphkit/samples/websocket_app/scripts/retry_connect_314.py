"""Try to reach a user a few times. Needs Python 3.14: `except A, B` without parentheses."""

from netra_backend.app.auth.context import UserContext
from netra_backend.app.core.errors import ConnectionLost, UnknownConnection
from netra_backend.app.events.types import Event
from netra_backend.app.websocket_core import canonical_imports


def deliver(user_id: str, text: str, attempts: int = 3) -> bool:
    """Return whether the text was sent within that many attempts."""
    manager = canonical_imports.get_websocket_manager_factory().create_manager(UserContext(user_id))
    for _ in range(attempts):
        try:
            return manager.send(Event("message", text)) > 0
        except ConnectionLost, UnknownConnection:
            continue
    return False
