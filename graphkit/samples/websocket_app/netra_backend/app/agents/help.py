"""The agent that says what can be asked."""

from __future__ import annotations

from netra_backend.app.schemas.chat import Answer, Question
from shared.text import words


class HelpAgent:
    """Answers questions about the application itself."""

    name = "help"

    def answer(self, question: Question) -> Answer | None:
        """Answer what asks for help, pass on everything else."""
        if {"help", "can"} & set(words(question.text)):
            return Answer(self.name, "Ask me anything; I count words and repeat the rest.")
        return None
