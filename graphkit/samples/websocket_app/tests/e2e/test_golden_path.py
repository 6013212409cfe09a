"""The journey that must never break: log in, open a socket, ask, get an answer."""

from __future__ import annotations

import asyncio
import unittest

from auth_service.errors import LoginFailed
from netra_backend.app.auth.context import UserContext
from netra_backend.app.main import Application
from netra_backend.app.services.history import transcript
from netra_backend.app.websocket_core.connection import InMemorySocket


class GoldenPathTests(unittest.TestCase):
    """login -> socket -> agent -> answer."""

    def setUp(self) -> None:
        self.app = Application.in_memory()
        self.app.users.register("ada", "secret")
        self.app.users.register("eve", "other")

    def ask(self, user: str, password: str, *questions: str) -> InMemorySocket:
        socket = InMemorySocket(questions)
        asyncio.run(self.app.open_socket(self.app.login(user, password), socket))
        return socket

    def test_login_socket_agent_answer(self) -> None:
        socket = self.ask("ada", "secret", "count one two three", "good bye")
        self.assertEqual(
            [(event.kind, event.text) for event in socket.sent],
            [
                ("started", "count one two three"),
                ("answer", "3 words"),
                ("started", "good bye"),
                ("answer", "You said: good bye"),
                ("done", "2 answered"),
            ],
        )
        self.assertEqual(
            transcript(self.app.store, UserContext("ada")),
            ["ada: count one two three", "counting: 3 words", "ada: good bye", "echo: You said: good bye"],
        )

    def test_users_do_not_see_each_other(self) -> None:
        ada = self.ask("ada", "secret", "hello")
        eve = self.ask("eve", "other", "help me")
        self.assertNotIn("hello", " ".join(event.text for event in eve.sent))
        self.assertNotIn("help", " ".join(event.text for event in ada.sent))
        self.assertEqual(len(transcript(self.app.store, UserContext("eve"))), 2)

    def test_no_socket_without_login(self) -> None:
        with self.assertRaises(LoginFailed):
            self.ask("ada", "wrong", "hello")
