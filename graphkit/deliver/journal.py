"""The journal of a long run: every piece of it is on the disk before the next, whatever ends the run."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from msgspec import DecodeError, Raw, Struct, ValidationError, json

from graphkit.deliver.files import make_directory, write_output
from graphkit.errors import CannotWrite

# not through a link, which somebody else may have put there
_APPENDING = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)


class Entry(Struct, frozen=True):
    """One finished piece: what was asked, of what, in which state it was, and what came out."""

    key: str
    name: str
    state: str
    seconds: float
    result: Raw


class Journal:
    """A file of JSON lines that only grows; a line that was cut off by the run's end does not count.

    One run at a time holds it. Opening keeps the entries of earlier runs, the last one of each key and name.
    Raises CannotWrite.
    """

    def __init__(self, path: str) -> None:
        self._path = Path(path)
        make_directory(self._path.parent)
        try:
            self._lock = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
        except OSError as error:
            raise CannotWrite(path, (error.strerror or str(error)).lower()) from error
        try:
            _hold(self._lock, path)
            self._entries, lines = self._load()
            if lines > len(self._entries) or not self._ends_whole():
                write_output(self._path, b"".join(map(_line, self._entries.values())))
            self._file = os.open(self._path, _APPENDING, 0o666)
        except OSError as error:
            os.close(self._lock)
            raise CannotWrite(path, (error.strerror or str(error)).lower()) from error
        except CannotWrite:
            os.close(self._lock)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._file)
        os.close(self._lock)

    def find(self, key: str, name: str) -> Entry | None:
        """Return what is known of a piece, None when it is still to do."""
        return self._entries.get((key, name))

    def append(self, entry: Entry) -> None:
        """Add a finished piece; on return it is on the disk. Raises CannotWrite."""
        try:
            line = _line(entry)
            while line:
                line = line[os.write(self._file, line) :]
            os.fsync(self._file)
        except OSError as error:
            raise CannotWrite(str(self._path), (error.strerror or str(error)).lower()) from error
        self._entries[entry.key, entry.name] = entry

    def _load(self) -> tuple[dict[tuple[str, str], Entry], int]:
        found: dict[tuple[str, str], Entry] = {}
        lines = 0
        decoder = json.Decoder(Entry)
        try:
            with self._path.open("rb") as file:
                for line in file:
                    lines += 1
                    with contextlib.suppress(DecodeError, ValidationError):
                        if line.endswith(b"\n"):
                            entry = decoder.decode(line)
                            found[entry.key, entry.name] = entry
        except FileNotFoundError:
            return {}, 0
        return found, lines

    def _ends_whole(self) -> bool:
        with contextlib.suppress(FileNotFoundError), self._path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            if size:
                file.seek(size - 1)
                return file.read() == b"\n"
        return True


def _line(entry: Entry) -> bytes:
    return json.encode(entry) + b"\n"


def _hold(descriptor: int, path: str) -> None:
    """Keep other runs out for as long as this process lives. Raises CannotWrite when one is in."""
    try:
        import fcntl
    except ImportError:  # where there is no such lock, two runs at once are the caller's affair
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise CannotWrite(path, "another scan is writing there") from error
