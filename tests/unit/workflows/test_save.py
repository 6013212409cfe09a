from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.errors import CannotWrite
from graphkit.workflows.save import check, save


def test_what_was_checked_can_be_saved(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    check(str(path))
    assert not path.exists()
    save(str(path), "é\n")
    assert path.read_bytes() == "é\n".encode()


@pytest.mark.parametrize("place", ["missing/report.txt", "."])
def test_a_place_that_cannot_be_written_to_is_refused_twice(tmp_path: Path, place: str) -> None:
    with pytest.raises(CannotWrite):
        check(str(tmp_path / place))
    with pytest.raises(CannotWrite):
        save(str(tmp_path / place), "")


def test_devices_are_places_too() -> None:
    check("/dev/null")
