from __future__ import annotations

from graphkit.report.text_drawing import drawing_text
from graphkit.report.text_layout import Look
from tests.examples import DRAWING


def test_the_file_comes_first_then_the_caption() -> None:
    assert drawing_text(DRAWING, Look()) == "output/make.svg\n  2 consumers\n  nothing left out\n"
