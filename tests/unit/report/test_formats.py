from __future__ import annotations

import json

import pytest

from graphkit.errors import UnknownFormat
from graphkit.report.formats import FORMATS, render
from tests.examples import ALL, BINDINGS


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("result", ALL, ids=lambda result: type(result).__name__)
def test_every_format_writes_every_result(name: str, result: object) -> None:
    assert render(result, name).endswith("\n")


def test_formats_do_what_they_say() -> None:
    assert json.loads(render(BINDINGS, "json"))["schema"] == "graphkit/bindings/1"
    assert render(BINDINGS, "text").startswith("pkg.facade: make <- ")


def test_unknown_formats_name_the_known_ones() -> None:
    with pytest.raises(UnknownFormat, match="unknown format 'xml'; choose one of text, json"):
        render(BINDINGS, "xml")
