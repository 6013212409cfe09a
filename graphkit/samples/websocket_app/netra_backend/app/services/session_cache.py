"""One manager per user, kept between requests."""

from __future__ import annotations

from netra_backend.app.auth.context import UserContext
from netra_backend.app.websocket_core.public_api import *  # noqa: F403


class SessionCache:
    """Managers by user id."""

    def __init__(self) -> None:
        self._managers: dict[str, WebSocketManager] = {}  # noqa: F405

    def manager(self, context: UserContext) -> WebSocketManager:  # noqa: F405
        """Return the user's manager, a new one at the first call."""
        if context.user_id not in self._managers:
            self._managers[context.user_id] = get_websocket_manager_factory().create_manager(context)  # noqa: F405
        return self._managers[context.user_id]


def fresh_manager(context: UserContext) -> WebSocketManager:  # noqa: F405
    """Return a manager that is not kept; the old name comes with the same star."""
    return make_factory().create_manager(context)  # noqa: F405
