"""The name of the code that fills a cache."""

from __future__ import annotations

import os
import sys

import pytest

from graphkit.extract import code_version as module


@pytest.fixture(autouse=True)
def _forget() -> None:
    module.code_version.cache_clear()


def test_the_same_code_has_the_same_name() -> None:
    first = module.code_version()
    module.code_version.cache_clear()
    assert module.code_version() == first


def test_the_interpreter_is_named() -> None:
    assert module.code_version().startswith(f"{sys.version_info[0]}.{sys.version_info[1]}/{sys.platform}/")


def test_changed_code_has_another_name(monkeypatch: pytest.MonkeyPatch) -> None:
    first = module.code_version()
    real = os.stat

    def touched(path: str, **how: bool) -> os.stat_result:
        status = list(real(path, **how))
        if str(path).endswith("reaching.py"):
            status[6] += 1
        return os.stat_result(status)

    monkeypatch.setattr("os.stat", touched)
    module.code_version.cache_clear()
    assert module.code_version() != first
