"""How often files changed lately, by the repository's own history."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from threading import Timer
from typing import IO, NamedTuple

DAYS = 90
# seconds; a history that takes longer is given up
TIME_LIMIT = 5.0
# a repository's own settings must start no program: no signature check, no file watcher, no filter; and files
# that lie in the tree are no repository, though they look like the inside of one
QUIET = ("-c", "log.showSignature=false", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false",
         "-c", "safe.bareRepository=explicit")  # fmt: skip
_LOG = ("log", "--no-show-signature", "--no-ext-diff", "--no-textconv", "--no-renames",
        "--relative", "--name-only", "-z", "--format=//%ct", "HEAD", "--")  # fmt: skip
# before a commit's date; no path in a repository holds two slashes in a row
_MARK = b"//"
_SECONDS_A_DAY = 86_400


class Churn(NamedTuple):
    """Commits per file in the last days before the newest commit, or why they are not known."""

    # path relative to the directory asked about → how many commits touch it; None: `why` says why not
    commits: Mapping[str, int] | None
    why: str = ""


def read_churn(
    directory: str, *, days: int = DAYS, time_limit: float = TIME_LIMIT, git: str = "git"
) -> Churn:
    """Count, for every file below `directory`, the commits of the last `days` days that touch it.

    Counted back from the newest commit's date, not from now, so that the same commit always gives the
    same answer. One call of git, read until the commits get too old: no longer than the recent history
    is.
    """
    command = [git, "--no-pager", *QUIET, "-C", directory, *_LOG]
    try:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
            env=quiet_environment(),
        )  # fmt: skip
    except OSError as error:
        return Churn(None, f"{git} cannot be started: {(error.strerror or str(error)).lower()}")
    late = False

    def stop() -> None:
        nonlocal late
        late = True
        process.kill()

    timer = Timer(time_limit, stop)
    timer.start()
    try:
        with process:
            assert process.stdout is not None
            assert process.stderr is not None
            try:
                commits, newest, enough = _count(process.stdout, days)
            except BaseException:
                # also on Ctrl-C: nobody waits for a history that nobody wants any more
                process.kill()
                raise
            if enough:
                process.kill()
            said = process.stderr.read().decode("utf-8", "replace").strip()
    finally:
        timer.cancel()
    if late:
        return Churn(None, f"its history takes longer than {time_limit:g} s to read")
    if not newest:
        return Churn(None, _why(said))
    return Churn(commits)


def quiet_environment() -> dict[str, str]:
    """Return settings by which git asks nobody, fetches nothing and looks at no other repository."""
    own = {key: value for key, value in os.environ.items() if key not in ("GIT_DIR", "GIT_WORK_TREE")}
    return {
        **own,
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_LAZY_FETCH": "1",
        # a git too old for that asks the repository's own remote, by whatever command it names
        "GIT_ALLOW_PROTOCOL": "none",
        "LC_ALL": "C",
    }


def _count(stream: IO[bytes], days: int) -> tuple[dict[str, int], int, bool]:
    """Return file → commits, the newest commit's date, and whether older commits were left unread."""
    commits: dict[str, int] = {}
    newest = 0
    for field in _fields(stream):
        if field.startswith(_MARK):
            date = int(field[len(_MARK) :] or 0)
            newest = newest or date
            if date < newest - days * _SECONDS_A_DAY:
                return commits, newest, True
        elif field:
            path = os.fsdecode(field)
            commits[path] = commits.get(path, 0) + 1
    return commits, newest, False


def _fields(stream: IO[bytes]) -> Iterator[bytes]:
    """Split what git writes between NUL characters, as it comes; a line break heads a commit's first file."""
    rest = b""
    while block := stream.read(65_536):
        *whole, rest = (rest + block).split(b"\0")
        yield from (field.lstrip(b"\n") for field in whole)
    yield rest.lstrip(b"\n")


def _why(said: str) -> str:
    if "not a git repository" in said:
        return "it is in no git repository"
    if "unknown revision" in said or "bad revision" in said or "ambiguous argument" in said:
        return "its repository has no commits"
    last = said.splitlines()[-1] if said else "git says nothing"
    return f"git cannot read its history: {last.removeprefix('fatal: ')}"
