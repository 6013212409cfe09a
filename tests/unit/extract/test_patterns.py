"""Gitignore-like patterns, fast for names and complete for paths."""

from __future__ import annotations

import pytest

from graphkit.errors import BadUsage
from graphkit.extract.patterns import compile_patterns


@pytest.mark.parametrize(
    ("patterns", "path", "is_directory", "expected"),
    [
        (["tests"], "a/tests", True, True),
        (["tests"], "tests", False, True),
        (["tests/"], "tests", False, False),
        (["tests/"], "a/tests", True, True),
        (["**/test_*.py"], "a/b/test_x.py", False, True),
        (["**/test_*.py"], "test_x.py", False, True),
        (["*.py", "# note", ""], "x.pyi", False, False),
        (["a/b"], "a/b", True, True),
        (["a/b"], "x/a/b", True, False),
        (["a/**"], "a/x/y.py", False, True),
        (["*.py", "!keep.py"], "keep.py", False, False),
        (["*.py", "!keep.py"], "lose.py", False, True),
        ([], "a", True, False),
    ],
)
def test_patterns(patterns: list[str], path: str, is_directory: bool, expected: bool) -> None:
    matches = compile_patterns(patterns)
    assert matches(path, path.rpartition("/")[2], is_directory) is expected


def test_what_is_no_pattern_is_refused_by_name() -> None:
    with pytest.raises(BadUsage, match=r"'!' is no pattern for files; write it as in a .gitignore"):
        compile_patterns(["a/**", "!"])
