"""Tests of the stand-ins, imported by their bare name: pytest puts this directory on the path."""

from __future__ import annotations

import unittest

from factory_doubles import RecordingFactory

from netra_backend.app.auth.context import UserContext


class RecordingFactoryTests(unittest.TestCase):
    """What it remembers."""

    def test_remembers_users(self) -> None:
        factory = RecordingFactory()
        factory.create_manager(UserContext("ada"))
        self.assertEqual(factory.users, ["ada"])
