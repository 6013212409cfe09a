"""Both channels of one user."""

from __future__ import annotations

from netra_backend.app.auth.context import UserContext
from netra_backend.app.channels.inbound import InboundChannel

# The name comes round the cycle: outbound -> inbound -> the facade.
from netra_backend.app.channels.outbound import OutboundChannel, get_websocket_manager_factory
from netra_backend.app.websocket_core.websocket_manager import WebSocketManager


def open_hub(context: UserContext) -> tuple[WebSocketManager, InboundChannel]:
    """Return a user's manager and the channel into it."""
    manager = get_websocket_manager_factory().create_manager(context)
    return manager, InboundChannel(OutboundChannel(manager))
