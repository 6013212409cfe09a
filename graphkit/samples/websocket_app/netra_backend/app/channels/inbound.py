"""From the user to the application."""

from __future__ import annotations

# Bound before the import below, which comes back here: the cycle works only in this order.
from netra_backend.app.websocket_core.canonical_imports import get_websocket_manager_factory

from netra_backend.app.channels import outbound  # isort: skip

__all__ = ["InboundChannel", "get_websocket_manager_factory"]


class InboundChannel:
    """Takes questions in and answers them on the way out."""

    def __init__(self, answers: outbound.OutboundChannel) -> None:
        self._answers = answers

    def accept(self, text: str) -> int:
        """Acknowledge a question; return how many sockets were told."""
        return self._answers.emit(f"received: {text}")
