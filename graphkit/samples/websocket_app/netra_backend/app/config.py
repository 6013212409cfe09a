"""Which settings are in force."""

from __future__ import annotations

from shared.settings import DEFAULTS, Settings


def current() -> Settings:
    """Return the settings in force."""
    return DEFAULTS
