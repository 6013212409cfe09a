"""Every command on hostile trees: no traceback, no hang, each bad file told once, nothing else changed."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from graphkit.extract import facts_ahead, import_graph, mentions, suite
from tests.hostile import sizes
from tests.hostile.case import Case, hostile, sound
from tests.hostile.commands import (
    COMMANDS,
    DRAWN,
    EXPORTED,
    ORDER,
    PICTURES,
    Ran,
    ask,
    essence,
    problems_of,
    tidy,
)
from tests.hostile.corpus import CASES, together

JSON = ("--format", "json")
# the others are asked of the tree that holds all bad things at once
_OF_EACH = tuple(command for command in COMMANDS if command[:2] != ("plan", "make") or len(command) == 2)
_LIGHT = [case for case in CASES if not case.heavy and not case.denied]
# those of sizes make more than the 8 MB up to which a trace parses every file
_ALL = together(case for case in _LIGHT if case not in sizes.CASES)
# whether a module can be imported at all matters to these
_RUNNING = ("whatif", "plan")

# the answers on sound trees, which many cases share
_sound: dict[tuple[object, ...], Ran] = {}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("out")
    (directory / "order.toml").write_text(ORDER)
    return directory


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile(_ALL, tmp_path_factory.mktemp("all") / "tree")


@pytest.fixture(scope="module")
def everything_sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sound(_ALL, tmp_path_factory.mktemp("all") / "tree")


def check_problems(case: Case, ran: Ran) -> None:
    """Each bad file is listed once, and no other."""
    told, wanted = Counter(problems_of(ran.out)), Counter(case.bad)
    assert told == wanted or (case.doubtful and not told)


def on_sound(case: Case, tmp_path: Path, out: Path, command: tuple[str, ...]) -> Any:
    files = case.twin if case.twin is not None else dict.fromkeys(set(case.bad) & set(case.files), "")
    key = (tuple(sorted(files.items())), command)
    if key not in _sound:
        root = tmp_path / "sound" / "tree"
        if not root.exists():
            sound(case, root)
        _sound[key] = ask(root, out, command, *JSON, "--no-cache")
    return essence(_sound[key].out)


@pytest.mark.parametrize("case", _LIGHT, ids=lambda case: case.name)
def test_one_bad_thing(case: Case, tmp_path: Path, out: Path) -> None:
    root = hostile(case, tmp_path / "hostile" / "tree")
    for command in _OF_EACH:
        ran = ask(root, out, command, *JSON, "--no-cache")
        assert tidy(ran), (command, ran)
        assert ran.status == 0, (command, ran)
        check_problems(case, ran)
        if case.fails and command[0] in _RUNNING:
            continue
        assert essence(ran.out) == on_sound(case, tmp_path, out, command), command


@pytest.mark.parametrize("command", [*COMMANDS, *DRAWN], ids=" ".join)
def test_all_bad_things_at_once(
    command: tuple[str, ...], everything: Path, everything_sound: Path, out: Path
) -> None:
    ran = ask(everything, out, command, *JSON, "--no-cache")
    assert tidy(ran), ran
    told = Counter(problems_of(ran.out))
    assert {file: count for file, count in told.items() if count > 1} == {}
    assert set(_ALL.bad) <= set(told)
    expected = ask(everything_sound, out, command, *JSON, "--no-cache")
    assert ran.status == expected.status
    if command[0] not in _RUNNING:
        assert essence(ran.out) == essence(expected.out)
    text = ask(everything, out, command, "--no-cache")
    assert tidy(text), text
    assert text.status == ran.status


@pytest.mark.parametrize("command", [*PICTURES, *EXPORTED], ids=" ".join)
def test_pictures_and_exports_of_all_bad_things(
    command: tuple[str, ...], everything: Path, out: Path
) -> None:
    ran = ask(everything, out, command, "--strict")
    assert tidy(ran), ran
    assert ran.status == 3


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_strict_and_the_cache(
    command: tuple[str, ...],
    everything: Path,
    out: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The status says that something was not read; cold, warm and shared among processes answer the same."""
    cache = ("--cache-dir", str(tmp_path))
    cold = ask(everything, out, command, *JSON, "--strict", *cache)
    assert cold.status == 3
    assert "--strict was given" in cold.err
    warm = ask(everything, out, command, *JSON, "--strict", *cache)
    assert warm == cold
    monkeypatch.setattr(facts_ahead, "LEAST_SHARE", 20)
    monkeypatch.setattr(mentions, "LEAST_SHARE", 20)
    monkeypatch.setattr(suite, "_LEAST_SHARE", 20)
    monkeypatch.setattr(import_graph, "_LEAST_SHARE", 20)
    for processes in (1, 2):
        monkeypatch.setattr(os, "cpu_count", lambda count=processes: count)
        assert ask(everything, out, command, *JSON, "--strict", "--no-cache") == cold


def test_a_tree_of_sound_files_passes_strict(everything_sound: Path, out: Path) -> None:
    twin = ask(everything_sound, out, ("blast",), *JSON, "--strict", "--no-cache")
    assert json.loads(twin.out)["problems"] == []
    assert twin.status == 0
