"""What one occurrence of a name is."""

from __future__ import annotations

import pytest

from graphkit.analysis.use_sites import sites_of, when_of
from tests.unit.analysis.code import MAKE, Code


def verdicts(source: str, name: str = "make", **files: str) -> list[tuple[str, str]]:
    """(kind, verdict) of each site of the name in pkg/f.py."""
    question = Code({"pkg/f.py": source, **{f"pkg/{key}.py": text for key, text in files.items()}}).question()
    return [(site.kind, site.verdict) for site in sites_of(question, "pkg.f", name)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from pkg.a import make", [("import", "certain")]),
        ("from pkg.b import make", [("import", "dangling")]),
        ("from elsewhere import make", []),
        ("from pkg import a\na.make()", [("call", "certain")]),
        ("from pkg import b\nb.make()", [("call", "dangling")]),
        ("x.make()", []),
        ("# make", [("comment", "mention")]),
        ("'''make'''", [("docstring", "mention")]),
        ("x = 'make'", [("string", "mention")]),
        ("x = 'pkg.a.make'", [("dynamic_import", "possible")]),
        ("resolve_name('pkg.a:make')", [("dynamic_import", "certain")]),
        ("patch('pkg.a.make')", [("patch_string", "certain")]),
        ("patch('pkg.b.make')", [("patch_string", "dangling")]),
        ("patch('pkg.gone.make')", [("patch_string", "dangling")]),
        ("patch('os.make')", [("string", "mention")]),
        ("patch(f'{x}.make')", [("patch_string", "possible")]),
        ("__all__ = ['make']", [("export", "dangling")]),
        ("from pkg.a import *\n__all__ = ['make']", [("export", "certain")]),
        ("def make(): ...\n__all__ = ['make']", [("string", "mention")]),
        ("import pkg.a as a\ngetattr(a, 'make')", [("dynamic_import", "certain")]),
        ("import pkg.a as a\npatch.multiple(a, make=1)", [("patch_string", "certain")]),
        ("f(make=1)", []),
    ],
)
def test_verdicts(source: str, expected: list[tuple[str, str]]) -> None:
    assert verdicts(source, b="x = 1") == expected


def test_dangling_sites_say_why() -> None:
    question = Code(
        {"pkg/f.py": "from pkg.gone import make\nfrom pkg.f2 import make", "pkg/f2.py": ""}
    ).question()
    reasons = [site.reason for site in sites_of(question, "pkg.f", "make") if site.verdict == "dangling"]
    assert reasons == ["there is no module pkg.gone", "pkg.f2 holds no make"]


def test_aliases_are_named() -> None:
    question = Code({"pkg/f.py": "from pkg import a\nx, y = a.make, 1\nz = a.make()\n"}).question()
    first, second = sites_of(question, "pkg.f", "make")
    assert "x" in first.aliases
    assert second.aliases == ()


@pytest.mark.parametrize(
    ("source", "future", "when"),
    [
        ("x: make", False, "import_time"),
        ("x: make", True, "type_checking"),
        ("x: 'make'", False, "type_checking"),
        ("def f(): x: make", False, "type_checking"),
        ("def f(x: make): ...", False, "import_time"),
        ("make()", True, "import_time"),
        ("@patch('pkg.a.make')\ndef f(): ...", False, "call_time"),
        ("setattr(x, 'make', make)", False, "import_time"),
    ],
)
def test_when(source: str, future: bool, when: str) -> None:
    question = Code({"pkg/f.py": f"from pkg.a import make\n{source}"}).question()
    last = list(sites_of(question, "pkg.f", "make"))[-1]
    assert when_of(last, future) == when


def test_questions_know_their_names_and_hits() -> None:
    question = Code({"pkg/f.py": "from pkg.a import make as build"}).question()
    assert question.target_names == {"make"}
    assert question.hits(question.resolver.denote("pkg.f", "build"))
    assert not question.hits(question.resolver.denote("pkg.a", "other"))
    assert question.targets == {MAKE}
