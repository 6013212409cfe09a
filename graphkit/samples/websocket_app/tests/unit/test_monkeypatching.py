"""Tests that replace the factory with pytest's monkeypatch."""

from __future__ import annotations

import pytest

from netra_backend.app.auth.context import UserContext
from netra_backend.app.routes import admin
from netra_backend.app.services import transport
from netra_backend.app.websocket_core import canonical_imports
from netra_backend.app.websocket_core.websocket_manager import WebSocketManager


class FakeFactory:
    """Makes managers of one and the same user."""

    def create_manager(self, user_context: UserContext) -> WebSocketManager:
        """Ignore the user."""
        return WebSocketManager(user_context=UserContext(f"fake-{user_context.user_id}"))


def test_setattr_by_string(monkeypatch: pytest.MonkeyPatch, context: UserContext) -> None:
    monkeypatch.setattr("netra_backend.app.services.transport.get_websocket_manager_factory", FakeFactory)
    assert transport.transport_manager(context).user_context.user_id == "fake-fixture-user"


def test_setattr_on_module(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canonical_imports, "get_websocket_manager_factory", FakeFactory)
    assert admin.connection_count("ada") == 0
