"""Settings, as one frozen value with defaults."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """How the application behaves."""

    secret: str = "change-me"
    token_lifetime: float = 3600.0
    use_compat_transport: bool = False
    max_connections: int = 8


DEFAULTS = Settings()
