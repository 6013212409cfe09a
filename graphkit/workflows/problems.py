"""Problems of several steps of one run, each file's told once."""

from __future__ import annotations

from graphkit.model.problems import Problem


def joined(first: tuple[Problem, ...], second: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return the problems of two steps, sorted; of a file that both met, those of the first step."""
    known = {problem.file for problem in first}
    return tuple(sorted({*first, *(problem for problem in second if problem.file not in known)}))
