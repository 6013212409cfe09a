"""Signed tokens that say who somebody is and until when."""

from __future__ import annotations

import hashlib
import hmac

from auth_service.errors import BadToken
from shared.clock import Clock


def _signature(secret: str, payload: str) -> str:
    return hmac.new(secret.encode(), payload.encode(), hashlib.sha256).hexdigest()


def issue(secret: str, user: str, clock: Clock, lifetime: float) -> str:
    """Return a token for the user that is valid for `lifetime` seconds."""
    payload = f"{user}|{clock.now + lifetime}"
    return f"{payload}|{_signature(secret, payload)}"


def verify(secret: str, token: str, clock: Clock) -> str:
    """Return the user a token was issued for; raises `BadToken`."""
    payload, _, signature = token.rpartition("|")
    if not hmac.compare_digest(signature, _signature(secret, payload)):
        raise BadToken("signature does not match")
    user, _, until = payload.rpartition("|")
    if clock.now > float(until):
        raise BadToken("expired")
    return user
