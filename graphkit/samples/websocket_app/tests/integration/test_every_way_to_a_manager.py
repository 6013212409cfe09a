"""Every module that makes a manager makes one that works, whatever way it takes the factory."""

from __future__ import annotations

import unittest

import run_demo
import smoke_check
from netra_backend.app import dependencies, startup
from netra_backend.app.agents import greeter, supervisor, triage
from netra_backend.app.agents.registry import AgentRegistry
from netra_backend.app.auth.context import UserContext
from netra_backend.app.channels import hub
from netra_backend.app.integrations import Webhook
from netra_backend.app.plugins import audit_log, slack_notifier
from netra_backend.app.routes import admin, health, integrations
from netra_backend.app.schemas.chat import Question
from netra_backend.app.services import (
    broadcast,
    contracts,
    defaults,
    feature_probe,
    metrics,
    notifications,
    optional_sockets,
    pool,
    presence,
    quiet_hours,
    recovery,
    session_cache,
    shadows,
    transport,
)
from netra_backend.app.websocket_core.connection import InMemorySocket
from netra_backend.app.websocket_core.websocket_manager import WebSocketManager
from scripts import replay_messages

ADA = UserContext("ada")


class ManagerTests(unittest.TestCase):
    """What returns a manager returns one of the right user."""

    def test_managers_are_the_users_own(self) -> None:
        makers = [
            dependencies.manager_for,
            metrics.metered_manager,
            metrics.plain_manager,
            pool.ManagerPool().take,
            pool.CountingFactory().create_manager,
            quiet_hours.night_manager,
            session_cache.SessionCache().manager,
            session_cache.fresh_manager,
            shadows.Shadowed().manager,
            shadows.lazily,
            shadows.nested,
            shadows.with_local,
            transport.transport_manager,
            lambda context: contracts.build(quiet_hours.loud_factory, context),
        ]
        for make in makers:
            with self.subTest(make=make):
                manager = make(ADA)
                self.assertIsInstance(manager, WebSocketManager)
                self.assertEqual(manager.user_context, ADA)
        self.assertIn("ada", metrics.built)
        self.assertEqual(defaults.ANONYMOUS_MANAGER.user_context.user_id, "anonymous")

    def test_nobody_is_connected_to_a_fresh_manager(self) -> None:
        counts = [
            admin.connection_count("ada"),
            audit_log.audited("ada"),
            broadcast.broadcast([ADA], "hello")["ada"],
            health.health().connections,
            integrations.post(Webhook("http://localhost/hook"), "ada", "hello"),
            notifications.notify(ADA, "hello"),
            optional_sockets.reach(ADA, "hello"),
            replay_messages.replay_nothing(),
            run_demo.offline_socket_count(),
            slack_notifier.notify("ada", "hello"),
            startup.warm_up(),
            triage.raise_alarm(ADA, "hello"),
            int(presence.present(ADA)),
        ]
        self.assertEqual(set(counts), {0})

    def test_factory_is_found_at_run_time(self) -> None:
        self.assertTrue(feature_probe.has_factory())
        self.assertIs(feature_probe.feature("WebSocketManager"), WebSocketManager)
        self.assertEqual(presence.manager_kind(), "WebSocketManager")
        self.assertTrue(smoke_check.check())


class ConversationTests(unittest.TestCase):
    """What talks to sockets is heard."""

    def test_greeting(self) -> None:
        socket = InMemorySocket([])
        self.assertEqual(greeter.greet(ADA, socket), 1)
        self.assertEqual(socket.sent[0].text, "Hello ada")

    def test_hub_acknowledges(self) -> None:
        manager, inbound = hub.open_hub(ADA)
        socket = InMemorySocket([])
        manager.connect(socket)
        self.assertEqual(inbound.accept("hi"), 1)
        self.assertEqual(socket.sent[0].text, "received: hi")

    def test_replay(self) -> None:
        self.assertEqual(replay_messages.replay(["a", "b"]), ["a", "b"])

    def test_lost_connection_gets_a_new_manager(self) -> None:
        manager = WebSocketManager(user_context=ADA)
        self.assertIs(recovery.send_or_restart(ADA, manager, "fine"), manager)
        socket = InMemorySocket([])
        manager.connect(socket)
        socket.closed = True
        self.assertEqual(recovery.send_or_restart(ADA, manager, "lost").connections, ())

    def test_supervisor_makes_its_own_manager(self) -> None:
        agent = supervisor.SupervisorAgent(AgentRegistry.with_defaults(), ADA)
        self.assertEqual(agent.answer(Question("ada", "count a b")).text, "2 words")

    def test_shadows_are_not_the_factory(self) -> None:
        self.assertEqual(shadows.with_parameter(lambda: "mine"), "mine")
        self.assertEqual(shadows.with_comprehension([lambda: "a"]), ["a"])
        self.assertEqual(shadows.Shadowed().label(), "a class attribute")
