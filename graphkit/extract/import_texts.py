"""The texts that go to the import scanner: read, made safe for it, and handed over in chunks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from graphkit.extract.file_digests import content_digest, read_bytes
from graphkit.extract.import_graph_store import Stored
from graphkit.extract.source_text import SourceText, decode_source, unreadable
from graphkit.model.problems import Problem
from graphkit.model.tree import SourceFile, SourceTree

# bytes of source handed to the scanner at once: bounds the memory, and what one broken file costs again
_CHUNK = 8_000_000
_CLIMBS = re.compile(rb"(from[ \t]*)(\.[. \t]*\.)")


class Chunk(NamedTuple):
    """Files to scan together, and their texts by path."""

    files: list[SourceFile]
    texts: dict[str, SourceText]


class TextReader:
    """Reads the files whose imports are not known, and keeps account of them."""

    def __init__(self, tree: SourceTree, stored: Stored) -> None:
        # paths whose stored edges no longer count
        self.read: list[str] = []
        # paths that could not be read
        self.unread: list[str] = []
        self.problems: list[Problem] = []
        # path → content, of all that was read
        self.digests: dict[str, bytes] = {}
        self._base = tree.base
        self._stored = stored

    def chunks(self, files: Iterable[SourceFile]) -> Iterator[Chunk]:
        """Yield `files` with their texts, without those whose content turns out to be known."""
        chunk = Chunk([], {})
        size = 0
        for file in files:
            text = self._read(file)
            if text is None:
                continue
            chunk.files.append(file)
            chunk.texts[file.path] = text
            size += len(text.source)
            if size > _CHUNK:
                yield chunk
                chunk, size = Chunk([], {}), 0
        if chunk.files:
            yield chunk

    def _read(self, file: SourceFile) -> SourceText | None:
        try:
            raw = read_bytes(f"{self._base}/{file.path}")
        except OSError as error:
            self.read.append(file.path)
            self.unread.append(file.path)
            self.problems.append(unreadable(file, error))
            return None
        if self._stored.keeps:
            digest = self.digests[file.path] = content_digest(raw)
            if self._stored.is_current(file, digest):
                return None
        self.read.append(file.path)
        text = decode_source(file, raw)
        self.problems += text.problems
        return text


def scannable_text(file: SourceFile, source: bytes) -> str:
    """The text for grimp, which stops at a relative import that climbs above the top.

    The dots of such an import are replaced, so that it imports nothing in the tree.
    """
    deepest = file.module.count(".") + (2 if file.is_package else 1)
    if b"." * (deepest + 1) in source:
        source = _CLIMBS.sub(lambda match: _level(match, deepest), source)
    return source.decode("utf-8")


def _level(match: re.Match[bytes], deepest: int) -> bytes:
    dots = match[2]
    return match[0] if dots.count(b".") <= deepest else match[1] + b" " + b"_" * (len(dots) - 1)
