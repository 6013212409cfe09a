from __future__ import annotations

import os
from pathlib import Path

import pytest
from msgspec import Raw

from graphkit.deliver.journal import Entry, Journal
from graphkit.errors import CannotWrite


def entry(name: str, key: str = "k", state: str = "s", result: str = '{"a":1}') -> Entry:
    return Entry(key, name, state, 0.5, Raw(result.encode()))


def test_what_was_added_is_there_again(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "journal.jsonl"
    with Journal(str(path)) as journal:
        assert journal.find("k", "a") is None
        journal.append(entry("a"))
        journal.append(entry("b", key="other"))
        assert journal.find("k", "a") == entry("a")
    with Journal(str(path)) as journal:
        assert journal.find("k", "a") == entry("a")
        assert journal.find("other", "b") == entry("b", key="other")
        assert journal.find("k", "b") is None


@pytest.mark.parametrize(
    "tail", [b'{"key":"k","name":"b"', b"\0\0\0\n", b"[]\n", b'{"key":1}\n', b"{}\n", b"\xff\n"]
)
def test_a_line_that_was_cut_off_does_not_count(tail: bytes, tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    with Journal(str(path)) as journal:
        journal.append(entry("a"))
    whole = path.read_bytes()
    path.write_bytes(whole + tail)
    with Journal(str(path)) as journal:
        assert journal.find("k", "a") == entry("a")
        assert journal.find("k", "b") is None
        journal.append(entry("b"))
    assert path.read_bytes().count(b"\n") == 2
    with Journal(str(path)) as journal:
        assert journal.find("k", "b") == entry("b")


def test_a_whole_line_without_its_end_does_not_count(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    with Journal(str(path)) as journal:
        journal.append(entry("a"))
        journal.append(entry("b"))
    path.write_bytes(path.read_bytes()[:-1])
    with Journal(str(path)) as journal:
        assert journal.find("k", "b") is None
        journal.append(entry("c"))
    with Journal(str(path)) as journal:
        assert (journal.find("k", "a"), journal.find("k", "c")) == (entry("a"), entry("c"))


def test_the_last_entry_of_a_name_counts_and_older_ones_go(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    with Journal(str(path)) as journal:
        journal.append(entry("a", state="old"))
        journal.append(entry("a", state="new"))
    with Journal(str(path)) as journal:
        assert journal.find("k", "a") == entry("a", state="new")
    assert path.read_bytes().count(b"\n") == 1


def test_one_run_at_a_time(tmp_path: Path) -> None:
    path = str(tmp_path / "journal.jsonl")
    with Journal(path), pytest.raises(CannotWrite, match="another scan is writing there"):
        Journal(path)
    with Journal(path):
        pass


def test_places_that_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotWrite):
        Journal(str(tmp_path / "file" / "journal.jsonl"))
    (tmp_path / "journal.jsonl").mkdir()
    with pytest.raises(CannotWrite):
        Journal(str(tmp_path / "journal.jsonl"))
    os.symlink(tmp_path / "elsewhere", tmp_path / "linked.jsonl.lock")
    with pytest.raises(CannotWrite):
        Journal(str(tmp_path / "linked.jsonl"))
    assert not (tmp_path / "elsewhere").exists()
