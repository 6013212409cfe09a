"""Tests that replace the factory by a stand-in."""

from __future__ import annotations

import unittest
from unittest import mock
from unittest.mock import patch

from netra_backend.app.auth.context import UserContext
from netra_backend.app.services import broadcast, notifications
from netra_backend.app.websocket_core import canonical_imports

# Naming it as text patches nothing: "get_websocket_manager_factory" below is only the mock's own name.
FAKE_NAME = "get_websocket_manager_factory"


class PatchingTests(unittest.TestCase):
    """The stand-in is what the code under test calls."""

    @patch("netra_backend.app.startup.UserContext")
    @patch("netra_backend.app.routes.health.get_websocket_manager_factory")
    def test_decorator(self, factory: mock.Mock, _context: mock.Mock) -> None:
        from netra_backend.app.routes import health

        factory.return_value.create_manager.return_value.connections = (1, 2)
        self.assertEqual(health.health().connections, 2)

    def test_context_manager(self) -> None:
        with mock.patch("netra_backend.app.services.notifications.new_factory") as factory:
            factory.return_value.create_manager.return_value.send.return_value = 3
            self.assertEqual(notifications.notify(UserContext("ada"), "hello"), 3)

    def test_object(self) -> None:
        with patch.object(canonical_imports, "get_websocket_manager_factory", name=FAKE_NAME) as factory:
            factory.return_value.create_manager.return_value.send.return_value = 4
            self.assertEqual(broadcast.broadcast([UserContext("ada")], "hello"), {"ada": 4})

    @unittest.skip("startup imports the function late: that module never holds the name, the patch cannot start")
    @patch("netra_backend.app.startup.get_websocket_manager_factory")
    def test_dangling_patch(self, factory: mock.Mock) -> None:
        factory.assert_not_called()
