"""The cache: what was worked out before, found again by content."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Mapping
from typing import TypeVar
from zlib import crc32

FILE_NAME = "cache-1.sqlite3"
# beyond this size the older half of the entries goes
LARGEST = 512 * 1024 * 1024
_PER_QUERY = 500
# what SQLite raises; of a damaged file it may ask any amount of memory, or quote what is no text
_TROUBLE = (sqlite3.Error, UnicodeDecodeError, MemoryError)
# SQLite's codes for what the file is not to blame for: permissions, other runs, memory, the disk
_CIRCUMSTANCES = {3, 5, 6, 7, 8, 9, 10, 13, 14, 15}
T = TypeVar("T")


class Cache:
    """A cache that keeps nothing: what `--no-cache` uses, and what every cache can do."""

    @property
    def keeps(self) -> bool:
        """Whether what is put in may be found again."""
        return False

    def get_many(self, kind: str, keys: Iterable[bytes], type: type[T]) -> dict[bytes, T]:
        """Return the values of those `keys` that are known, each decoded as `type`."""
        return {}

    def put_many(self, kind: str, items: Mapping[bytes, object]) -> None:
        """Keep `items`; failing to is silent, the next run works them out again."""

    def get(self, kind: str, key: bytes, type: type[T]) -> T | None:
        """Return the value of one key, None when it is not known."""
        return self.get_many(kind, (key,), type).get(key)

    def close(self) -> None:
        """Let go of the file."""


class DiskCache(Cache):
    """A cache in one SQLite file, shared by all runs.

    Keys are digests of everything a value depends on, and `kind` names the value's shape and version, so an
    entry is never out of date. Safe with concurrent runs. Each value carries a checksum: a damaged
    entry, or one of another shape, is as good as none; a damaged file is made anew.
    """

    def __init__(self, directory: str) -> None:
        self._path = os.path.join(directory, FILE_NAME)
        self._connection: sqlite3.Connection | None = None
        self._renewed = False
        try:
            self._connection = _connect(self._path)
        except _TROUBLE as error:
            self._failed(error)

    @property
    def keeps(self) -> bool:
        """Whether what is put in may be found again."""
        return self._connection is not None

    def get_many(self, kind: str, keys: Iterable[bytes], type: type[T]) -> dict[bytes, T]:
        """Return the values of those `keys` that are known, each decoded as `type`."""
        from msgspec import MsgspecError, msgpack

        decoder = msgpack.Decoder(type)
        found: dict[bytes, T] = {}
        for key, value in self._rows(kind, list(keys)):
            payload = memoryview(value)[4:]
            if value[:4] == crc32(payload).to_bytes(4, "little"):
                try:
                    found[key] = decoder.decode(payload)
                except (MsgspecError, UnicodeDecodeError):
                    continue
        return found

    def put_many(self, kind: str, items: Mapping[bytes, object]) -> None:
        """Keep `items`; failing to is silent, the next run works them out again."""
        if self._connection is None or not items:
            return
        from msgspec import msgpack

        encode = msgpack.Encoder().encode
        rows = []
        for key, value in items.items():
            payload = encode(value)
            rows.append((kind, key, crc32(payload).to_bytes(4, "little") + payload))
        try:
            with self._connection:
                self._connection.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?)", rows)
            self._shrink()
        except _TROUBLE as error:
            self._failed(error)
        except OSError:
            # another run made the file anew meanwhile
            return

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _rows(self, kind: str, keys: list[bytes]) -> list[tuple[bytes, bytes]]:
        rows: list[tuple[object, object]] = []
        try:
            for start in range(0, len(keys), _PER_QUERY):
                some = keys[start : start + _PER_QUERY]
                if self._connection is not None:
                    # only question marks are put in
                    query = f"SELECT key, value FROM entries WHERE kind = ? AND key IN ({_marks(some)})"  # noqa: S608 - see above
                    rows += self._connection.execute(query, (kind, *some)).fetchall()
        except _TROUBLE as error:
            self._failed(error)
        return [(key, value) for key, value in rows if isinstance(key, bytes) and isinstance(value, bytes)]

    def _shrink(self) -> None:
        if self._connection is None or os.path.getsize(self._path) <= LARGEST:
            return
        with self._connection:
            self._connection.execute(
                "DELETE FROM entries WHERE rowid <= (SELECT (min(rowid) + max(rowid)) / 2 FROM entries)"
            )
        self._connection.execute("VACUUM")

    def _failed(self, error: Exception) -> None:
        """Make a damaged file anew, once; in any other trouble go on without a cache."""
        self.close()
        if self._renewed or not _is_damage(error):
            return
        self._renewed = True
        try:
            for suffix in ("", "-wal", "-shm"):
                if os.path.exists(self._path + suffix):
                    os.remove(self._path + suffix)
            self._connection = _connect(self._path)
        except (OSError, *_TROUBLE):
            self.close()


def open_cache(directory: str | None = None) -> Cache:
    """Open the cache in `directory`, by default the platform's directory for caches.

    One that cannot be written to gives a cache that keeps nothing.
    """
    if directory is None:
        import platformdirs

        directory = platformdirs.user_cache_dir("graphkit", appauthor=False)
    try:
        os.makedirs(directory, exist_ok=True)
    except OSError:
        return Cache()
    return DiskCache(directory)


def _connect(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=5, isolation_level="IMMEDIATE", check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL").fetchone()
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS entries (kind TEXT, key BLOB, value BLOB, PRIMARY KEY (kind, key))"
    )
    return connection


def _is_damage(error: Exception) -> bool:
    """Whether the file is to blame: no database, or one of another make."""
    if not isinstance(error, sqlite3.Error):
        return True
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF not in _CIRCUMSTANCES


def _marks(keys: list[bytes]) -> str:
    return ", ".join("?" * len(keys))
