"""What import contracts cannot show: calls to the outside in pure rooms, sizes, a test for each file."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "graphkit"
TESTS = Path(__file__).resolve().parent
PURE_ROOMS = ("model", "analysis", "codemod", "report")
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "samples" not in path.relative_to(PACKAGE).parts)
PURE = [path for path in MODULES if path.relative_to(PACKAGE).parts[0] in PURE_ROOMS]

OUTSIDE = {"open", "print", "input", "breakpoint", "exec", "eval", "__import__", "compile"}
CLOCKS = {"now", "utcnow", "today"}
MOST_LINES = 400
# sequences of steps (workflows) and front doors are tested where they are used: in tests/functional
MIRRORED_ROOMS = ("analysis", "codemod", "deliver", "execution", "extract", "notebook", "report")


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def test_finds_the_package() -> None:
    assert PACKAGE / "errors.py" in MODULES
    assert {path.relative_to(PACKAGE).parts[0] for path in PURE} == set(PURE_ROOMS)


@pytest.mark.parametrize("path", PURE, ids=name_of)
def test_pure_rooms_do_not_reach_out(path: Path) -> None:
    assert calls_outside(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("open('x')", ["open (l. 1)"]),
        ("\nprint(1)", ["print (l. 2)"]),
        ("import datetime\ndatetime.datetime.now()", ["now (l. 2)"]),
        ("from datetime import date\ndate.today()", ["today (l. 2)"]),
        ("p.read_text(); p.write_bytes(b'')", ["read_text (l. 1)", "write_bytes (l. 1)"]),
        ("opened = 1; printable('x')", []),
    ],
)
def test_the_check_itself(source: str, found: list[str]) -> None:
    assert calls_outside(source) == found


def calls_outside(source: str) -> list[str]:
    """Name the calls in `source` that read or write the world, or ask the clock."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Name) and called.id in OUTSIDE:
            found.append(f"{called.id} (l. {node.lineno})")
        files = {"read_text", "read_bytes", "write_text", "write_bytes"}
        if isinstance(called, ast.Attribute) and called.attr in CLOCKS | files:
            found.append(f"{called.attr} (l. {node.lineno})")
    return found


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_file_outgrows_its_question(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines < MOST_LINES, f"{name_of(path)} has {lines} lines: split it by question"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "path",
    [p for p in MODULES if p.relative_to(PACKAGE).parts[0] in MIRRORED_ROOMS and p.name != "__init__.py"],
    ids=name_of,
)
def test_every_file_of_the_rooms_has_its_tests(path: Path) -> None:
    inside = path.relative_to(PACKAGE)
    mirror = TESTS / "unit" / inside.parent / f"test_{inside.name}"
    assert mirror.is_file() or shared_tests(inside), f"write {mirror}"


def shared_tests(inside: Path) -> list[Path]:
    """The tests of the question that a file is a part of: `import_tags_exact` may share `test_import_tags`.

    A package that answers one question in several files may be tested as a whole.
    """
    words = inside.stem.split("_")
    shared = [inside.parent / f"test_{'_'.join(words[:end])}.py" for end in range(1, len(words))]
    if len(inside.parts) > 2:
        shared.append(inside.parent.parent / f"test_{inside.parent.name}.py")
    return [path for path in shared if (TESTS / "unit" / path).is_file()]


def test_no_room_of_leftovers() -> None:
    assert [
        name_of(path) for path in MODULES if path.stem in {"utils", "util", "helpers", "common", "misc"}
    ] == []
