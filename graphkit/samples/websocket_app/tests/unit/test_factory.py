"""Tests of the deprecated function itself. This directory has no `__init__`."""

from __future__ import annotations

import unittest
import warnings

from netra_backend.app.auth.context import UserContext
from netra_backend.app.websocket_core import canonical_imports, compat, websocket_manager_factory
from netra_backend.app.websocket_core.aliases import default_factory
from netra_backend.app.websocket_core.canonical_imports import get_websocket_manager_factory


class FactoryTests(unittest.TestCase):
    """It warns, and it works."""

    def test_warns(self) -> None:
        with self.assertWarns(DeprecationWarning):
            get_websocket_manager_factory()

    def test_makes_managers_of_the_user(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            factory = get_websocket_manager_factory()
        self.assertEqual(factory.create_manager(UserContext("ada")).user_context.user_id, "ada")

    def test_every_name_is_the_same_function(self) -> None:
        original = websocket_manager_factory.get_websocket_manager_factory
        self.assertIs(canonical_imports.get_websocket_manager_factory, original)
        self.assertIs(compat.get_websocket_manager_factory, original)
        self.assertIs(default_factory, original)
