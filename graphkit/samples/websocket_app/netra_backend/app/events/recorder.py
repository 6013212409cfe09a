"""Keep events for later.

Recorders used to be attached by get_websocket_manager_factory(); now they listen to the bus.
"""

from __future__ import annotations

from netra_backend.app.events.types import Event

# The release notes should say that get_websocket_manager_factory goes away.
MOVED = "recorders no longer come from get_websocket_manager_factory"


class Recorder:
    """A listener that remembers."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def __call__(self, event: Event) -> None:
        """Remember the event."""
        self.events.append(event)
