"""When an import runs, and whether its failure is caught: read from the block headers around it.

An import's line is indented under its blocks' headers, so walking up by decreasing indentation finds them
in a few microseconds, where parsing the file takes milliseconds. Text that only looks like a header (in a
string, in brackets) is noticed, and then the file is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from graphkit.model.imports import CALL_TIME, IMPORT_TIME, TYPE_CHECKING

_KEYWORD = re.compile(
    rb"(async[ \t]+def|def|class|if|elif|else|try|except|finally|for|async[ \t]+for|while|"
    rb"with|async[ \t]+with|match|case)\b(?![ \t]*[=.,)\]])"
)
_TYPING = re.compile(rb"(?:if|elif)\b[ \t]*\(?[ \t]*(?:\w+\.)*TYPE_CHECKING[ \t]*\)?[ \t]*:")
_NOT_TYPING = re.compile(rb"if[ \t]*\(?[ \t]*not[ \t]+(?:\w+\.)*TYPE_CHECKING[ \t]*\)?[ \t]*:")
_MAIN = re.compile(
    rb"if[ \t(]+(?:__name__[ \t]*==[ \t]*(['\"])__main__\1|(['\"])__main__\2[ \t]*==[ \t]*__name__)"
)
_CATCHES = re.compile(
    rb"except\*?[ \t]*(?::|[^:]*\b(?:ImportError|ModuleNotFoundError|Exception|BaseException)\b)"
)
_SUPPRESSES = re.compile(rb"\bsuppress\([^)]*\b(?:ImportError|ModuleNotFoundError|Exception|BaseException)\b")
_HASH = ord("#")
_COMMENT = re.compile(rb"[ \t]+#.*$")


class Tag(NamedTuple):
    """When one import runs, and whether its failure is caught there."""

    when: str = IMPORT_TIME
    guarded: bool = False


PLAIN = Tag()


class Unsure(Exception):
    """The headers cannot be told by indentation alone."""


def read_tag(lines: Sequence[bytes], index: int, *, typing: bool = True) -> Tag:
    """Return the tag of the import statement that begins on the line `index` (from 0).

    The last of `lines` may be all the rest of the file in one piece. `typing` says whether the file
    mentions TYPE_CHECKING: where not, nothing around a function matters to what is in it.

    Raises Unsure where strings, brackets or several statements on a line get in the way.
    """
    line = lines[index]
    text = line.lstrip()
    if not text.startswith((b"from", b"import")):
        raise Unsure
    limit = _indent(line)
    if limit == 0:
        return PLAIN
    when, guarded, called = IMPORT_TIME, False, False
    below = index
    while limit > 0:
        header = _header_above(lines, below, limit)
        text = lines[header].strip()
        _check_strings(lines, header, below)
        limit = _indent(lines[header])
        keyword = text[:5]
        if keyword.startswith((b"def", b"async")) and b"def" in text[:12]:
            called = True
            if not typing:
                break
        elif keyword.startswith(b"try") and not called:
            guarded = guarded or _is_caught(lines, index, limit)
        elif keyword.startswith((b"with", b"async")) and not called:
            guarded = guarded or _SUPPRESSES.search(text) is not None
        elif _is_typing(lines, header, text, limit):
            when = TYPE_CHECKING
        elif _MAIN.match(text) and when == IMPORT_TIME:
            when = CALL_TIME
        below = header
    if called and when != TYPE_CHECKING:
        when = CALL_TIME
    return Tag(when, guarded)


def guess_tag(lines: Sequence[bytes], index: int) -> Tag:
    """Return the likeliest tag in a file that does not parse: whatever looks like a header is one."""
    when, guarded, called = IMPORT_TIME, False, False
    text = lines[index].lstrip()
    # `try: import x` is its own header
    limit = _indent(lines[index]) + (0 if text.startswith((b"from", b"import", b"lazy")) else 1)
    if text.startswith(b"lazy"):
        called = True
    for number in range(index, -1, -1):
        text = lines[number].strip()
        if not text or _indent(lines[number]) >= limit or not _KEYWORD.match(text):
            continue
        limit = _indent(lines[number])
        if text.startswith((b"def", b"async def")):
            called = True
        elif _TYPING.match(text):
            when = TYPE_CHECKING
        elif _MAIN.match(text) and when == IMPORT_TIME:
            when = CALL_TIME
        elif text.startswith(b"try") and not called:
            try:
                guarded = guarded or _is_caught(lines, index, limit)
            except Unsure:
                continue
    return Tag(CALL_TIME if called and when != TYPE_CHECKING else when, guarded)


def _header_above(lines: Sequence[bytes], below: int, limit: int) -> int:
    """The nearest block header above that is indented by less than `limit`.

    Other lines that are (of strings, in brackets) are passed over; that the header is not itself in a
    string is for `_check_strings` to see. Unsure when a line is only half like a header.
    """
    while True:
        index = below = _outdented(lines, below, limit)
        text = lines[index].strip()
        if text[:1] in (b")", b"]", b"}"):
            # perhaps the last line of a header that is written over several
            index = _outdented(lines, index, _indent(lines[index]) + 1)
            if _KEYWORD.match(lines[index].strip()):
                return index
        elif _KEYWORD.match(text):
            text = _COMMENT.sub(b"", text)
            opened = text.count(b"(") + text.count(b"[") - text.count(b")") - text.count(b"]")
            if opened < 0 or (opened == 0 and not text.endswith((b":", b"\\"))):
                raise Unsure
            return index


def _outdented(lines: Sequence[bytes], below: int, limit: int) -> int:
    for index in range(below - 1, -1, -1):
        line = lines[index]
        # the one test that most lines get: nothing but blanks in the first `limit` columns
        text = line[:limit].strip()
        if text and text[0] != _HASH and _indent(line) < limit:
            return index
    raise Unsure


def _indent(line: bytes) -> int:
    text = line.lstrip(b" \t\f")
    blank = line[: len(line) - len(text)]
    return len(blank.expandtabs(8)) if b"\t" in blank else len(blank)


def _check_strings(lines: Sequence[bytes], start: int, end: int) -> None:
    """Raise Unsure when a triple-quoted string may begin before `start` and end before `end`."""
    text = b"\n".join(lines[start:end])
    if text.count(b'"""') % 2 or text.count(b"'''") % 2:
        raise Unsure


