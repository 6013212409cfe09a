"""The agent that counts words."""

from __future__ import annotations

from netra_backend.app.schemas.chat import Answer, Question
from shared.text import words


class CountingAgent:
    """Answers `count ...` with the number of words that follow."""

    name = "counting"

    def answer(self, question: Question) -> Answer | None:
        """Count, when asked to."""
        first, *rest = words(question.text) or [""]
        return Answer(self.name, f"{len(rest)} words") if first == "count" else None
