"""Questions and answers."""

from __future__ import annotations

from typing import NamedTuple


class Question(NamedTuple):
    """What a user asks."""

    user_id: str
    text: str


class Answer(NamedTuple):
    """What an agent says to it."""

    agent: str
    text: str
