from __future__ import annotations

import json
from typing import NamedTuple

from graphkit.report.json_lines import json_lines


class Row(NamedTuple):
    name: str
    number: int
    items: tuple[str, ...] = ()


def test_one_object_a_line_with_its_keys_in_order() -> None:
    rows = [Row('a "quoted"\n\x1b', 1, ("x", "y")), Row("é", 2)]
    lines = json_lines(rows).splitlines()
    assert [json.loads(line) for line in lines] == [
        {"name": 'a "quoted"\n\x1b', "number": 1, "items": ["x", "y"]},
        {"name": "é", "number": 2, "items": []},
    ]
    assert list(json.loads(lines[0])) == ["name", "number", "items"]
    assert json_lines([]) == ""
