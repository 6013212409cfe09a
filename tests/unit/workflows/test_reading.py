"""Where a workflow starts: roots, patterns and cache from options and configuration."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.errors import BadConfig, NoPythonFiles
from graphkit.workflows.reading import no_progress, open_reading


def project(root: Path) -> None:
    for path in ("src/pkg/__init__.py", "src/pkg/old.py", "checks/helper.py", "tool.py"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("")
    (root / ".git").mkdir()
    (root / "graphkit.toml").write_text('roots = ["src", "."]\nexclude = ["old.py"]\ntests = ["checks"]\n')


def test_configuration_of_the_current_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project(tmp_path)
    monkeypatch.chdir(tmp_path)
    reading = open_reading(cache=False)
    assert {file.path: file.module for file in reading.tree.files} == {
        "checks/helper.py": "checks.helper",
        "src/pkg/__init__.py": "pkg",
        "tool.py": "tool",
    }
    assert [file.path for file in reading.tree.files if file.is_test] == ["checks/helper.py"]
    assert reading.problems == ()
    assert reading.progress is no_progress
    assert not reading.cache.keeps


def test_options_go_before_the_configuration(tmp_path: Path) -> None:
    project(tmp_path)
    reading = open_reading(
        roots=[str(tmp_path / "src")], exclude=["nothing"], tests=["pkg"], cache_dir=str(tmp_path / "cache")
    )
    assert reading.config.path == str(tmp_path / "graphkit.toml")
    assert [(file.path, file.is_test) for file in reading.tree.files] == [("pkg/__init__.py", True)]
    assert reading.cache.keeps


def test_without_configuration_src_is_a_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project(tmp_path)
    (tmp_path / "graphkit.toml").unlink()
    monkeypatch.chdir(tmp_path)
    assert open_reading(cache=False).tree.is_module("pkg.old")


def test_errors_come_through(tmp_path: Path) -> None:
    with pytest.raises(NoPythonFiles):
        open_reading(roots=[str(tmp_path)], cache=False)
    with pytest.raises(BadConfig):
        open_reading(roots=[str(tmp_path)], config=str(tmp_path / "none.toml"), cache=False)
