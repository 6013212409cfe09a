"""The module graph in the cache: one entry per set of modules, in columns so that it loads fast."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from graphkit.extract.cache import Cache
from graphkit.extract.file_digests import DIGEST_SIZE, content_digest
from graphkit.model.imports import CALL_TIME, IMPORT_TIME, TYPE_CHECKING, ImportEdge
from graphkit.model.problems import Problem
from graphkit.model.tree import SourceFile, SourceTree

_KIND = "import-graph/1"
_WHENS = (IMPORT_TIME, CALL_TIME, TYPE_CHECKING)
_UNKNOWN = bytes(DIGEST_SIZE)


@dataclass(frozen=True)
class Stored:
    """The graph as far as it is known, and the contents that it was made from."""

    # path → content digest of the file whose edges are here
    digests: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    # sorted
    edges: tuple[ImportEdge, ...] = ()
    problems: tuple[Problem, ...] = ()
    # paths of files that could not be read
    unread: frozenset[str] = frozenset()
    # whether digests are worth making
    keeps: bool = True

    def is_current(self, file: SourceFile, digest: bytes | None) -> bool:
        """Whether what is here about `file` still holds when its content is `digest`."""
        return digest is not None and self.digests.get(file.path) == digest

    def without(self, files: AbstractSet[str], modules: AbstractSet[str]) -> Stored:
        """Return the part that says nothing of the files with these paths and modules."""
        return Stored(
            self.digests,
            tuple(edge for edge in self.edges if edge.importer not in modules),
            tuple(problem for problem in self.problems if problem.file not in files),
            self.unread - files,
            self.keeps,
        )


class _Columns(NamedTuple):
    digests: bytes
    unread: list[int]
    problems: list[Problem]
    # indices of modules, lines, indices of names, index of the moment × 2 + guarded
    importers: bytes
    imported: bytes
    lines: bytes
    names: bytes
    tags: bytes
    name_lists: list[tuple[str, ...]]


def load_graph(cache: Cache, tree: SourceTree) -> Stored:
    """Return what the cache has for the modules of `tree`, whatever the contents of its files are now."""
    if not cache.keeps:
        return Stored(keeps=False)
    columns = cache.get(_KIND, _key(tree), _Columns)
    if columns is None or len(columns.digests) != DIGEST_SIZE * len(tree.files):
        return Stored()
    try:
        return _restored(columns, tree)
    except (IndexError, ValueError):
        # somebody else wrote it
        return Stored()


def _restored(columns: _Columns, tree: SourceTree) -> Stored:
    digests = {}
    for number, file in enumerate(tree.files):
        digests[file.path] = columns.digests[number * DIGEST_SIZE : (number + 1) * DIGEST_SIZE]
    module = [file.module for file in tree.files].__getitem__
    names = columns.name_lists.__getitem__
    edges = map(
        ImportEdge,
        map(module, _numbers(columns.importers)),
        map(module, _numbers(columns.imported)),
        _numbers(columns.lines),
        map(names, _numbers(columns.names)),
        (_WHENS[tag >> 1] for tag in columns.tags),
        (bool(tag & 1) for tag in columns.tags),
    )
    unread = frozenset(tree.files[number].path for number in columns.unread)
    return Stored(digests, tuple(edges), tuple(columns.problems), unread)


def save_graph(cache: Cache, tree: SourceTree, stored: Stored) -> None:
    """Keep `stored` for the next run on the same modules."""
    if not cache.keeps:
        return
    place = {file.module: number for number, file in enumerate(tree.files)}
    name_lists = {names: number for number, names in enumerate(sorted({edge.names for edge in stored.edges}))}
    when = {name: number for number, name in enumerate(_WHENS)}
    edges = stored.edges
    columns = _Columns(
        b"".join(stored.digests.get(file.path, _UNKNOWN) for file in tree.files),
        [number for number, file in enumerate(tree.files) if file.path in stored.unread],
        list(stored.problems),
        array("I", [place[edge.importer] for edge in edges]).tobytes(),
        array("I", [place[edge.imported] for edge in edges]).tobytes(),
        array("I", [edge.line for edge in edges]).tobytes(),
        array("I", [name_lists[edge.names] for edge in edges]).tobytes(),
        bytes(when[edge.when] * 2 + edge.guarded for edge in edges),
        list(name_lists),
    )
    cache.put_many(_KIND, {_key(tree): columns})


def _numbers(column: bytes) -> array[int]:
    numbers = array("I")
    numbers.frombytes(column)
    return numbers


def _key(tree: SourceTree) -> bytes:
    """The digest of everything but file contents that the edges depend on."""
    facts = (
        (file.path, file.module, file.kind, str(file.is_package), str(file.importable), str(file.siblings))
        for file in tree.files
    )
    text = "\0".join(chain.from_iterable(facts))
    spaces = "\0".join(sorted(tree.namespaces))
    return content_digest(f"{text}\0\0{spaces}".encode("utf-8", "surrogateescape"))
