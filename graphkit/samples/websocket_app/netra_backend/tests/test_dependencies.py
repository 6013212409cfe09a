"""Tests of what routes are given. This directory has no `__init__`."""

from __future__ import annotations

import unittest

from netra_backend.app.auth.context import UserContext
from netra_backend.app.dependencies import manager_for
from netra_backend.app.websocket_core.websocket_manager_factory import get_websocket_manager_factory


class ManagerForTests(unittest.TestCase):
    """The default factory and a given one make the same kind of manager."""

    def test_default(self) -> None:
        manager = manager_for(UserContext("ada"))
        self.assertEqual(manager.user_context, UserContext("ada"))

    def test_given_factory(self) -> None:
        with self.assertWarns(DeprecationWarning):
            manager = manager_for(UserContext("ada"), get_websocket_manager_factory)
        self.assertEqual(manager.connections, ())
