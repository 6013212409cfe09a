"""The application put together."""

from __future__ import annotations

from dataclasses import dataclass, field

from auth_service.login import login
from auth_service.users import UserDirectory
from netra_backend.app import startup
from netra_backend.app.agents.registry import AgentRegistry
from netra_backend.app.auth.guard import authenticate
from netra_backend.app.config import current
from netra_backend.app.db.store import Store
from netra_backend.app.events.bus import EventBus
from netra_backend.app.routes import websocket
from netra_backend.app.services.chat import ChatService
from netra_backend.app.websocket_core.connection import InMemorySocket
from shared.clock import Clock
from shared.settings import Settings


@dataclass
class Application:
    """Everything one process holds."""

    settings: Settings
    clock: Clock = field(default_factory=Clock)
    users: UserDirectory = field(default_factory=UserDirectory)
    store: Store = field(default_factory=Store)
    bus: EventBus = field(default_factory=EventBus)
    agents: AgentRegistry = field(default_factory=AgentRegistry.with_defaults)

    @classmethod
    def in_memory(cls) -> Application:
        """Return an application with the settings in force and nothing stored."""
        startup.warm_up()
        return cls(current())

    def login(self, name: str, password: str) -> str:
        """Return a token for the user."""
        return login(self.users, name, password, self.clock, self.settings)

    async def open_socket(self, token: str, socket: InMemorySocket) -> int:
        """Serve a socket until it closes; return how many questions were answered."""
        context = authenticate(token, self.clock, self.settings)
        chat = ChatService(self.agents, self.store, self.bus)
        return await websocket.serve(socket, context, chat)
