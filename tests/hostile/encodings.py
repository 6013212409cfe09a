"""Bytes that are no text, or another text than they say; ends of lines; marks at the start."""

from __future__ import annotations

import codecs
import random

from tests.hostile.case import CONSUMER, Case

PLACE = "pkg/broken.py"
_LATIN = "# café\n"


def _good(name: str, content: str | bytes, twin: str | bytes = CONSUMER) -> Case:
    """Odd, and read in full."""
    return Case(name, {PLACE: content}, twin={PLACE: twin})


def _bad(name: str, content: str | bytes, twin: str | bytes = CONSUMER) -> Case:
    return Case(name, {PLACE: content}, bad=(PLACE,), twin={PLACE: twin}, fails=True)


_NOISE = random.Random(5).randbytes(20_000)

CASES = (
    _bad("null-byte-at-the-end", CONSUMER + "\0"),
    _bad("null-byte-in-a-string", CONSUMER + "value = 'a\0b'\n", CONSUMER + "\n"),
    _bad("null-bytes-only", b"\0" * 5000, ""),
    _bad("null-byte-and-bad-byte", CONSUMER.encode() + b"# \xe9\n# \0\n"),
    _bad("null-byte-and-syntax-error", CONSUMER.encode() + b"value = )\0\n"),
    _bad("noise", _NOISE, ""),
    _bad("picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + _NOISE[:1000], ""),
    _good("mark-utf-8", codecs.BOM_UTF8 + CONSUMER.encode()),
    _good("mark-utf-8-alone", codecs.BOM_UTF8, ""),
    _good(
        "mark-utf-8-and-declaration",
        codecs.BOM_UTF8 + b"# coding: utf-8\n" + CONSUMER.encode(),
        "\n" + CONSUMER,
    ),
    _bad(
        "mark-utf-8-and-other-declaration",
        codecs.BOM_UTF8 + b"# coding: latin-1\n" + CONSUMER.encode(),
        "\n" + CONSUMER,
    ),
    _good(
        "mark-utf-8-twice", codecs.BOM_UTF8 * 2 + CONSUMER.encode(), codecs.BOM_UTF8 * 2 + CONSUMER.encode()
    ),
    _bad("mark-utf-16-le", CONSUMER.encode("utf-16")),
    _bad("mark-utf-16-be", codecs.BOM_UTF16_BE + CONSUMER.encode("utf-16-be")),
    _bad("utf-16-without-a-mark", CONSUMER.encode("utf-16-le"), ""),
    _bad("mark-utf-32", CONSUMER.encode("utf-32")),
    _bad("latin-1-undeclared", (_LATIN + CONSUMER).encode("latin-1"), "\n" + CONSUMER),
    _bad("latin-1-undeclared-late", (CONSUMER + _LATIN).encode("latin-1")),
    _good(
        "latin-1-declared", ("# coding: latin-1\n" + _LATIN + CONSUMER).encode("latin-1"), "\n\n" + CONSUMER
    ),
    _good(
        "declared-on-line-two",
        ("#!/usr/bin/python\n# -*- coding: latin-1 -*-\n" + _LATIN + CONSUMER).encode("latin-1"),
        "\n\n\n" + CONSUMER,
    ),
    _bad(
        "declared-on-line-three",
        ("\n\n# coding: latin-1\n" + _LATIN + CONSUMER).encode("latin-1"),
        "\n\n\n\n" + CONSUMER,
    ),
    _good("cp1252-declared", ("# coding: cp1252\n# \u20ac\n" + CONSUMER).encode("cp1252"), "\n\n" + CONSUMER),
    _good(
        "shift-jis-declared",
        ("# coding: shift_jis\n# 日本語\n" + CONSUMER).encode("shift_jis"),
        "\n\n" + CONSUMER,
    ),
    _good("utf-7-declared", b"# coding: utf-7\n" + CONSUMER.encode(), "\n" + CONSUMER),
    _bad("utf-16-declared", b"# coding: utf-16\n" + CONSUMER.encode(), "\n" + CONSUMER),
    _bad("rot13-declared", b"# coding: rot13\n" + CONSUMER.encode(), "\n" + CONSUMER),
    _bad("zip-declared", b"# coding: zlib_codec\n" + CONSUMER.encode(), "\n" + CONSUMER),
    _bad("undefined-declared", b"# coding: undefined\n" + CONSUMER.encode(), "\n" + CONSUMER),
    _bad("punycode-declared", b"# coding: punycode\n" + CONSUMER.encode(), "\n" + CONSUMER),
    _bad("ebcdic-declared", b"# coding: cp037\n" + CONSUMER.encode(), "\n" + CONSUMER),
    _good("escapes-declared", b"# coding: unicode_escape\n" + CONSUMER.encode(), "\n" + CONSUMER),
    _bad(
        "broken-escapes-declared",
        b"# coding: unicode_escape\n" + CONSUMER.encode() + b"'\\x'\n",
        "\n" + CONSUMER,
    ),
    _good(
        "names-in-latin-1",
        "# coding: latin-1\nfrom pkg.facade import make as créé\ncréé()\n".encode("latin-1"),
        "\nfrom pkg.facade import make as créé\ncréé()\n",
    ),
    _good("idna-declared", b"# coding: idna\n" + CONSUMER.encode(), "\n" + CONSUMER),
    _bad("unknown-declared", b"# coding: no-such-thing\n" + CONSUMER.encode(), "\n" + CONSUMER),
    _bad("wrong-declared-ascii", ("# coding: ascii\n" + CONSUMER + "# é\n").encode(), "\n" + CONSUMER),
    _bad(
        "wrong-declared-utf-8", ("# coding: utf-8\n" + CONSUMER + _LATIN).encode("latin-1"), "\n" + CONSUMER
    ),
    _bad("surrogate-bytes", CONSUMER.encode() + b"# \xed\xa0\x80\n"),
    _bad("cut-in-a-character", CONSUMER.encode() + "# é".encode()[:-1]),
    _good("crlf", CONSUMER.replace("\n", "\r\n")),
    _good("lone-cr", CONSUMER.replace("\n", "\r")),
    _good("mixed-ends-of-lines", "\r\n# a\r# b\n" + CONSUMER, "\n\n\n" + CONSUMER),
    _good(
        "crlf-and-declared",
        ("# coding: latin-1\n" + _LATIN + CONSUMER).replace("\n", "\r\n").encode("latin-1"),
        "\n\n" + CONSUMER,
    ),
    _good("no-end-of-line", CONSUMER.rstrip()),
    _good("other-separators-in-comments", "# a\u2028b\u2029c\x85d\x0be\x1cf\n" + CONSUMER, "\n" + CONSUMER),
    _good("tabs", CONSUMER.replace("    ", "\t")),
    _good("form-feeds", "\x0c\n" + CONSUMER, "\n" + CONSUMER),
    _good("empty", b"", ""),
    _good("blank", b" \t\n\n   \n", ""),
    _good("comment-only", b"# nothing", ""),
    _good("right-to-left", "# \u202e gnihton\n" + CONSUMER, "\n" + CONSUMER),
    _good("names-in-emoji", "# \U0001f600\ncafé = 1\n变量 = 2\n" + CONSUMER, "\n\n\n" + CONSUMER),
)
