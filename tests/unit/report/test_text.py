from __future__ import annotations

import re

import pytest

from graphkit.report.text import text
from graphkit.report.text_layout import Look
from tests.examples import ALL


@pytest.mark.parametrize("result", ALL, ids=lambda result: type(result).__name__)
def test_colour_adds_nothing_but_colour(result: object) -> None:
    colored = text(result, Look(color=True))
    assert "\x1b[" in colored
    assert re.sub(r"\x1b\[\d+m", "", colored) == text(result)


@pytest.mark.parametrize("result", ALL, ids=lambda result: type(result).__name__)
def test_reports_end_with_what_was_read(result: object) -> None:
    assert re.search(r"\nfiles seen \d of [46](; \d problem)?\n$", text(result))


@pytest.mark.parametrize("result", ALL, ids=lambda result: type(result).__name__)
def test_no_line_ends_in_a_space(result: object) -> None:
    assert not re.search(r"[ \t]$", text(result), re.MULTILINE)


def test_other_values_are_refused() -> None:
    with pytest.raises(TypeError, match="no text for int"):
        text(3)
