"""What a user's word for a target means."""

from __future__ import annotations

import pytest

from graphkit.errors import BadTarget
from graphkit.model.config import Deprecation
from graphkit.workflows.targets import find_targets
from tests.unit.analysis.code import Code

FILES = {
    "pkg/f.py": "from pkg.a import make as build\nfrom pkg.a import *\nLIMIT = 3\nalias = build",
    "pkg/g.py": "if c:\n    from pkg.a import make as both\nelse:\n    from pkg.a import other as both",
}


def find(text: str, **deprecations: Deprecation) -> tuple[str, list[str]]:
    code = Code(FILES)
    symbol, targets = find_targets(text, code.tree, code.facts, deprecations)
    return str(symbol), sorted(str(target) for target in targets)


@pytest.mark.parametrize(
    ("text", "symbol", "targets"),
    [
        ("pkg.a:make", "pkg.a:make", ["pkg.a:make"]),
        ("pkg.a.make", "pkg.a:make", ["pkg.a:make"]),
        ("pkg.f:build", "pkg.a:make", ["pkg.a:make"]),
        ("pkg.f.build", "pkg.a:make", ["pkg.a:make"]),
        ("pkg.f:make", "pkg.a:make", ["pkg.a:make"]),
        ("pkg.f:LIMIT", "pkg.f:LIMIT", ["pkg.f:LIMIT"]),
        ("pkg.f:alias", "pkg.f:alias", ["pkg.f:alias"]),
        ("pkg.g:both", "pkg.g:both", ["pkg.a:make", "pkg.a:other"]),
        ("pkg.a", "pkg.a", ["pkg.a", "pkg.a:make", "pkg.a:other"]),
        ("pkg.f", "pkg.f", ["pkg.f", "pkg.f:LIMIT"]),
    ],
)
def test_targets(text: str, symbol: str, targets: list[str]) -> None:
    assert find(text) == (symbol, targets)


def test_a_configured_name() -> None:
    assert find("old", old=Deprecation("old", "pkg.f:build")) == ("pkg.a:make", ["pkg.a:make"])


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("pkg.a:mak", "pkg.a:make"),
        ("pkg.a.mak", "pkg.a:make"),
        ("pkg.aa:make", "pkg.a:make"),
        ("other.a:make", "pkg.a:make"),
        ("pkg.ff", "pkg.f"),
    ],
)
def test_what_does_not_exist_names_what_does(text: str, nearest: str) -> None:
    with pytest.raises(BadTarget) as caught:
        find(text)
    assert nearest in str(caught.value)


@pytest.mark.parametrize("text", ["", "zzz", "zzz:make", "pkg.a:zzzzzz"])
def test_errors_without_anything_near(text: str) -> None:
    with pytest.raises(BadTarget):
        find(text)
