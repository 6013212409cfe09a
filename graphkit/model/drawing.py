"""A drawing that was made."""

from __future__ import annotations

from dataclasses import dataclass

from graphkit.model.problems import FilesSeen, Problem


@dataclass(frozen=True)
class Drawing:
    """A drawing, where it was saved, and the words that go with it."""

    target: str
    # the file it was written to
    path: str
    # "svg", "png", "dot" or "mmd"
    format: str
    content: str | bytes
    # what is shown and what is left out
    caption: tuple[str, ...]
    problems: tuple[Problem, ...]
    files: FilesSeen
