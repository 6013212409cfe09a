"""From a token to a user context."""

from __future__ import annotations

from auth_service.tokens import verify
from netra_backend.app.auth.context import UserContext
from shared.clock import Clock
from shared.ids import next_id
from shared.settings import Settings


def authenticate(token: str, clock: Clock, settings: Settings) -> UserContext:
    """Return the context of the token's user; raises `BadToken`."""
    return UserContext(verify(settings.secret, token, clock), run_id=next_id("run"))
