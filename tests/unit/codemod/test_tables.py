from __future__ import annotations

import pytest

from graphkit.codemod.tables import remove_entry


@pytest.mark.parametrize(
    ("before", "line", "after"),
    [
        ('T = {\n    "a": "m",\n    "x": "m",\n}\n', 3, 'T = {\n    "a": "m",\n}\n'),
        ('T = {"x": "m"}\n', 1, "T = {}\n"),
        ('T = {\n    "m": ["x"],  # c\n    "n": ["a"],\n}\n', 2, 'T = {\n    "n": ["a"],\n}\n'),
        ('T = {"m": ["a", "x"]}\n', 1, 'T = {"m": ["a"]}\n'),
        ('T = {"m": ("a", "x")}\n', 1, 'T = {"m": ("a",)}\n'),
        ('T = {"m": ("x", "b", "c")}\n', 1, 'T = {"m": ("b", "c")}\n'),
        ('attach(__name__, submod_attrs={"m": ["x"]})\n', 1, "attach(__name__, submod_attrs={})\n"),
        ('T = {"a": "x"}\n', 1, None),
        ('if name == "x":\n    pass\n', 1, None),
        ('T = ["x"]\n', 1, None),
        ('\nT = {"x": 1}\n', 1, None),
    ],
)
def test_takes_an_entry_out_of_a_table(before: str, line: int, after: str | None) -> None:
    assert remove_entry(before, "x", line) == after
