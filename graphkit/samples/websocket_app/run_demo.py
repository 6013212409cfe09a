"""Play one conversation on the terminal: `python run_demo.py`."""

from __future__ import annotations

import asyncio

from netra_backend.app.auth.context import UserContext
from netra_backend.app.main import Application
from netra_backend.app.websocket_core.canonical_imports import get_websocket_manager_factory
from netra_backend.app.websocket_core.connection import InMemorySocket


async def converse(question: str) -> list[str]:
    """Ask one question as a demo user and return everything the socket was sent."""
    app = Application.in_memory()
    app.users.register("demo", "demo-password")
    token = app.login("demo", "demo-password")
    socket = InMemorySocket([question])
    await app.open_socket(token, socket)
    return [event.text for event in socket.sent]


def offline_socket_count() -> int:
    """Count the connections of a manager that nobody has connected to."""
    manager = get_websocket_manager_factory().create_manager(UserContext("demo"))
    return len(manager.connections)


if __name__ == "__main__":
    for line in asyncio.run(converse("What can you do?")):
        print(line)
