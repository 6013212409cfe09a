"""Reading one file of code: its text as UTF-8, whatever it was written in, and what was wrong with it."""

from __future__ import annotations

import errno
import re
from typing import NamedTuple

from graphkit.extract.file_digests import read_bytes
from graphkit.extract.notebooks_ipynb import notebook_source
from graphkit.model.problems import Problem
from graphkit.model.tree import SourceFile

# the longer first: one begins like the other
_WIDE_MARKS = (
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_UTF8_MARK = b"\xef\xbb\xbf"
_LONE_RETURN = re.compile(rb"\r(?!\n)")


class SourceText(NamedTuple):
    """The text of one file, ready for a parser."""

    # UTF-8 without byte order mark, every line where the file has it; b"" when nothing could be read
    source: bytes
    problems: tuple[Problem, ...] = ()
    # for a notebook: the line in the file of each line of `source`; None when they are the same
    line_map: tuple[int, ...] | None = None


def read_source(base: str, file: SourceFile) -> SourceText:
    """Read `file` of the tree at `base`; a file that cannot be read is one problem and empty text."""
    try:
        raw = read_bytes(f"{base}/{file.path}")
    except OSError as error:
        return SourceText(b"", (unreadable(file, error),))
    return decode_source(file, raw)


def unreadable(file: SourceFile, error: OSError) -> Problem:
    """Return the problem that `file` could not be read because of `error`."""
    hint = "exclude it if it is data" if error.errno == errno.EFBIG else "check its permissions"
    return Problem(file.path, 0, f"cannot be read: {error.strerror}", hint)


def decode_source(file: SourceFile, raw: bytes) -> SourceText:
    """Turn the bytes of `file` into text for a parser.

    A null byte, a byte outside the declared encoding (UTF-8 when none is) and an encoding that cannot be the
    file's are a problem with its line; the rest of the text stays readable and no line moves.
    """
    if file.kind == "notebook":
        source, line_map, problems = notebook_source(file.path, raw)
        return SourceText(source, problems, line_map)
    if raw.isascii() and b"\0" not in raw and b"\r" not in raw and not _may_declare(raw):
        return SourceText(raw)
    source, problem = _to_utf8(file.path, raw)
    if (place := source.find(b"\0")) >= 0:
        line = source.count(b"\n", 0, place) + 1
        # what has null bytes is often no text at all: the first trouble tells enough
        problem = problem or Problem(file.path, line, "null byte", "remove it: Python refuses the file")
        source = source.replace(b"\0", b" ")
    if b"\r" in source:
        # Python ends a line there as well
        source = _LONE_RETURN.sub(b"\n", source)
    return SourceText(source, (problem,) if problem else ())


def _may_declare(raw: bytes) -> bool:
    """Whether the first two lines may hold an encoding declaration."""
    first = raw.find(b"\n")
    second = raw.find(b"\n", first + 1) if first >= 0 else -1
    return b"coding" in (raw[:second] if second >= 0 else raw)


def _to_utf8(path: str, raw: bytes) -> tuple[bytes, Problem | None]:
    for mark, wide in _WIDE_MARKS:
        if raw.startswith(mark):
            refused = Problem(path, 1, f"text in {wide.upper()}", "save it as UTF-8: Python refuses the file")
            return _encode(raw.decode(wide, "replace")), refused
    encoding, problem = "utf-8", None
    if _may_declare(raw):
        encoding, problem = _declared(path, raw)
    body = raw.removeprefix(_UTF8_MARK)
    offset = len(raw) - len(body)
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start + offset) + 1
        what = f"byte 0x{body[error.start]:02x} is not {encoding}"
        hint = "declare the file's encoding on its first line, or save it as UTF-8"
        return _encode(body.decode(encoding, "replace")), problem or Problem(path, line, what, hint)
    except UnicodeError as error:
        # some encodings do not say where
        problem = Problem(path, 1, f"text that is not {encoding}: {error}", "save it as UTF-8 and say so")
        return _encode(body.decode("utf-8", "replace")), problem
    return body if encoding == "utf-8" else _encode(text), problem


def _declared(path: str, raw: bytes) -> tuple[str, Problem | None]:
    """The declared encoding; UTF-8 with a problem when the declaration cannot be followed."""
    import io
    import tokenize

    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(raw).readline)
    except SyntaxError as error:
        if "invalid or missing" in str(error):
            # a bad byte in the first lines, which decoding reports with its line
            return "utf-8", None
        line = 1 if b"coding" in raw.partition(b"\n")[0] else 2
        what = f"encoding that Python refuses: {error.msg}"
        return "utf-8", Problem(path, line, what, "declare the encoding the file is written in")
    if not _reads_ascii(encoding):
        line = 1 if b"coding" in raw.partition(b"\n")[0] else 2
        return "utf-8", Problem(
            path, line, f"{encoding!r} is no text encoding", "save it as UTF-8 and say so"
        )
    return encoding.removesuffix("-sig"), None


def _reads_ascii(encoding: str) -> bool:
    """Whether a declaration could be read in `encoding`; some are no encodings of text at all."""
    try:
        return b"# coding".decode(encoding) == "# coding"
    except (LookupError, UnicodeError):
        return False


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "replace")
