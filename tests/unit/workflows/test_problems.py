from __future__ import annotations

from graphkit.model.problems import Problem
from graphkit.workflows.problems import joined


def test_a_file_that_both_steps_met_is_told_once() -> None:
    first = (Problem("b.py", 3, "syntax error"), Problem("b.py", 9, "syntax error"))
    second = (Problem("a.py", 1, "null byte"), Problem("b.py", 4, "does not parse"))
    assert joined(first, second) == (second[0], *first)
