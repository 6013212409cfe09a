"""Messages per author."""

from __future__ import annotations

from collections import Counter

from netra_backend.app.db.threads import Thread


def usage(threads: list[Thread]) -> dict[str, int]:
    """Return author -> number of messages, most talkative first."""
    return dict(Counter(message.author for thread in threads for message in thread.messages).most_common())
