"""Events for systems that do not hold a socket."""

from __future__ import annotations

from netra_backend.app.events.types import Event


class Webhook:
    """Keeps what it would post."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.posted: list[str] = []

    def __call__(self, event: Event) -> None:
        """Post one event."""
        self.posted.append(f"{event.kind}: {event.text}")
