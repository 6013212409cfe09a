"""Where no Chromium is found the tests of the page are skipped; where everything has to run, they fail."""

from __future__ import annotations

import pytest

from tests.browser.conftest import missing


def test_elsewhere_they_are_skipped_and_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="apt-get install chromium"):
        missing("Chromium (apt-get install chromium)")


def test_under_ci_they_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no Chromium"):
        missing("Chromium")
