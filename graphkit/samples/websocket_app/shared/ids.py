"""Identifiers that are unique within one process."""

from __future__ import annotations

from itertools import count

_numbers = count(1)


def next_id(prefix: str) -> str:
    """Return a new identifier such as `run-7`."""
    return f"{prefix}-{next(_numbers)}"
