"""What other systems may call."""

from __future__ import annotations

from netra_backend.app.auth.context import UserContext
from netra_backend.app.events.types import Event

# The package is replaced by a lazy module when it is imported; this line is what loads `factory_bridge`.
from netra_backend.app.integrations import Webhook, get_websocket_manager_factory


def post(hook: Webhook, user_id: str, text: str) -> int:
    """Post a text and send it to the user's sockets; return to how many."""
    event = Event("message", text)
    hook(event)
    return get_websocket_manager_factory().create_manager(UserContext(user_id)).send(event)
