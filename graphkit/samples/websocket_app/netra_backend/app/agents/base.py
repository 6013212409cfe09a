"""What an agent is."""

from __future__ import annotations

from typing import Protocol

from netra_backend.app.schemas.chat import Answer, Question


class Agent(Protocol):
    """Answers some questions and passes on others."""

    name: str

    def answer(self, question: Question) -> Answer | None:
        """Return the answer, or None for a question that is not for this agent."""
