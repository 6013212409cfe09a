"""What happens, as values, and who wants to know."""

from netra_backend.app.events.bus import EventBus
from netra_backend.app.events.types import Event

__all__ = ["Event", "EventBus"]
