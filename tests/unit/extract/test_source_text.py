"""Reading one file: encodings, null bytes, line ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.extract.source_text import decode_source, read_source
from graphkit.model.tree import SourceFile

FILE = SourceFile("pkg/mod.py", "pkg.mod")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"import a\n",
        "x = 'é'\n".encode(),
        b"# coding: utf-8\nx = 1\r\ny = 2\r\n",
        b"# encoding is a word\n",
    ],
)
def test_utf8_stays_as_it_is(raw: bytes) -> None:
    assert decode_source(FILE, raw) == (raw, (), None)


def test_byte_order_mark_is_taken_off() -> None:
    assert decode_source(FILE, b"\xef\xbb\xbfimport a\n").source == b"import a\n"


def test_declared_encoding_is_followed() -> None:
    text = decode_source(FILE, b"# -*- coding: latin-1 -*-\nx = '\xe9'\n")
    assert text.source.decode() == "# -*- coding: latin-1 -*-\nx = 'é'\n"
    assert text.problems == ()


@pytest.mark.parametrize(
    ("raw", "line", "what"),
    [
        (b"import a\nx = '\xe9'\n", 2, "byte 0xe9 is not utf-8"),
        (b"\xef\xbb\xbfa\n\nx = '\xe9'\n", 3, "byte 0xe9 is not utf-8"),
        (b"# coding: ascii\n\nx = '\xe9'\n", 3, "byte 0xe9 is not ascii"),
        (
            b"#!/x\n# coding: klingon\nimport a\n",
            2,
            "encoding that Python refuses: unknown encoding: klingon",
        ),
        (b"# coding: rot13\nimport a\n", 1, "'rot13' is no text encoding"),
        (b"\n# coding: utf-16\nimport a\n", 2, "'utf-16' is no text encoding"),
        (b"# coding: undefined\nimport a\n", 1, "'undefined' is no text encoding"),
        (b"# coding: punycode\nimport a\n", 1, "'punycode' is no text encoding"),
        (b"import a\n\0import b\n", 2, "null byte"),
        (b"import a\n\0x = '\xe9'\n\0", 2, "byte 0xe9 is not utf-8"),
        ("import a\n".encode("utf-16"), 1, "text in UTF-16"),
        ("import a\n".encode("utf-32"), 1, "text in UTF-32"),
    ],
)
def test_what_python_refuses_is_a_problem_at_its_line(raw: bytes, line: int, what: str) -> None:
    text = decode_source(FILE, raw)
    (problem,) = text.problems
    assert (problem.file, problem.line, problem.what) == ("pkg/mod.py", line, what)
    assert problem.hint
    assert b"\0" not in text.source
    assert text.source.strip()


def test_lines_stay_where_they_are() -> None:
    text = decode_source(FILE, b"a\r\nb\rc\n\xff\nd\0\n")
    assert text.source.decode().splitlines() == ["a", "b", "c", "\ufffd", "d "]


def test_file_that_cannot_be_read(tmp_path: Path) -> None:
    text = read_source(str(tmp_path), FILE)
    assert text.source == b""
    assert [(problem.file, problem.line) for problem in text.problems] == [("pkg/mod.py", 0)]


def test_read_source_reads_all_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "pkg").mkdir()
    (tmp_path / "pkg" / "mod.py").write_bytes(b"x = 1\n" * 50_000)
    assert read_source(str(tmp_path), FILE).source == b"x = 1\n" * 50_000
