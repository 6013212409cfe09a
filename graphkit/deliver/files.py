"""Put a finished output into a file, whole or not at all."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

from graphkit.errors import CannotWrite

# what these are is for who started the process to say
_STREAMS = ("/dev/", "/proc/self/fd/")


def write_output(path: str | Path, data: str | bytes) -> None:
    """Write `data` to `path` in one step: readers see the old content or the new, never a part.

    What is below `/dev` (`/dev/stdout`, what `>(…)` gives) is written to directly. A link is not followed,
    nor one that stands for a directory below the current one: what lies there may be the analysed code's.
    Raises CannotWrite.
    """
    content = data.encode("utf-8", "surrogateescape") if isinstance(data, str) else data
    target = Path(path)
    try:
        if _is_stream(target):
            target.write_bytes(content)
            return
        _refuse(target)
        _replace(target, content)
    except (OSError, ValueError) as error:
        raise _cannot(path, error) from error


def check_output(path: str | Path) -> None:
    """Raise CannotWrite now for what `write_output` would refuse later, so that no work is done in vain."""
    target = Path(path)
    try:
        if not _is_stream(target):
            _refuse(target)
    except (OSError, ValueError) as error:
        raise _cannot(path, error) from error


def make_directory(path: str | Path) -> None:
    """Create a directory and its parents unless they exist. Raises CannotWrite, also for a link."""
    try:
        _refuse_links(Path(path) / "file")
        Path(path).mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise _cannot(path, error) from error


def _cannot(path: str | Path, error: OSError | ValueError) -> CannotWrite:
    # the system's own words begin with a capital; ours name files
    if isinstance(error, OSError) and error.strerror:
        return CannotWrite(str(path), error.strerror.lower() if error.errno else error.strerror)
    return CannotWrite(str(path), str(error))


def _is_stream(target: Path) -> bool:
    """Whether it is a device, a pipe, or what this process was given to write to."""
    place = os.path.abspath(target)
    return place.startswith(_STREAMS) and target.exists() and not (target.is_dir() or _is_own_file(target))


def _is_own_file(target: Path) -> bool:
    """Whether it is a file below `/dev` by itself, as in `/dev/shm`, and not one that is already open."""
    return stat.S_ISREG(target.lstat().st_mode)


def _refuse(target: Path) -> None:
    """Raise OSError for what replacing the file would not notice by itself."""
    if "\0" in str(target):
        raise ValueError("embedded null byte")
    _refuse_links(target)
    if target.is_symlink():
        raise OSError(0, f"it is a link to {os.readlink(target)!r}, and links are not followed")
    if target.is_dir():
        raise IsADirectoryError(0, "it is a directory")
    if target.exists() and not target.is_file():
        raise OSError(0, "it is a pipe, a socket or a device")
    if not target.parent.is_dir():
        raise FileNotFoundError(0, f"there is no directory {str(target.parent)!r}")
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(0, "the file is read-only")
    if not os.access(target.parent, os.W_OK):
        raise PermissionError(0, f"directory {str(target.parent)!r} is read-only")


def _refuse_links(target: Path) -> None:
    """Raise OSError when a directory between the current one and the target is a link."""
    step = Path()
    names = target.parts[:-1]
    if target.is_absolute():
        try:
            step = Path(os.getcwd())
        except FileNotFoundError:
            # somebody has removed it, so nothing lies below it
            return
        if not target.is_relative_to(step):
            return
        names = names[len(step.parts) :]
    # name by name: "link/.." is not where it seems to be
    for name in names:
        step /= name
        if step.is_symlink():
            found = f"{str(step)!r} is a link to {os.readlink(step)!r}, and links are not followed"
            raise OSError(0, found)


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
