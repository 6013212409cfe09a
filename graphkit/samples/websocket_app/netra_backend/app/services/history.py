"""What was said."""

from __future__ import annotations

from netra_backend.app.auth.context import UserContext
from netra_backend.app.db.store import Store


def transcript(store: Store, context: UserContext) -> list[str]:
    """Return the user's conversation, one `author: text` per message."""
    thread = store.thread(context.user_id, context.thread_id)
    return [f"{message.author}: {message.text}" for message in thread.messages]
