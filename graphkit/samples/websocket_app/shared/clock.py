"""A clock that tests can set."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Clock:
    """Seconds since the application started; moves only when told to."""

    now: float = 0.0

    def advance(self, seconds: float) -> None:
        """Move the clock forward."""
        self.now += seconds
