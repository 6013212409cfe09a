"""The program of `every_command`: runs command lines one after another, and watches what they do."""

from __future__ import annotations

import io
import json
import os
import sys
from typing import Any

TOUCHING = {"os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.link", "os.symlink", "os.truncate",
            "os.chmod", "os.chown", "os.utime", "shutil.copymode", "sqlite3.connect"}  # fmt: skip
# what these are relative to is their last argument
RELATIVE = {"os.mkdir", "os.remove", "os.rmdir"}
STARTING = {"os.system", "os.exec", "os.posix_spawn", "os.spawn", "pty.spawn"}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

touched: set[str] = set()
started: list[list[str] | str] = []


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    """Note what is written, made, renamed, removed or started."""
    if event == "open":
        path, mode, flags = arguments
        if (mode and set(mode) & set("wax+")) or (isinstance(flags, int) and flags & WRITING):
            note(path)
    elif event in TOUCHING:
        note(arguments[0], arguments[-1] if event in RELATIVE else -1)
        if event == "os.rename":
            note(arguments[1])
    elif event == "subprocess.Popen":
        words = arguments[1]
        started.append(words if isinstance(words, str) else [os.fsdecode(word) for word in words])
    elif event in STARTING:
        started.append(f"{event} {arguments[0]}")


def note(path: object, base: int = -1) -> None:
    """Note a path; `base` is an open directory that it is relative to."""
    if isinstance(path, str | bytes | os.PathLike):
        above = "" if base == -1 else os.readlink(f"/proc/self/fd/{base}")
        touched.add(os.path.abspath(os.path.join(above, os.fsdecode(path))))


def run(command: list[str]) -> list[object]:
    """Run one command line: it, its status, and what it said."""
    from graphkit.cli.main import graphkit

    out, err = io.BytesIO(), io.BytesIO()
    sys.stdout = io.TextIOWrapper(out, "utf-8", "surrogateescape")
    sys.stderr = io.TextIOWrapper(err, "utf-8", "backslashreplace")
    status: object = 0
    try:
        graphkit.main(command, prog_name="graphkit")
    except SystemExit as ending:
        status = ending.code
    sys.stdout.flush()
    sys.stderr.flush()
    return [command, status, *(stream.getvalue().decode("utf-8", "surrogateescape") for stream in (out, err))]


def main() -> None:
    """Run the command lines of the first argument, and write what happened where the second says."""
    commands, report = json.loads(sys.argv[1]), sys.argv[2]
    sys.addaudithook(watch)
    ran = [run(command) for command in commands]
    sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
    document = {"ran": ran, "touched": sorted(touched), "started": started}
    with open(report, "w", encoding="utf-8") as file:
        json.dump(document, file)
