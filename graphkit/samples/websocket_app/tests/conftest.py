"""Fixtures that several tests share."""

from __future__ import annotations

import pytest

from netra_backend.app.auth.context import UserContext


@pytest.fixture
def context() -> UserContext:
    """A user that no other test has."""
    return UserContext("fixture-user")
