"""Results as pandas data frames."""

from __future__ import annotations

from typing import Any

from graphkit.errors import MissingExtra
from graphkit.notebook.rows import rows_of


def data_frame(result: object) -> Any:
    """Return the rows of a result as a `pandas.DataFrame`; no row changes a column's type.

    Raises MissingExtra without pandas.
    """
    try:
        import pandas as pd
    except ModuleNotFoundError as error:
        if error.name != "pandas":
            raise
        raise MissingExtra("jupyter", "to_pandas()", "pandas") from error
    columns, rows = rows_of(result)
    cells = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    return pd.DataFrame(
        {
            name: pd.Series(list(values), dtype=dtype)
            for (name, dtype), values in zip(columns, cells, strict=True)
        }
    )
