from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pandas as pd
import pytest

from graphkit.notebook.frames import data_frame
from graphkit.notebook.rows import rows_of
from tests.examples import RANKING, TRACE
from tests.unit.notebook.test_rows import RESULTS


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: type(result).__name__)
def test_a_frame_has_the_rows_and_types(result: object) -> None:
    columns, rows = rows_of(result)
    frame = data_frame(result)
    assert [(name, str(dtype)) for name, dtype in frame.dtypes.items()] == list(columns)
    assert len(frame) == len(rows)
    assert list(frame.iloc[0, :1]) == [rows[0][0]]


def test_no_rows_change_no_type() -> None:
    empty = data_frame(replace(TRACE, consumers=()))
    assert len(empty) == 0
    assert empty.dtypes.equals(data_frame(TRACE).dtypes)
    assert (empty.line > 3).sum() == 0


def test_what_is_not_known_is_missing_and_no_float() -> None:
    first, second = RANKING.modules
    frame = data_frame(replace(RANKING, modules=(first._replace(churn=3), second)))
    assert frame.churn[0] == 3
    assert frame.churn[1] is pd.NA
    assert frame.waits_for[1] == ("pkg.routes",)


def test_a_missing_pandas_is_said_with_the_remedy() -> None:
    program = (
        "import sys; sys.modules['pandas'] = None\n"
        "from tests.examples import TRACE\n"
        "import graphkit\n"
        "try: TRACE.to_pandas()\n"
        "except graphkit.MissingExtra as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    hint = "pip install 'graphkit[jupyter]'"
    assert done.stdout == f"to_pandas() needs pandas, which is not installed; {hint}\n"
