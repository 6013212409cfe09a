"""Stand-ins for factories."""

from __future__ import annotations

from netra_backend.app.auth.context import UserContext
from netra_backend.app.websocket_core.websocket_manager import WebSocketManager
from netra_backend.app.websocket_core.websocket_manager_factory import WebSocketManagerFactory


class RecordingFactory(WebSocketManagerFactory):
    """Remembers for whom managers were made."""

    def __init__(self) -> None:
        super().__init__()
        self.users: list[str] = []

    def create_manager(self, user_context: UserContext) -> WebSocketManager:
        """Remember the user, and make a manager."""
        self.users.append(user_context.user_id)
        return super().create_manager(user_context)
