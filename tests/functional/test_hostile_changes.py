"""Trees that change while they are read, and files that are refused to whoever reads."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from graphkit.extract import code_facts, file_digests, import_texts, mentions, suite
from tests.hostile.case import CONSUMER, GOOD, Case, hostile, sound, write
from tests.hostile.commands import COMMANDS, ORDER, ask, essence, problems_of, tidy
from tests.hostile.places import CASES

JSON = ("--format", "json")
_DENIED = [case for case in CASES if case.denied]
_READERS = (code_facts, file_digests, import_texts, mentions, suite)
_PLACE = "pkg/moving.py"
_READ = file_digests.read_bytes


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("out")
    (directory / "order.toml").write_text(ORDER)
    return directory


def _deny(patch: pytest.MonkeyPatch, root: Path, paths: tuple[str, ...]) -> None:
    """Have the system refuse `paths`, as it does to anybody but root."""
    denied = {str(root / path) for path in paths}
    really: dict[str, Callable[..., Any]] = {"open": os.open, "scandir": os.scandir}

    def refusing(name: str) -> Callable[..., Any]:
        def call(path: Any, *arguments: Any, **more: Any) -> Any:
            if str(path).rstrip("/") in denied:
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
            return really[name](path, *arguments, **more)

        return call

    for name in really:
        patch.setattr(os, name, refusing(name))


@pytest.mark.parametrize("case", _DENIED, ids=lambda case: case.name)
def test_what_may_not_be_read(case: Case, tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write(tmp_path / "denied", {**GOOD, **case.files})
    twin = sound(case, tmp_path / "sound")
    expected = {command: ask(twin, out, command, *JSON, "--no-cache") for command in COMMANDS}
    _deny(monkeypatch, root, case.denied)
    for command in COMMANDS:
        ran = ask(root, out, command, *JSON, "--no-cache", "--strict")
        assert tidy(ran), (command, ran)
        assert ran.status == 3
        assert Counter(problems_of(ran.out)) == Counter(case.bad), command
        assert essence(ran.out) == essence(expected[command].out), command


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become nobody")
@pytest.mark.skipif(shutil.which("setpriv") is None, reason="needs setpriv")
@pytest.mark.parametrize("command", ["trace", "blast", "plan"])
def test_what_nobody_may_read(command: str) -> None:
    """The real thing: a process without privileges, and everything locked at once."""
    with tempfile.TemporaryDirectory() as directory:
        os.chmod(directory, 0o755)
        root = Path(directory, "tree")
        for case in _DENIED:
            hostile(case, root)
        become = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        usable = subprocess.run(
            [*become, sys.executable, "-c", "import graphkit, grimp, tree_sitter"],
            capture_output=True,
            check=False,
            cwd="/",
        )
        if usable.returncode:
            pytest.skip("nobody may not run this Python")
        target = ["make"] if command != "blast" else []
        done = subprocess.run(
            [
                *become,
                sys.executable,
                "-m",
                "graphkit",
                command,
                *target,
                "--root",
                str(root),
                "--strict",
                *JSON,
                "--no-cache",
            ],
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            timeout=120,
        )
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    bad = {path for case in _DENIED for path in case.bad}
    told = Counter(problems_of(done.stdout))
    # whether a directory's files can be told apart from its directories depends on the file system
    assert set(told) - {"listed"} <= bad
    assert {"locked", "pkg/locked.py", "sub/__init__.py"} <= set(told)
    assert set(told.values()) == {1}


# ---------------------------------------------------------------- trees in motion


def _vanish(path: Path) -> None:
    path.unlink(missing_ok=True)


def _become_directory(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir(exist_ok=True)


def _become_pipe(path: Path) -> None:
    path.unlink(missing_ok=True)
    os.mkfifo(path)


def _become_link_to_nothing(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to("nowhere.py")


def _lose_parent(path: Path) -> None:
    shutil.rmtree(path.parent, ignore_errors=True)


def _shrink(path: Path) -> None:
    path.write_text("")


def _change(path: Path) -> None:
    path.write_text("from pkg.manager import Manager\nvalue = )\n")


def _grow(path: Path) -> None:
    path.write_text("x = 1\n" * 2_000 + CONSUMER)


_GONE = (_vanish, _become_directory, _become_pipe, _become_link_to_nothing)
_ALIVE = (_lose_parent, _shrink, _change, _grow)


@pytest.fixture
def at_reading(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, Callable[[], None]], None]:
    """A function that has something happen just before the tree's n-th file is opened."""

    def arrange(number: int, happen: Callable[[], None]) -> None:
        count = 0

        def read(path: str) -> bytes:
            nonlocal count
            count += 1
            if count == number:
                happen()
            return _READ(path)

        for module in _READERS:
            monkeypatch.setattr(module, "read_bytes", read)

    return arrange


@pytest.mark.parametrize("change", _GONE, ids=lambda change: change.__name__.strip("_"))
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_file_that_is_gone_when_it_is_read(
    command: tuple[str, ...],
    change: Callable[[Path], None],
    tmp_path: Path,
    out: Path,
    at_reading: Callable[[int, Callable[[], None]], None],
) -> None:
    """It was listed, and then cannot be read: one problem, and the answer without it."""
    files = {**GOOD, _PLACE: CONSUMER}
    root, twin = write(tmp_path / "tree", files), write(tmp_path / "twin", {**GOOD, _PLACE: ""})
    expected = ask(twin, out, command, *JSON, "--no-cache")
    at_reading(1, lambda: change(root / _PLACE))
    ran = ask(root, out, command, *JSON, "--no-cache", "--strict")
    assert tidy(ran), ran
    assert ran.status == 3
    assert problems_of(ran.out) == [_PLACE]
    assert essence(ran.out) == essence(expected.out)


@pytest.mark.parametrize("change", [*_GONE, *_ALIVE], ids=lambda change: change.__name__.strip("_"))
@pytest.mark.parametrize("number", [2, 5, 9, 12, 17])
def test_a_tree_that_changes_at_any_moment(
    number: int,
    change: Callable[[Path], None],
    tmp_path: Path,
    out: Path,
    at_reading: Callable[[int, Callable[[], None]], None],
) -> None:
    """No answer of such a tree is right, but each comes, and the next one is that of the tree as it is."""
    cache = ("--cache-dir", str(tmp_path / "cache"))
    for index, command in enumerate((COMMANDS[0], COMMANDS[2], COMMANDS[7], COMMANDS[10])):
        root = write(tmp_path / f"tree{index}", {**GOOD, _PLACE: CONSUMER})
        at_reading(number, partial(change, root / _PLACE))
        ran = ask(root, out, command, *JSON, *cache)
        assert tidy(ran), (command, ran)
        at_reading(0, lambda: None)
        again = ask(root, out, command, *JSON, *cache)
        assert tidy(again), (command, again)
        fresh = ask(root, out, command, *JSON, "--no-cache")
        assert (again.status, again.out) == (fresh.status, fresh.out), command
