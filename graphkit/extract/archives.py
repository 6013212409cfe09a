"""The code in an archive: wheels, zip files and source distributions, read without trusting them."""

from __future__ import annotations

import os
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from lzma import LZMAError
from typing import NamedTuple

from graphkit.errors import BadArchive
from graphkit.model.problems import Problem

SUFFIXES = (".whl", ".zip", ".egg", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".tar")
_ZIPPED = (".whl", ".zip", ".egg")
_CODE = (".py", ".pyi", ".ipynb")
_BROKEN = (
    OSError,
    EOFError,
    RuntimeError,
    ValueError,
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
    LZMAError,
)


class Limits(NamedTuple):
    """How much of an archive is read; what is beyond it is a problem, not a full disk."""

    # bytes of one file, of all code, and entries of any kind
    file: int = 64_000_000
    total: int = 1_000_000_000
    entries: int = 200_000


class Entry(NamedTuple):
    """One file of code: where it would lie, and what it holds."""

    path: str
    raw: bytes


def is_archive(path: str) -> bool:
    """Whether the name is that of an archive that can be read."""
    return path.lower().endswith(SUFFIXES)


def read_archive(path: str, problems: list[Problem], limits: Limits = Limits()) -> Iterator[Entry]:  # noqa: B008
    """Yield the files of code in the archive; nothing is written.

    Names that lead out of the archive, links, encrypted and damaged entries, and what is beyond the limits
    are left out and put into `problems`. Sizes are counted as they come, whatever the archive says of them.
    Raises BadArchive when it cannot be read at all.
    """
    _check(path)
    entries = _zip_entries if path.lower().endswith(_ZIPPED) else _tar_entries
    total = 0
    try:
        for entry in entries(path, problems, limits):
            total += len(entry.raw)
            if total > limits.total:
                problems.append(_too_much(entry.path, f"more than {limits.total:,} bytes of code"))
                return
            yield entry
    except _BROKEN as error:
        if not total:
            raise BadArchive(path, f"cannot be unpacked: {_said(error)}") from error
        problems.append(
            Problem(os.path.basename(path), 0, f"damaged: {_said(error)}", "the rest was not read")
        )


def archive_names(path: str) -> list[str]:
    """Return the clean names of the files of code. Raises BadArchive."""
    _check(path)
    try:
        if path.lower().endswith(_ZIPPED):
            with zipfile.ZipFile(path) as archive:
                names = archive.namelist()
        else:
            with tarfile.open(path, "r|*") as stream:
                names = [member.name for member in stream if member.isreg()]
    except _BROKEN as error:
        raise BadArchive(path, f"cannot be unpacked: {_said(error)}") from error
    return [clean for name in names if name.endswith(_CODE) and (clean := clean_name(name))]


def unpack(path: str, directory: str, problems: list[Problem], limits: Limits = Limits()) -> None:  # noqa: B008
    """Write the files of code of the archive below `directory`, which is empty. Raises BadArchive."""
    for entry in read_archive(path, problems, limits):
        place = os.path.join(directory, *entry.path.split("/"))
        try:
            os.makedirs(os.path.dirname(place), exist_ok=True)
            with open(place, "wb") as file:
                file.write(entry.raw)
        except (OSError, ValueError) as error:
            problems.append(Problem(_shown(entry.path), 0, f"cannot be unpacked: {_said(error)}"))


def clean_name(name: str) -> str:
    """Return the path below the archive's top that `name` means, "" when it is none.

    >>> clean_name("./pkg//a.py"), clean_name("../a.py"), clean_name("/etc/a.py")
    ('pkg/a.py', '', '')
    """
    if name.startswith("/") or "\\" in name or "\0" in name:
        return ""
    parts = [part for part in name.split("/") if part not in ("", ".")]
    return "" if ".." in parts else "/".join(parts)


def _check(path: str) -> None:
    """Raise BadArchive for what is no file: reading a pipe might never end."""
    if not os.path.isfile(path):
        raise BadArchive(path, "no such file" if not os.path.lexists(path) else "no regular file")


def _zip_entries(path: str, problems: list[Problem], limits: Limits) -> Iterator[Entry]:
    with zipfile.ZipFile(path) as archive:
        for number, info in enumerate(archive.infolist()):
            if number >= limits.entries:
                problems.append(_too_much(info.filename, f"more than {limits.entries:,} entries"))
                return
            kind = stat.S_IFMT(info.external_attr >> 16)
            # entries of archives made elsewhere tell no kind
            place = _place(info.filename, plain=kind in (0, stat.S_IFREG), problems=problems)
            if not place or info.is_dir():
                continue
            try:
                with archive.open(info) as file:
                    raw = file.read(limits.file + 1)
            except _BROKEN as error:
                problems.append(Problem(_shown(place), 0, f"cannot be unpacked: {_said(error)}"))
                continue
            if _fits(raw, place, problems, limits):
                yield Entry(place, raw)


def _tar_entries(path: str, problems: list[Problem], limits: Limits) -> Iterator[Entry]:
    size = 0
    # read from front to back, once: no entry can refer to another
    with tarfile.open(path, "r|*") as archive:
        for number, member in enumerate(archive):
            size += max(member.size, 0)
            # what is no code is decompressed too, on the way to what is
            if number >= limits.entries or size - member.size > 2 * limits.total:
                problems.append(_too_much(member.name, "an archive beyond all limits"))
                return
            place = _place(member.name, plain=member.isreg() and not member.issparse(), problems=problems)
            if not place or member.isdir():
                continue
            file = archive.extractfile(member)
            raw = file.read(limits.file + 1) if file is not None else b""
            if _fits(raw, place, problems, limits):
                yield Entry(place, raw)


def _place(name: str, *, plain: bool, problems: list[Problem]) -> str:
    """Where an entry of code lies, "" when it is to be left out."""
    if not name.endswith(_CODE):
        return ""
    place = clean_name(name)
    if not place:
        problems.append(Problem(_shown(name), 0, "name that leads out of the archive", "it was left out"))
    elif not plain:
        problems.append(Problem(_shown(name), 0, "link or device in an archive", "it was left out"))
        return ""
    return place


def _fits(raw: bytes, place: str, problems: list[Problem], limits: Limits) -> bool:
    if len(raw) > limits.file:
        problems.append(_too_much(place, f"a file of more than {limits.file:,} bytes"))
        return False
    return True


def _too_much(place: str, what: str) -> Problem:
    return Problem(_shown(place), 0, f"{what} in an archive", "it was left out")


def _said(error: BaseException) -> str:
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return " ".join(text.split()).lower() or type(error).__name__


def _shown(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
