from __future__ import annotations

import io

import pytest

from graphkit.deliver.parquet import check_parquet, parquet
from graphkit.errors import MissingExtra

COLUMNS = {"name": str, "line": int, "guarded": bool}


def test_rows_come_back() -> None:
    reader = pytest.importorskip("pyarrow.parquet")
    rows = [("a", 1, True), ("é\x1b\x00", 2**40, False)]
    table = reader.read_table(io.BytesIO(parquet(rows, COLUMNS)))
    assert table.to_pylist() == [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    assert parquet(rows, COLUMNS) == parquet(rows, COLUMNS)


def test_no_rows_keep_their_columns() -> None:
    reader = pytest.importorskip("pyarrow.parquet")
    table = reader.read_table(io.BytesIO(parquet([], COLUMNS)))
    assert (table.num_rows, table.column_names) == (0, list(COLUMNS))


def test_without_pyarrow_the_cure_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    monkeypatch.setitem(__import__("sys").modules, "pyarrow.parquet", None)
    with pytest.raises(MissingExtra, match=r"pip install 'graphkit\[parquet\]'"):
        check_parquet()
