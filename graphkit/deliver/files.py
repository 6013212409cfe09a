"""Put a finished output into a file, whole or not at all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from graphkit.errors import CannotWrite


def write_output(path: str | Path, data: str | bytes) -> None:
    """Write `data` to `path` in one step: readers see the old content or the new, never a part.

    A device or pipe (`/dev/stdout`) is written to directly. Raises CannotWrite.
    """
    content = data.encode("utf-8", "surrogateescape") if isinstance(data, str) else data
    target = Path(path)
    try:
        if target.exists() and not target.is_file() and not target.is_dir():
            target.write_bytes(content)
            return
        target = Path(os.path.realpath(target))
        _refuse(target)
        _replace(target, content)
    except OSError as error:
        raise CannotWrite(str(path), (error.strerror or str(error)).lower()) from error


def check_output(path: str | Path) -> None:
    """Raise CannotWrite now for what `write_output` would refuse later, so that no work is done in vain."""
    target = Path(path)
    try:
        if not target.exists() or target.is_file() or target.is_dir():
            _refuse(Path(os.path.realpath(target)))
    except OSError as error:
        raise CannotWrite(str(path), (error.strerror or str(error)).lower()) from error


def make_directory(path: str | Path) -> None:
    """Create a directory and its parents unless they exist. Raises CannotWrite."""
    try:
        Path(path).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(str(path), (error.strerror or str(error)).lower()) from error


def _refuse(target: Path) -> None:
    """Raise OSError for what replacing the file would not notice by itself."""
    if target.is_dir():
        raise IsADirectoryError(0, "it is a directory")
    if not target.parent.is_dir():
        raise FileNotFoundError(0, f"there is no directory {str(target.parent)!r}")
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(0, "the file is read-only")
    if not os.access(target.parent, os.W_OK):
        raise PermissionError(0, f"directory {str(target.parent)!r} is read-only")


def _replace(target: Path, content: bytes) -> None:
    # beside the target, because a file can be swapped in only within one file system
    draft = target.parent / f".graphkit-{os.urandom(8).hex()}.tmp"
    try:
        with draft.open("xb") as file:
            file.write(content)
        if target.exists():
            shutil.copymode(target, draft)
        os.replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)
