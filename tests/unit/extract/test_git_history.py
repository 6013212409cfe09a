from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from graphkit.extract.git_history import read_churn

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
