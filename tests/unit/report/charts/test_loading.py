"""What lies in the current directory has no say in how charts look."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import os, sys
from graphkit.report.charts.loading import load_matplotlib
before = os.getcwd()
if sys.argv[1:]:
    os.rmdir(before)
load_matplotlib()
load_matplotlib()
import matplotlib
print(bool(sys.argv[1:]) or os.getcwd() == before, matplotlib.rcParams["font.size"])
"""


@pytest.mark.parametrize("settings", [b"font.size: 77\n", b"no: setting\n\x1b[31m\n", b"\xff\xfe"])
def test_settings_of_the_current_directory_are_not_read(tmp_path: Path, settings: bytes) -> None:
    (tmp_path / "matplotlibrc").write_bytes(settings)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "True 10.0\n", "")


def test_the_current_directory_may_be_gone(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "gone"],
        cwd=tmp_path / "gone", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
