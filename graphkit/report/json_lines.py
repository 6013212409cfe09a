"""Rows as JSON lines: one object a row, which DuckDB, pandas and jq read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from graphkit.report.json_document import visible_json


def json_lines(rows: Iterable[Any]) -> str:
    """Return one JSON object a line for named tuples, their fields as keys in order."""
    text = "".join(msgspec.json.encode(row._asdict()).decode() + "\n" for row in rows)
    return visible_json(text)
