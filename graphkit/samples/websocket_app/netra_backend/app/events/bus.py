"""Who is told of events."""

from __future__ import annotations

from collections.abc import Callable

from netra_backend.app.events.types import Event

Listener = Callable[[Event], None]


class EventBus:
    """Tells every listener of every event, in the order they subscribed."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> None:
        """Call `listener` for every event from now on."""
        self._listeners.append(listener)

    def publish(self, event: Event) -> None:
        """Tell all listeners."""
        for listener in self._listeners:
            listener(event)
