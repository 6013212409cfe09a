"""One run of every command on a tree full of traps, for all tests that look at it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.security.every_command import Session, run_all
from tests.security.traps import trap

# path → what it is and holds
Snapshot = dict[str, tuple[int, bytes]]


class Trapped(NamedTuple):
    """What was there before and after."""

    top: Path
    marks: Path
    before: Snapshot
    session: Session
    after: Snapshot


@pytest.fixture(scope="session")
def trapped(tmp_path_factory: pytest.TempPathFactory) -> Trapped:
    """Run every command in a tree full of traps, which is the current directory too."""
    top = tmp_path_factory.mktemp("trapped")
    marks = trap(top)
    before = snapshot(top)
    return Trapped(top, marks, before, run_all(top), snapshot(top))


def snapshot(top: Path) -> Snapshot:
    """Everything below a directory: its kind and permissions, and its content."""
    found = {}
    for path in sorted(top.rglob("*")):
        content = (
            os.readlink(path).encode() if path.is_symlink() else path.read_bytes() if path.is_file() else b""
        )
        found[path.relative_to(top).as_posix()] = (path.lstat().st_mode, content)
    return found
