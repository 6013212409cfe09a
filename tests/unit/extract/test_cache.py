"""The cache: found again by key, and anything damaged is as good as absent."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from graphkit.extract import cache as cache_module
from graphkit.extract.cache import FILE_NAME, Cache, DiskCache, open_cache


class Pair(NamedTuple):
    name: str
    number: int


ITEMS = {bytes([number]) * 16: Pair("n", number) for number in range(200)}


def test_values_come_back_typed_in_another_run(tmp_path: Path) -> None:
    first = open_cache(str(tmp_path))
    first.put_many("k", ITEMS)
    first.close()
    second = open_cache(str(tmp_path))
    assert second.get_many("k", [*ITEMS, b"unknown"], Pair) == ITEMS
    assert second.get("k", b"unknown", Pair) is None


def test_kinds_are_apart(tmp_path: Path) -> None:
    cache = open_cache(str(tmp_path))
    cache.put_many("a/1", {b"k": 1})
    assert cache.get("a/2", b"k", int) is None
    assert cache.get("a/1", b"k", int) == 1


def test_value_of_another_shape_is_a_miss(tmp_path: Path) -> None:
    cache = open_cache(str(tmp_path))
    cache.put_many("k", {b"k": ("text", "no number")})
    assert cache.get("k", b"k", Pair) is None


def test_later_value_replaces(tmp_path: Path) -> None:
    cache = open_cache(str(tmp_path))
    cache.put_many("k", {b"k": 1})
    cache.put_many("k", {b"k": 2})
    assert cache.get("k", b"k", int) == 2


def test_damaged_value_is_a_miss(tmp_path: Path) -> None:
    cache = open_cache(str(tmp_path))
    cache.put_many("k", {b"bad": Pair("aaaa", 1), b"good": Pair("bbbb", 2)})
    cache.close()
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        (value,) = connection.execute("SELECT value FROM entries WHERE key = ?", (b"bad",)).fetchone()
        damaged = value.replace(b"aaaa", b"aaab")
        assert damaged != value
        connection.execute("UPDATE entries SET value = ? WHERE key = ?", (damaged, b"bad"))
    connection.close()
    assert open_cache(str(tmp_path)).get_many("k", [b"bad", b"good"], Pair) == {b"good": Pair("bbbb", 2)}


@pytest.mark.parametrize("start", [0, 100, 4096, 9000])
def test_overwritten_file_is_a_miss_and_made_anew(tmp_path: Path, start: int) -> None:
    cache = open_cache(str(tmp_path))
    cache.put_many("k", ITEMS)
    cache.close()
    path = tmp_path / FILE_NAME
    raw = bytearray(path.read_bytes())
    raw[start : start + 3000] = b"\xa5" * len(raw[start : start + 3000])
    path.write_bytes(raw)
    again = open_cache(str(tmp_path))
    found = again.get_many("k", ITEMS, Pair)
    assert all(ITEMS[key] == value for key, value in found.items())
    again.put_many("k", ITEMS)
    again.put_many("k", ITEMS)
    again.close()
    assert open_cache(str(tmp_path)).get_many("k", ITEMS, Pair) == ITEMS


def test_cache_that_keeps_nothing() -> None:
    cache = Cache()
    cache.put_many("k", {b"k": 1})
    assert cache.get("k", b"k", int) is None
    assert not cache.keeps


def test_directory_that_cannot_be_made_goes_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = open_cache(str(tmp_path / "file" / "below"))
    cache.put_many("k", {b"k": 1})
    assert cache.get("k", b"k", int) is None


def test_file_that_cannot_be_opened_goes_without(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    cache = open_cache(str(tmp_path))
    assert isinstance(cache, DiskCache)
    cache.put_many("k", {b"k": 1})
    assert cache.get("k", b"k", int) is None
    assert not cache.keeps


def test_closed_cache_goes_without(tmp_path: Path) -> None:
    cache = open_cache(str(tmp_path))
    cache.close()
    cache.put_many("k", {b"k": 1})
    assert cache.get("k", b"k", int) is None


WRITER = """
import sys
from graphkit.extract.cache import open_cache
cache = open_cache(sys.argv[1])
for number in range(30):
    cache.put_many("k", {b"%s-%d" % (sys.argv[2].encode(), number): number, b"shared": 1})
cache.close()
"""


def test_concurrent_runs_lose_nothing(tmp_path: Path) -> None:
    # the package is found as this process finds it
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    runs = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), name], env=environment)
        for name in ("a", "b", "c", "d")
    ]
    assert [run.wait() for run in runs] == [0, 0, 0, 0]
    keys = {b"%s-%d" % (name, number): number for name in (b"a", b"b", b"c", b"d") for number in range(30)}
    assert open_cache(str(tmp_path)).get_many("k", [*keys, b"shared"], int) == {**keys, b"shared": 1}


@pytest.mark.parametrize(
    "schema",
    ["CREATE VIEW entries AS SELECT 1 AS kind", "CREATE TABLE entries (kind TEXT, key BLOB)"],
    ids=["view", "columns"],
)
def test_a_database_of_another_make_is_made_anew(tmp_path: Path, schema: str) -> None:
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        connection.execute(schema)
    cache = open_cache(str(tmp_path))
    cache.put_many("k", ITEMS)
    cache.put_many("k", ITEMS)
    cache.close()
    assert open_cache(str(tmp_path)).get_many("k", ITEMS, Pair) == ITEMS


@pytest.mark.parametrize("error", [MemoryError(), UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad")])
def test_a_file_that_confuses_sqlite_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    connect, failing = cache_module._connect, [error]

    def once(path: str) -> sqlite3.Connection:
        if failing:
            raise failing.pop()
        return connect(path)

    monkeypatch.setattr(cache_module, "_connect", once)
    cache = open_cache(str(tmp_path))
    cache.put_many("k", ITEMS)
    assert cache.get_many("k", ITEMS, Pair) == ITEMS


def test_a_busy_cache_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = open_cache(str(tmp_path))
    cache.put_many("k", ITEMS)
    cache.close()

    def full(path: str) -> sqlite3.Connection:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(cache_module, "_connect", full)
        assert not open_cache(str(tmp_path)).keeps
    assert open_cache(str(tmp_path)).get_many("k", ITEMS, Pair) == ITEMS
