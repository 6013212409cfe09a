"""Rows as a Parquet file: the one door to pyarrow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graphkit.errors import MissingExtra

_KINDS = {str: "string", int: "int64", bool: "bool_"}


def check_parquet() -> None:
    """Raise MissingExtra now when Parquet files could not be written later."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as error:
        raise MissingExtra("parquet", "a Parquet file", "pyarrow") from error


def parquet(rows: Sequence[tuple[object, ...]], columns: Mapping[str, type]) -> bytes:
    """Return `rows` as the bytes of a Parquet file; no rows give an empty table of the same columns."""
    check_parquet()
    import pyarrow as pa
    import pyarrow.parquet

    kinds = {name: getattr(pa, _KINDS[kind])() for name, kind in columns.items()}
    arrays = [pa.array([row[place] for row in rows], type=kind) for place, kind in enumerate(kinds.values())]
    sink = pa.BufferOutputStream()
    pyarrow.parquet.write_table(pa.Table.from_arrays(arrays, names=list(kinds)), sink, compression="zstd")
    written: bytes = sink.getvalue().to_pybytes()
    return written
