from __future__ import annotations

import contextlib
import os
import subprocess
from pathlib import Path

import pytest

from graphkit.errors import BadRevision
from graphkit.extract.git_history import read_churn
from graphkit.extract.git_revision import files_at

DAY = 86_400
LATEST = 1_700_000_000


def git(top: Path, *arguments: str, at: int = LATEST) -> None:
    settings = {
        "GIT_AUTHOR_DATE": f"{at} +0000",
        "GIT_COMMITTER_DATE": f"{at} +0000",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }
    who = ("-c", "user.name=n", "-c", "user.email=e@example.org")
    subprocess.run(["git", *who, *arguments], cwd=top, check=True, capture_output=True,
                   env={**os.environ, **settings})  # fmt: skip


def commit(top: Path, at: int, **texts: str) -> None:
    for name, text in texts.items():
        path = top / f"{name.replace('__', '/')}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    git(top, "add", ".")
    git(top, "commit", "-m", "change", at=at)


@pytest.fixture
def top(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    return tmp_path


def test_commits_of_the_last_days_before_the_newest(top: Path) -> None:
    commit(top, LATEST - 200 * DAY, a="1", old="1")
    commit(top, LATEST - 80 * DAY, a="2", sub__b="1")
    commit(top, LATEST, a="3", **{"sub__ü b": "1"})
    assert read_churn(str(top)).commits == {"a.py": 2, "sub/b.py": 1, "sub/ü b.py": 1}
    assert read_churn(str(top), days=300).commits == {
        "a.py": 3,
        "old.py": 1,
        "sub/b.py": 1,
        "sub/ü b.py": 1,
    }


def test_paths_are_relative_to_the_directory_asked_about(top: Path) -> None:
    commit(top, LATEST, a="1", sub__b="1")
    commit(top, LATEST + DAY, a="2")
    assert read_churn(str(top / "sub")).commits == {"b.py": 1}


def test_a_long_history_is_left_unread(top: Path) -> None:
    for number in range(4):
        commit(top, LATEST + 100 * DAY * number, a=str(number))
    assert read_churn(str(top)).commits == {"a.py": 1}


def test_no_repository_no_commits_no_git(top: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert read_churn(str(top)) == (None, "its repository has no commits")
    outside = tmp_path_factory.mktemp("outside")
    assert read_churn(str(outside)) == (None, "it is in no git repository")
    commits, why = read_churn(str(top), git="no-such-git-anywhere")
    assert commits is None
    assert why.startswith("no-such-git-anywhere cannot be started: ")


def test_a_history_that_takes_too_long_is_given_up(top: Path, tmp_path: Path) -> None:
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    slow.chmod(0o755)
    assert read_churn(str(top), git=str(slow), time_limit=0.2) == (
        None,
        "its history takes longer than 0.2 s to read",
    )


def test_the_repositorys_settings_start_no_program(top: Path) -> None:
    commit(top, LATEST, a="1")
    started = top / "started"
    program = top / "program"
    program.write_text(f"#!/bin/sh\ntouch '{started}'\n", encoding="utf-8")
    program.chmod(0o755)
    for key in ("gpg.program", "core.fsmonitor", "diff.external", "core.pager"):
        git(top, "config", key, str(program))
    git(top, "config", "log.showSignature", "true")
    assert read_churn(str(top)).commits == {"a.py": 1}
    assert not started.exists()


@pytest.mark.skipif(os.name != "posix", reason="no such names here")
def test_no_file_name_is_taken_for_a_date(top: Path) -> None:
    for name in ("\x01word.py", "\x012.py", "\n.py"):
        (top / name).write_text("")
    (top / "\n").mkdir()
    (top / "\n" / "7.py").write_text("")
    commit(top, LATEST, a="1")
    found = read_churn(str(top)).commits
    assert found is not None
    assert found["a.py"] == found["\x01word.py"] == found["\x012.py"] == 1


@pytest.mark.skipif(os.name != "posix", reason="needs a shell script")
@pytest.mark.parametrize(
    "settings",
    [
        {"core.fsmonitor": "SCRIPT", "diff.external": "SCRIPT", "core.pager": "SCRIPT", "pager.log": "true"},
        {"log.showSignature": "true", "gpg.program": "SCRIPT", "core.hooksPath": "HOOKS"},
        {"diff.all.textconv": "SCRIPT", "diff.all.command": "SCRIPT", "filter.all.smudge": "SCRIPT",
         "filter.all.clean": "SCRIPT", "filter.all.process": "SCRIPT", "core.attributesFile": "ATTRIBUTES"},
        {"extensions.partialClone": "o", "remote.o.url": "ssh://h/r", "remote.o.promisor": "true",
         "core.sshCommand": "SCRIPT", "core.repositoryFormatVersion": "1"},
        {"extensions.partialClone": "o", "remote.o.url": "HOOKS", "remote.o.promisor": "true",
         "remote.o.uploadpack": "SCRIPT", "core.repositoryFormatVersion": "1"},
    ],
    ids=["watchers", "signatures", "filters", "ssh", "uploadpack"],
)  # fmt: skip
def test_a_repository_starts_no_program(top: Path, tmp_path: Path, settings: dict[str, str]) -> None:
    commit(top, LATEST - DAY, a="1")
    commit(top, LATEST, a="2")
    sign(top)
    script, ran = top / ".git" / "script", top / ".git" / "ran"
    script.write_text(f"#!/bin/sh\ntouch '{ran}'\nexit 1\n")
    script.chmod(0o755)
    (top / ".git" / "attributes").write_text("* diff=all filter=all\n")
    for name in ("post-checkout", "reference-transaction", "fsmonitor-watchman"):
        (top / ".git" / "hooks").mkdir(exist_ok=True)
        (top / ".git" / "hooks" / name).write_text(script.read_text())
        (top / ".git" / "hooks" / name).chmod(0o755)
    places = {"SCRIPT": str(script), "HOOKS": str(top / ".git" / "hooks"),
              "ATTRIBUTES": str(top / ".git" / "attributes")}  # fmt: skip
    for key, value in settings.items():
        git(top, "config", key, places.get(value, value))
    if "extensions.partialClone" in settings:
        # an object that only the remote has
        for kept in (top / ".git" / "objects").glob("??/*"):
            kept.unlink()
    assert read_churn(str(top)) is not None
    for revision in ("HEAD", "HEAD~1", "0" * 40):
        with contextlib.suppress(BadRevision), files_at(str(top), revision, ["."]):
            pass
    assert not ran.exists()


def test_files_that_look_like_a_repository_are_none(top: Path) -> None:
    commit(top, LATEST, a="1")
    git(top, "config", "core.bare", "true")
    tree = top / ".git"
    (top / "tree").mkdir()
    for part in list(tree.iterdir()):
        part.rename(top / "tree" / part.name)
    tree.rmdir()
    found = read_churn(str(top / "tree"))
    assert (found.commits, "bare" in found.why or "no git" in found.why) == (None, True)


def sign(top: Path) -> None:
    """Make the newest commit one with a signature, which nobody made."""
    told = subprocess.run(["git", "cat-file", "commit", "HEAD"], cwd=top, check=True, capture_output=True)
    head, _, words = told.stdout.partition(b"\n\n")
    begin, end = b"-----BEGIN PGP SIGNATURE-----", b"-----END PGP SIGNATURE-----"
    signed = b"%b\ngpgsig %b\n \n abcd\n %b\n\n%b" % (head, begin, end, words)
    made = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin"],
        cwd=top, check=True, capture_output=True, input=signed,
    )  # fmt: skip
    git(top, "reset", "-q", "--hard", made.stdout.decode().strip())
