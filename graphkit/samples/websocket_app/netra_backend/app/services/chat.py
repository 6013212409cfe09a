"""One conversation: a question in, events and an answer out."""

from __future__ import annotations

from netra_backend.app.agents.registry import AgentRegistry
from netra_backend.app.agents.supervisor import SupervisorAgent
from netra_backend.app.auth.context import UserContext
from netra_backend.app.db.store import Store
from netra_backend.app.events.bus import EventBus
from netra_backend.app.events.types import Event
from netra_backend.app.schemas.chat import Answer, Question
from netra_backend.app.websocket_core.canonical_imports import get_websocket_manager_factory
from netra_backend.app.websocket_core.websocket_manager import WebSocketManager


class ChatService:
    """Answers questions, remembers what was said, and tells the bus."""

    def __init__(self, agents: AgentRegistry, store: Store, bus: EventBus) -> None:
        self._agents = agents
        self._store = store
        self._bus = bus

    def answer(self, context: UserContext, text: str, manager: WebSocketManager | None = None) -> Answer:
        """Answer one question through the given manager, or one of its own."""
        manager = manager or get_websocket_manager_factory().create_manager(context)
        thread = self._store.thread(context.user_id, context.thread_id)
        thread.add(context.user_id, text)
        supervisor = SupervisorAgent(self._agents, context, manager)
        answer = supervisor.answer(Question(context.user_id, text))
        thread.add(answer.agent, answer.text)
        self._bus.publish(Event("done", answer.text))
        return answer
