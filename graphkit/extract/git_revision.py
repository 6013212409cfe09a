"""Python files as they were at a revision, out of the repository's objects: the work tree is not touched."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from tempfile import TemporaryDirectory
from threading import Thread
from typing import IO, NamedTuple

from graphkit.errors import BadRevision
from graphkit.extract.git_history import QUIET, quiet_environment

_SUFFIXES = (".py", ".pyi", ".ipynb")
_REGULAR = (b"100644", b"100755")
_HINT = "name a commit, branch or tag of the repository that the roots are in"


class Place(NamedTuple):
    """Where a directory is in its repository: the commit of HEAD, and the path from the top, with "/"."""

    revision: str
    # ends in "/" unless it is ""
    prefix: str


def git_place(directory: str) -> Place:
    """Return the commit and the path of a directory. Raises BadRevision: no git, no repository, no commit."""
    prefix = _git(directory, "HEAD", "rev-parse", "--show-prefix")
    return Place(
        _git(directory, "HEAD", "rev-parse", "--verify", "--end-of-options", "HEAD^{commit}"), prefix
    )


@contextmanager
def files_at(directory: str, revision: str, parts: Sequence[str]) -> Iterator[str]:
    """Give a temporary copy of `directory`, as it was at `revision`, with the Python files below `parts`.

    `parts`: paths relative to `directory`, "." for all of it. Read by `git ls-tree` and
    `git cat-file --batch`; symbolic links, and paths that would leave the directory, are left out.
    Raises BadRevision.
    """
    if revision.startswith("-"):
        raise BadRevision(revision, "no name of a commit", _HINT)
    commit = _git(directory, revision, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    listed = _run(directory, revision, "ls-tree", "-r", "-z", commit, "--", *parts)
    blobs = list(_blobs(listed))
    with ExitStack() as stack:
        try:
            copy = stack.enter_context(TemporaryDirectory(prefix="graphkit-"))
            _write_all(directory, copy, revision, blobs)
        except OSError as error:
            found = f"its files cannot be copied: {(error.strerror or str(error)).lower()}"
            raise BadRevision(revision, found, "make room for temporary files, or set TMPDIR") from error
        yield copy


def _blobs(listed: bytes) -> Iterator[tuple[str, str]]:
    """Yield object and path of every regular Python file."""
    for entry in listed.split(b"\0"):
        head, _, path = entry.partition(b"\t")
        mode, _, rest = head.partition(b" ")
        name = os.fsdecode(path)
        steps = name.split("/")
        if mode in _REGULAR and name.endswith(_SUFFIXES) and not {"", ".", "..", ".git"} & set(steps):
            yield rest.split(b" ")[1].decode("ascii"), name


def _write_all(directory: str, copy: str, revision: str, blobs: Sequence[tuple[str, str]]) -> None:
    with subprocess.Popen(
        ["git", "--no-pager", *QUIET, "-C", directory, "cat-file", "--batch"],  # noqa: S607
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=quiet_environment(),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        # it answers while it is asked: with both in one thread, both pipes could be full
        asking = Thread(target=_ask, args=(process.stdin, [name for name, _ in blobs]), daemon=True)
        asking.start()
        try:
            for _, path in blobs:
                content = _answer(process.stdout)
                if content is None:
                    raise BadRevision(revision, f"the content of {path} is not here", "fetch it with git")
                _write(os.path.join(copy, *path.split("/")), content)
        finally:
            process.kill()
            asking.join()


def _ask(stream: IO[bytes], names: Sequence[str]) -> None:
    try:
        for name in names:
            stream.write(name.encode("ascii") + b"\n")
        stream.flush()
    except OSError:
        # the reader has given up
        return


def _answer(stream: IO[bytes]) -> bytes | None:
    head = stream.readline().split()
    if len(head) != 3:
        return None
    content = stream.read(int(head[2]))
    stream.read(1)
    return content


def _write(path: str, content: bytes) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as handle:
        handle.write(content)


def _git(directory: str, revision: str, *arguments: str) -> str:
    return os.fsdecode(_run(directory, revision, *arguments)).strip("\n")


def _run(directory: str, revision: str, *arguments: str) -> bytes:
    try:
        done = subprocess.run(
            ["git", "--no-pager", *QUIET, "-C", directory, *arguments],  # noqa: S607  (the user's own git)
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=quiet_environment(),
            check=False,
        )
    except OSError as error:
        found = f"git cannot be started: {(error.strerror or str(error)).lower()}"
        raise BadRevision(revision, found, "install git, or give two saved results") from error
    if done.returncode == 0:
        return done.stdout
    said = done.stderr.decode("utf-8", "replace").strip()
    if "not a git repository" in said:
        raise BadRevision(revision, f"{directory} is in no git repository", _HINT)
    if "dubious ownership" in said:
        raise BadRevision(revision, "git does not trust the repository's owner", "see git's safe.directory")
    last = said.splitlines()[-1].removeprefix("fatal: ") if said else "the repository has no such commit"
    raise BadRevision(revision, last, _HINT)
