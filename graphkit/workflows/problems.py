"""Problems of several steps of one run, each file's told once."""

from __future__ import annotations

from graphkit.model.problems import REFUSED, UNPARSED, Problem


def joined(first: tuple[Problem, ...], second: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return the problems of two steps, sorted; of a file that both met, those of the first step.

    That Python refuses a file is known better by the second: it is then said in its words.
    """
    refused = {problem.file for problem in second if problem.hint == REFUSED}
    kept = {problem for problem in first if not (problem.hint == UNPARSED and problem.file in refused)}
    known = {problem.file for problem in kept}
    return tuple(sorted({*kept, *(problem for problem in second if problem.file not in known)}))
