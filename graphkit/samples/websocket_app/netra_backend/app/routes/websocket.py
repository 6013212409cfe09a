"""The chat socket: every question that comes in is answered on the same socket."""

from __future__ import annotations

from netra_backend.app.auth.context import UserContext
from netra_backend.app.events.types import Event
from netra_backend.app.services.chat import ChatService
from netra_backend.app.websocket_core.canonical_imports import (
    Socket,
    get_websocket_manager_factory,
)


async def serve(socket: Socket, context: UserContext, chat: ChatService) -> int:
    """Answer until the socket has nothing more to ask; return how many questions were answered."""
    manager = get_websocket_manager_factory().create_manager(context)
    connection = manager.connect(socket)
    answered = 0
    try:
        while (text := await socket.receive()) is not None:
            chat.answer(context, text, manager)
            answered += 1
        manager.send(Event("done", f"{answered} answered"))
    finally:
        manager.disconnect(connection)
    return answered
