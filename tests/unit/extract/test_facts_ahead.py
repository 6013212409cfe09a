"""Facts about many files: what the cache knows is not parsed again."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from graphkit.extract import facts_ahead
from graphkit.extract.cache import Cache, open_cache
from graphkit.extract.facts_ahead import Source, read_ahead
from graphkit.extract.module_facts import module_facts, occurrences, parse
from graphkit.model.facts import Occurrences

TEXTS = {f"m{n}": f"import m{n + 1}\nmake({n})\nother = make\n".encode() for n in range(6)}
SOURCES = {module: Source(f"digest of {module}".encode(), text) for module, text in TEXTS.items()}


def test_facts_and_names_are_those_of_each_file() -> None:
    facts, said = read_ahead(Cache(), SOURCES, ["make", "other"])
    assert facts == {module: module_facts(parse(text)) for module, text in TEXTS.items()}
    assert said == {
        (module, name): occurrences(parse(text), name)
        for module, text in TEXTS.items()
        for name in ("make", "other")
    }


def test_only_what_the_cache_lacks_is_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[bytes] = []

    def counting(source: bytes) -> object:
        parsed.append(source)
        return parse(source)

    monkeypatch.setattr(facts_ahead, "parse", counting)
    cache = open_cache(str(tmp_path))
    some = {module: SOURCES[module] for module in ("m0", "m1")}
    first = read_ahead(cache, some, ["make"])
    assert len(parsed) == 2
    assert read_ahead(cache, some, ["make"]) == first
    assert len(parsed) == 2
    read_ahead(cache, SOURCES, ["make"])
    assert sorted(parsed[2:]) == [TEXTS[f"m{n}"] for n in range(2, 6)]
    read_ahead(cache, some, ["make", "other"])
    assert len(parsed) == 8


def test_shares_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = read_ahead(Cache(), SOURCES, ["make"])
    monkeypatch.setattr(facts_ahead, "LEAST_SHARE", 1)
    assert read_ahead(Cache(), SOURCES, ["make"]) == alone


def test_no_files() -> None:
    assert read_ahead(Cache(), {}, ["make"]) == ({}, {})


def test_a_text_without_the_name_is_not_parsed_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = open_cache(str(tmp_path))
    facts, _ = read_ahead(cache, SOURCES, [])
    monkeypatch.setattr(facts_ahead, "parse", lambda source: pytest.fail("parsed"))
    found, said = read_ahead(cache, SOURCES, ["elsewhere"])
    assert found == facts
    assert set(said.values()) == {Occurrences((), ())}
    assert {module for module, _ in said} == set(SOURCES)


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_the_number_of_processes_makes_no_difference(jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts_ahead, "LEAST_SHARE", 1)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    assert read_ahead(Cache(), SOURCES, ["make"], jobs=jobs) == read_ahead(Cache(), SOURCES, ["make"])
