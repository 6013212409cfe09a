"""`getattr` with a name that is no literal."""

from __future__ import annotations

import pytest

from graphkit.analysis.dynamic_uses import computed_sites
from tests.unit.analysis.code import Code


def sites(source: str) -> list[tuple[str, int, str, bool]]:
    question = Code({"pkg/f.py": source}).question()
    return [
        (module, site.reference.place.line, site.verdict, bool(site.reason))
        for module, site in computed_sites(question)
    ]


@pytest.mark.parametrize(
    ("call", "verdict"),
    [
        ("getattr(a, name)", "possible"),
        ("getattr(a, f'{name}')", "possible"),
        ("getattr(a, name, None)", "possible"),
        ("getattr(a, NAME)", "certain"),
    ],
)
def test_on_a_module_that_holds_the_target(call: str, verdict: str) -> None:
    source = f"from pkg import a\nNAME = 'make'\ndef f(name):\n    return {call}\n"
    assert sites(source) == [("pkg.f", 4, verdict, verdict == "possible")]


@pytest.mark.parametrize(
    "source",
    [
        "from pkg import a\ngetattr(a, 'make')",
        "from pkg import a\nNAME = 'other'\ngetattr(a, NAME)",
        "from pkg import a\ngetattr(a.x(), name)",
        "import pkg\ngetattr(pkg, name)",
        "from pkg import a\na = 1\ngetattr(a, name)",
        "from pkg import a\ndef __getattr__(name): return getattr(a, name)",
        "from pkg import a\ngetattr(a)",
    ],
)
def test_others_are_none(source: str) -> None:
    assert sites(source) == []
