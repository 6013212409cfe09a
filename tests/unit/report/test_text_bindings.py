from __future__ import annotations

from graphkit.report.text_bindings import bindings_text
from graphkit.report.text_layout import Look
from tests.examples import BINDINGS


def test_one_line_for_each_name_with_every_origin() -> None:
    assert bindings_text(BINDINGS, Look()).splitlines() == [
        "pkg.facade: make <- pkg.factory:make",
        "pkg.facade: other <- pkg.a:other, pkg.b:other",
        "",
        "2 bindings in 1 module",
        "",
        "files seen 6 of 6",
    ]
