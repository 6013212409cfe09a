"""Conversations."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Message:
    """One thing that was said."""

    author: str
    text: str


@dataclass
class Thread:
    """One user's conversation, oldest message first."""

    thread_id: str
    messages: list[Message] = field(default_factory=list)

    def add(self, author: str, text: str) -> None:
        """Append a message."""
        self.messages.append(Message(author, text))
