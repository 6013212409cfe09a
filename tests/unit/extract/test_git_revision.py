from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from graphkit.errors import BadRevision
from graphkit.extract.git_revision import files_at, git_place


def git(directory: Path, *arguments: str) -> str:
    settings = ["-c", "user.name=n", "-c", "user.email=e@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(
        ["git", *settings, "-C", str(directory), *arguments], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    top = tmp_path / "repo"
    (top / "src" / "pkg").mkdir(parents=True)
    (top / "src" / "pkg" / "a.py").write_bytes(b"x = 1\r\n\xff")
    (top / "src" / "pkg" / "na me\u00e9.py").write_text("y = 2\n")
    (top / "src" / "notes.txt").write_text("no code")
    (top / "other.py").write_text("z = 3\n")
    (top / "src" / "link.py").symlink_to("pkg/a.py")
    git(top, "init", "-q", "-b", "main")
    git(top, "add", "-A")
    git(top, "commit", "-q", "-m", "one")
    git(top, "tag", "one")
    (top / "src" / "pkg" / "a.py").write_text("changed\n")
    git(top, "commit", "-q", "-a", "-m", "two")
    return top


def found(directory: str) -> dict[str, bytes]:
    return {str(p.relative_to(directory)): p.read_bytes() for p in Path(directory).rglob("*") if p.is_file()}


def test_files_are_as_they_were_and_the_work_tree_is_not_touched(repository: Path) -> None:
    (repository / "src" / "pkg" / "a.py").write_text("not committed\n")
    before = git(repository, "status", "--porcelain")
    with files_at(str(repository / "src"), "one", ["."]) as copy:
        assert found(copy) == {"pkg/a.py": b"x = 1\r\n\xff", "pkg/na me\u00e9.py": b"y = 2\n"}
    assert not os.path.exists(copy)
    assert git(repository, "status", "--porcelain") == before
    assert (repository / "src" / "pkg" / "a.py").read_text() == "not committed\n"


def test_only_the_parts_asked_for(repository: Path) -> None:
    with files_at(str(repository), "main", ["src"]) as copy:
        assert found(copy) == {"src/pkg/a.py": b"changed\n", "src/pkg/na me\u00e9.py": b"y = 2\n"}


@pytest.mark.parametrize("revision", ["nope", "--help", "-x", "", "main:src", "one two"])
def test_what_is_no_commit_is_refused(repository: Path, revision: str) -> None:
    with pytest.raises(BadRevision) as caught, files_at(str(repository), revision, ["."]):
        pass
    assert str(caught.value).startswith(f"revision {revision!r}: ")
    assert "\n" not in str(caught.value)


def test_content_that_was_never_fetched_is_said_and_not_left_out(repository: Path) -> None:
    name = git(repository, "rev-parse", "one:other.py")
    (repository / ".git" / "objects" / name[:2] / name[2:]).unlink()
    with (
        pytest.raises(BadRevision, match=r"the content of other\.py is not here"),
        files_at(str(repository), "one", ["."]),
    ):
        pass


def test_no_repository_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadRevision, match="is in no git repository"):
        git_place(str(tmp_path))


def test_the_place_is_the_commit_and_the_path_from_the_top(repository: Path) -> None:
    head = git(repository, "rev-parse", "HEAD")
    assert git_place(str(repository)) == (head, "")
    assert git_place(str(repository / "src" / "pkg")) == (head, "src/pkg/")
