"""`graphkit --help` starts at once: what it loads is looked at, not the clock."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {
    "IPython", "grimp", "json", "matplotlib", "msgspec", "networkx", "numpy", "pathspec", "platformdirs",
    "pydot", "rich", "sqlite3", "tomllib", "tree_sitter", "tree_sitter_python",
}  # fmt: skip

PROGRAM = """
import sys
from graphkit.cli.main import main
sys.argv = ["graphkit", *sys.argv[1:]]
try:
    main()
finally:
    print("\\n@", *sorted({name.partition(".")[0] for name in sys.modules}))
"""


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["--version"], ["trace", "--help"], ["draw", "--help"], ["chart", "--help"]],
    ids=" ".join,
)
def test_help_and_version_load_nothing_heavy(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.rpartition("@")[2].split())
    assert "click" in loaded
    assert loaded & HEAVY == set()
