"""Tests of what is written about conversations."""

from __future__ import annotations

import unittest

from netra_backend.app.agents.registry import AgentRegistry
from netra_backend.app.auth.context import UserContext
from netra_backend.app.db import Store
from netra_backend.app.events import EventBus
from netra_backend.app.events.recorder import Recorder
from netra_backend.app.reports import usage
from netra_backend.app.services import limits
from netra_backend.app.services.chat import ChatService


class ReportTests(unittest.TestCase):
    """A conversation leaves traces in the store and on the bus."""

    def test_usage_and_events(self) -> None:
        store, bus, recorder = Store(), EventBus(), Recorder()
        bus.subscribe(recorder)
        chat = ChatService(AgentRegistry.with_defaults(), store, bus)
        for text in ("hello", "count a"):
            chat.answer(UserContext("ada"), text)
        self.assertEqual(usage([store.thread("ada", "main")]), {"ada": 2, "echo": 1, "counting": 1})
        self.assertEqual([event.text for event in recorder.events], ["You said: hello", "1 words"])

    def test_limits(self) -> None:
        self.assertEqual(limits.room_at_first(UserContext("ada")), 8)
