from __future__ import annotations

from graphkit.model.problems import NOT_UNDERSTOOD, REFUSED, SYNTAX_ERROR, UNPARSED, Problem
from graphkit.workflows.problems import joined


def test_a_file_that_both_steps_met_is_told_once() -> None:
    first = (Problem("b.py", 3, "syntax error"), Problem("b.py", 9, "syntax error"))
    second = (Problem("a.py", 1, "null byte"), Problem("b.py", 4, "does not parse"))
    assert joined(first, second) == (second[0], *first)


def test_what_python_refuses_is_said_so_and_newer_syntax_is_not() -> None:
    newer = Problem("new.py", 1, NOT_UNDERSTOOD, UNPARSED)
    broken = Problem("old.py", 3, NOT_UNDERSTOOD, UNPARSED)
    refused = Problem("old.py", 4, SYNTAX_ERROR, REFUSED)
    assert joined((newer, broken), (refused,)) == (newer, refused)
