"""A disk that is full after so many bytes: outputs are whole, the cache is of use, and one line says it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.functional.trees import tree

resource = pytest.importorskip("resource", reason="no limits on files here")

FILES = {
    "pkg/__init__.py": "",
    "pkg/factory.py": "def make(): ...\n",
    "pkg/user.py": "from pkg.factory import make\nmake()\n",
}
# beyond the last, even the cache's first pages fit
LIMITS = (0, 1, 100, 4_000, 9_000, 40_000)


def graphkit(root: Path, *words: str, limit: int | None = None, **environment: str) -> tuple[int, str]:
    def prepare() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = subprocess.run(
        [sys.executable, "-P", "-m", "graphkit", *words],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=prepare,
        env={**os.environ, **environment},
    )
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") <= 1, done.stderr
    return done.returncode, done.stderr


COMMAND = ("trace", "pkg.factory:make", "--format", "json", "-o")


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What the command writes when there is room."""
    place = tmp_path_factory.mktemp("room")
    root = tree(place / "tree", FILES)
    assert graphkit(root, *COMMAND, str(place / "trace.json"), "--no-cache") == (0, "")
    return (place / "trace.json").read_bytes()


@pytest.mark.parametrize("limit", LIMITS)
def test_full_after_so_many_bytes(tmp_path: Path, right: bytes, limit: int) -> None:
    root = tree(tmp_path / "tree", FILES)
    out, cache = tmp_path / "trace.json", tmp_path / "cache"
    command = [*COMMAND, str(out)]
    out.write_bytes(b"old")
    status, said = graphkit(root, *command, "--cache-dir", str(cache), limit=limit)
    if len(right) > limit:
        assert (status, out.read_bytes()) == (2, b"old")
        assert said.startswith(f"graphkit: cannot write '{out}'")
    else:
        assert (status, said, out.read_bytes()) == (0, "", right)
    assert sorted(path.name for path in tmp_path.iterdir()) in (
        ["cache", "trace.json", "tree"],
        ["trace.json", "tree"],
    )
    assert graphkit(root, *command, "--cache-dir", str(cache)) == (0, "")
    assert out.read_bytes() == right


def test_no_room_for_the_files_of_a_revision(tmp_path: Path) -> None:
    root, place = tree(tmp_path / "tree", FILES), tmp_path / "tmp"
    place.mkdir()
    who = ("-c", "user.name=n", "-c", "user.email=e")
    for words in (["init", "-q"], ["add", "."], [*who, "commit", "-q", "-m", "first"]):
        subprocess.run(["git", *words], cwd=root, check=True)
    command = ["draw", "pkg.factory:make", "--view", "diff", "HEAD", "HEAD", "-o", "out.svg", "--no-cache"]
    status, said = graphkit(root, *command, limit=1, TMPDIR=str(place))
    assert status == 2
    assert "revision 'HEAD': its files cannot be copied" in said
    assert list(place.iterdir()) == []
    assert not (root / "out.svg").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("words", [["blast"], ["no-such-command"], ["trace", "pkg.nowhere:make"]])
def test_nothing_can_be_said(tmp_path: Path, words: list[str]) -> None:
    root = tree(tmp_path / "tree", FILES)
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "graphkit", *words, "--no-cache"],
            cwd=root, stdout=full, stderr=full, check=False,
        )  # fmt: skip
    assert done.returncode == 2
