"""Which agents there are."""

from __future__ import annotations

from collections.abc import Iterator

from netra_backend.app.agents.base import Agent
from netra_backend.app.agents.counting import CountingAgent
from netra_backend.app.agents.echo import EchoAgent
from netra_backend.app.agents.help import HelpAgent


class AgentRegistry:
    """Agents in the order they are asked."""

    # Only the longer name is an attribute here, and below is a method: neither is the deprecated function.
    get_websocket_manager_factory_allowed = False

    def __init__(self, agents: list[Agent]) -> None:
        self._agents = agents

    @classmethod
    def with_defaults(cls) -> AgentRegistry:
        """Return the usual agents, the one that always answers last."""
        return cls([HelpAgent(), CountingAgent(), EchoAgent()])

    def __iter__(self) -> Iterator[Agent]:
        return iter(self._agents)

    def get_websocket_manager_factory(self) -> None:
        """Agents have no sockets of their own."""
        return None

    def has_sockets(self) -> bool:
        """Return whether agents can be reached directly."""
        return self.get_websocket_manager_factory() is not None
