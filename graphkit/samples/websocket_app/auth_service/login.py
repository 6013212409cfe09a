"""From name and password to a token."""

from __future__ import annotations

from auth_service.errors import LoginFailed
from auth_service.tokens import issue
from auth_service.users import UserDirectory
from shared.clock import Clock
from shared.settings import Settings


def login(users: UserDirectory, name: str, password: str, clock: Clock, settings: Settings) -> str:
    """Return a fresh token; raises `LoginFailed`."""
    if not users.accepts(name, password):
        raise LoginFailed(name)
    return issue(settings.secret, name, clock, settings.token_lifetime)
