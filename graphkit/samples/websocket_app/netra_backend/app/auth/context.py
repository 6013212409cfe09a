"""The user on whose behalf something happens."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class UserContext:
    """One user's run; managers are isolated by it."""

    user_id: str
    thread_id: str = "main"
    run_id: str = "run-0"
