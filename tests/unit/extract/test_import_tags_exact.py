"""Tags from the parsed file; the cases that both readers share are beside the other reader's tests."""

from __future__ import annotations

from graphkit.extract.import_tags import Tag
from graphkit.extract.import_tags_exact import exact_tags
from graphkit.model.imports import CALL_TIME, IMPORT_TIME


def test_first_of_two_on_a_line_decides() -> None:
    assert exact_tags(b"import a\nif x: import b; import c\n") == {
        1: Tag(IMPORT_TIME, False),
        2: Tag(IMPORT_TIME, False),
    }


def test_deep_code_does_not_exhaust_the_stack() -> None:
    lines = [f"{' ' * depth}if a:" for depth in range(80)]
    source = "def f():\n " + "\n ".join([*lines, f"{' ' * 80}import x"])
    assert exact_tags(source.encode()) == {82: Tag(CALL_TIME, False)}


def test_what_does_not_parse() -> None:
    assert exact_tags(b"import a\n)") is None
    assert exact_tags(b"a\0") is None
