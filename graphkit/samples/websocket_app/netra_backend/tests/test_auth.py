"""Tests of login, tokens and the guard."""

from __future__ import annotations

import unittest

from auth_service.audit import count_openings
from auth_service.errors import BadToken
from auth_service.users import UserDirectory
from netra_backend.app.auth import authenticate
from netra_backend.app.routes.login import post_login
from shared.clock import Clock
from shared.settings import DEFAULTS


class LoginTests(unittest.TestCase):
    """From password to user context."""

    def setUp(self) -> None:
        self.users = UserDirectory()
        self.users.register("ada", "secret")
        self.clock = Clock()

    def test_token_names_the_user(self) -> None:
        status, token, _ = post_login(self.users, "ada", "secret", self.clock, DEFAULTS)
        self.assertEqual(status, 200)
        self.assertEqual(authenticate(token, self.clock, DEFAULTS).user_id, "ada")

    def test_wrong_password(self) -> None:
        self.assertEqual(post_login(self.users, "ada", "wrong", self.clock, DEFAULTS), (401, "", ""))

    def test_expired_and_forged_tokens(self) -> None:
        _, token, _ = post_login(self.users, "ada", "secret", self.clock, DEFAULTS)
        with self.assertRaises(BadToken):
            authenticate(token.replace("ada", "eve"), self.clock, DEFAULTS)
        self.clock.advance(DEFAULTS.token_lifetime + 1)
        with self.assertRaises(BadToken):
            authenticate(token, self.clock, DEFAULTS)

    def test_openings_are_counted(self) -> None:
        self.assertEqual(count_openings(["ada", "eve", "ada"]), {"ada": 2, "eve": 1})
