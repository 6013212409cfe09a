"""Log in over HTTP."""

from __future__ import annotations

from auth_service.errors import LoginFailed
from auth_service.login import login
from auth_service.users import UserDirectory
from netra_backend.app.websocket_core.canonical_imports import ConnectionId
from shared.clock import Clock
from shared.ids import next_id
from shared.settings import Settings


def post_login(
    users: UserDirectory, name: str, password: str, clock: Clock, settings: Settings
) -> tuple[int, str, ConnectionId]:
    """Return status, token and the id to connect with; 401 with empty ones when the login fails."""
    try:
        token = login(users, name, password, clock, settings)
    except LoginFailed:
        return 401, "", ConnectionId("")
    return 200, token, ConnectionId(next_id("connection"))
