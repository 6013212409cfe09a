"""Parsing never fails: what does not parse is told by line."""

from __future__ import annotations

import pytest

from graphkit.extract.module_facts import module_facts, occurrences
from graphkit.extract.module_facts.parsing import MAX_ERRORS, parse, syntax_errors


@pytest.mark.parametrize(
    "source",
    [
        "",
        "x = 1\n",
        "match x:\n    case _: pass\n",
        "type X[T] = list[T]\n",
        "def f[T: int](x: T) -> T: ...\n",
        "try: pass\nexcept A, B: pass\n",
        "x = f'{f\"{1}\"}'\n",
        "print 'x'\n",
        "x = (" + "(" * 500 + ")" * 500 + ")\n",
    ],
)
def test_syntax_of_any_version_has_no_errors(source: str) -> None:
    assert syntax_errors(parse(source.encode()).root) == []


@pytest.mark.parametrize(
    ("source", "line"),
    [("def f(:\n", 1), ("x = 1\ny = (\n", 2), ("x = 1\n\n)\n", 3), ("class\n", 1), ("x = 'open\n", 1)],
)
def test_errors_have_the_line(source: str, line: int) -> None:
    errors = syntax_errors(parse(source.encode()).root)
    assert errors
    assert min(number for number, _ in errors) == line
    assert all(what.startswith("syntax not understood") for _, what in errors)


def test_errors_are_sorted_and_bounded() -> None:
    errors = syntax_errors(parse(b"x = )\ny = 1\n" * 200).root)
    assert 0 < len(errors) <= MAX_ERRORS
    assert errors == sorted(set(errors))


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00x", b"\x00", b"\x89PNG\r\n", bytes(range(256))])
def test_any_bytes_are_parsed(raw: bytes) -> None:
    assert parse(raw).source == raw


def test_what_is_nested_too_deeply_is_said() -> None:
    blocks = "".join(f"{' ' * depth}if a:\n" for depth in range(2000))
    parsed = parse(f"{blocks}{' ' * 2000}name = 1\n".encode())
    facts = module_facts(parsed)
    assert facts.bindings == ()
    assert facts.errors == ((1, "nested too deeply to be read"),)
    targets = parse(("(" * 2000 + "name" + ",)" * 2000 + " = 1\n").encode())
    assert module_facts(targets).errors
    assert len(occurrences(targets, "name").bindings) <= 1