def _is_typing(lines: Sequence[bytes], header: int, text: bytes, indent: int) -> bool:
    if _TYPING.match(text):
        return True
    if not text.startswith(b"else"):
        return False
    index = header
    while True:
        index = _outdented(lines, index, indent + 1)
        above = lines[index].strip()
        if _indent(lines[index]) < indent:
            raise Unsure
        if above[:1] in (b")", b"]", b"}"):
            continue
        if not above.startswith((b"elif", b"except", b"finally")):
            return _NOT_TYPING.match(above) is not None


def _is_caught(lines: Sequence[bytes], index: int, indent: int) -> bool:
    """Whether a handler of the `try` indented by `indent` around line `index` catches ImportError."""
    handlers = False
    start = index + 1
    for number in range(index + 1, len(lines)):
        line = lines[number]
        text = line[: indent + 1].strip()
        if not text or text[0] == _HASH or _indent(line) > indent:
            continue
        text = line.lstrip()
        _check_strings(lines, start, number)
        start = number
        if _indent(line) == indent and text.startswith(b"except"):
            handlers = True
            if _CATCHES.match(_joined(lines, number)):
                return True
        elif text[:1] in (b")", b"]", b"}"):
            if not handlers:
                raise Unsure
        elif handlers or (_indent(line) == indent and text.startswith(b"finally")):
            return False
        else:
            raise Unsure
    if not handlers or b"\n" in lines[-1]:
        raise Unsure
    return False


def _joined(lines: Sequence[bytes], index: int) -> bytes:
    """A handler's header, which may go over several lines."""
    text = lines[index].strip()
    while text.count(b"(") > text.count(b")") and index + 1 < len(lines):
        index += 1
        text += b" " + lines[index].strip()
    return text
