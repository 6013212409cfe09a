from __future__ import annotations

import json
from pathlib import Path

import pytest

from graphkit.errors import BadResult
from graphkit.extract.saved_trace import is_file, read_trace
from graphkit.report.json_document import json_document
from tests.examples import CHAINS, TRACE


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "trace.json"
    path.write_text(json_document(TRACE))
    assert read_trace(str(path)) == TRACE
    assert is_file(str(path))
    assert not is_file(str(tmp_path / "v1"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "not JSON"),
        ("[" * 5000, "not JSON"),
        ("[]", "its schema is None"),
        (json_document(CHAINS), "its schema is 'graphkit/chains/1'"),
        (json.dumps({"schema": "graphkit/trace/1", "target": "a:b"}), "it has other fields"),
        (json.dumps({"schema": "graphkit/trace/1", "target": 7}), "it has other fields"),
    ],
)
def test_what_is_no_saved_trace_is_said(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text)
    with pytest.raises(BadResult, match=said):
        read_trace(str(path))


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadResult, match="no such file"):
        read_trace(str(tmp_path / "x.json"))
