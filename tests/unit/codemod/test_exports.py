from __future__ import annotations

import pytest

from graphkit.codemod.exports import constant, export_entries
from graphkit.codemod.statements import block_of, parse


@pytest.mark.parametrize(
    ("code", "found", "whole", "stuck"),
    [
        ('__all__ = ["a", "x"]', 1, False, False),
        ('__all__ = ["x"]', 1, False, False),
        ('__all__ += ["x"]', 1, True, False),
        ('__all__ += ["x"] + m.__all__', 1, False, False),
        ('__all__.append("x")', 1, True, False),
        ('__all__.extend(["x", "b"])', 1, False, False),
        ('__all__ = list(("x", "y"))', 1, False, False),
        ('__all__ = [n for n in ["x"]]', 0, False, True),
        ('__all__ = ["x" "y", "x"]', 1, False, True),
    ],
)
def test_where_a_name_is_exported(code: str, found: int, whole: bool, stuck: bool) -> None:
    entries = export_entries(code, block_of(parse(code)).statements[0], "x")
    assert entries is not None
    assert (len(entries.found), entries.whole, entries.stuck) == (found, whole, stuck)


@pytest.mark.parametrize("code", ['names = ["x"]', '__all__ = ["y"]', 'm.__all__ = ["x"]', 'f("x")', "x = 1"])
def test_other_statements(code: str) -> None:
    assert export_entries(code, block_of(parse(code)).statements[0], "x") is None


def test_the_text_of_a_literal() -> None:
    texts = ['"a"', "r'b'", "'''c'''", "b'd'", "f'{e}'", "'\\x61'", "1"]
    nodes = [block_of(parse(text)).statements[0].children()[0] for text in texts]
    assert [constant(node) for node in nodes] == ["a", "b", "c", None, None, "a", None]
