"""Accounts, in memory."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field


def _digest(name: str, password: str) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", password.encode(), name.encode(), 1_000)


@dataclass
class UserDirectory:
    """Registered users and the digests of their passwords."""

    _digests: dict[str, bytes] = field(default_factory=dict)

    def register(self, name: str, password: str) -> None:
        """Add a user, or give an existing one a new password."""
        self._digests[name] = _digest(name, password)

    def accepts(self, name: str, password: str) -> bool:
        """Return whether the password is the user's."""
        known = self._digests.get(name)
        return known is not None and hmac.compare_digest(known, _digest(name, password))
