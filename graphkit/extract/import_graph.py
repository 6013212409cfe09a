"""The module graph: grimp scans the imports, whatever single files are like."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from graphkit.extract.cache import Cache
from graphkit.extract.file_digests import FileDigests
from graphkit.extract.import_edges import ModuleNames, edges_of, readable_edges
from graphkit.extract.import_graph_store import Stored, load_graph, save_graph
from graphkit.extract.import_shares import Found, joined, undistracted
from graphkit.extract.import_texts import Chunk, TextReader, scannable_text
from graphkit.extract.shares import shared
from graphkit.model.imports import ImportGraph
from graphkit.model.problems import REFUSED, SYNTAX_ERROR, FilesSeen, Problem
from graphkit.model.tree import SourceFile, SourceTree

if TYPE_CHECKING:
    from grimp.application.ports.modulefinder import FoundPackage, ModuleFile

# files of a share of the scanning: three hundred take some 50 ms
_LEAST_SHARE = 300
# the list of files is dealt out like cards to so many heaps, so that shares take equally long
_HEAPS = 8
Progress = Callable[[str, int, int], None]
# (imported, line in the text the scanner was given)
_Imported = list[tuple[str, int]]


def scan_import_graph(
    tree: SourceTree, cache: Cache, progress: Progress | None = None
) -> tuple[ImportGraph, tuple[Problem, ...], FilesSeen]:
    """Return every module of `tree`, every import between two of them, what could not be read, how much was.

    One entry per import statement and imported module; `from a import b` is an edge to `a.b` where that is
    a module, else to `a`. That importing `a.b.c` runs `a` and `a.b` first is not written down as edges.
    A file that does not parse is a problem, and its imports are read line by line. About 0.2 ms a file; with
    `cache`, only files that changed are scanned while the set of modules is the same.
    """
    digests = FileDigests(cache, tree)
    stored = load_graph(cache, tree)
    todo = [file for file in tree.files if not stored.is_current(file, digests.known(file.path))]
    if todo:
        found = _scan_all(tree, stored, todo, progress or _silent)
        for share in found:
            for path, digest in share.digests.items():
                digests.keep(path, digest)
        digests.save()
        stored = joined(tree, stored, found)
        save_graph(cache, tree, stored)
    modules = tuple(sorted(tree.modules))
    seen = FilesSeen(len(tree.files) - len(stored.unread), len(tree.files))
    return ImportGraph(modules, stored.edges), stored.problems, seen


def _silent(what: str, done: int, total: int) -> None:
    """Tell nobody."""


def _scan_all(
    tree: SourceTree, stored: Stored, files: Sequence[SourceFile], progress: Progress
) -> list[Found]:
    """Scan `files` in several processes where that is worth it; one part of the answer for each."""
    names = ModuleNames(tree)
    this = os.getpid()

    def scan(share: Sequence[SourceFile]) -> Found:
        tell = progress if os.getpid() == this else _silent
        with undistracted(alone=len(share) == len(files)):
            return _scan_share(tree, stored, names, share, tell)

    dealt = [file for heap in range(_HEAPS) for file in files[heap::_HEAPS]]
    # the threads of a scanner that was used before do not outlive a fork, and a child would wait for them
    used = "grimp" in sys.modules
    found = [scan(dealt)] if used else shared(scan, dealt, Found, least=_LEAST_SHARE)
    progress("reading imports", len(files), len(files))
    return found


def _scan_share(
    tree: SourceTree, stored: Stored, names: ModuleNames, files: Sequence[SourceFile], progress: Progress
) -> Found:
    texts = TextReader(tree, stored)
    found = Found([], texts.problems, texts.digests, texts.read, texts.unread)
    scanner: _Scanner | None = None
    done = 0
    for chunk in texts.chunks(files):
        scanner = scanner or _Scanner(names)
        scanned = scanner.scan(chunk)
        for file in chunk.files:
            text = chunk.texts[file.path]
            if file.module in scanned.found:
                found.edges.extend(edges_of(file, text, scanned.found[file.module], names))
                continue
            found.edges.extend(readable_edges(file, text, names))
            line = scanned.errors.get(file.module)
            if line is not None and not text.problems:
                line = text.line_map[line - 1] if text.line_map else line
                found.problems.append(Problem(file.path, line, SYNTAX_ERROR, REFUSED))
        done += len(chunk.files)
        progress("reading imports", done, len(files))
    return found


class _Scanned(NamedTuple):
    # module → what it imports
    found: Mapping[str, _Imported]
    # module → line of what does not parse
    errors: Mapping[str, int]


class _Scanner:
    """grimp's scanner, on texts held in memory."""

    def __init__(self, names: ModuleNames) -> None:
        from grimp.application.ports.modulefinder import FoundPackage, ModuleFile
        from grimp.domain.valueobjects import Module

        groups: dict[str, list[str]] = {}
        for name in names.known:
            groups.setdefault(name.partition(".")[0], []).append(name)
        self._directories = {top: str(number) for number, top in enumerate(sorted(groups))}
        self._files: dict[str, ModuleFile] = {name: ModuleFile(Module(name), 0) for name in names.known}
        self._packages: set[FoundPackage] = {
            FoundPackage(top, self._directories[top], frozenset(map(self._files.__getitem__, group)))
            for top, group in groups.items()
        }

    def scan(self, chunk: Chunk) -> _Scanned:
        """Scan a chunk; a module that stops the scanner is in `errors`, or in neither part of the result."""
        from grimp import _rustgrimp  # type: ignore[attr-defined]
        from grimp.exceptions import SourceSyntaxError

        memory = _rustgrimp.FakeBasicFileSystem()
        modules: dict[str, str] = {}
        for file in chunk.files:
            path = self._place(file)
            modules[path] = file.module
            memory.write(path, scannable_text(file, chunk.texts[file.path].source))
        found: dict[str, _Imported] = {}
        errors: dict[str, int] = {}
        pending = [[file.module for file in chunk.files]]
        while pending:
            part = pending.pop()
            try:
                found.update(self._scan_part(part, memory))
            except SourceSyntaxError as error:
                name = modules[error.filename]
                errors[name] = error.lineno or 0
                pending += _halves(part, name)
            except BaseException as error:
                # how a panic in the scanner's Rust code comes here
                if type(error).__name__ != "PanicException":
                    raise
                pending += _halves(part, None)
        return _Scanned(found, errors)

    def _scan_part(self, part: Sequence[str], memory: object) -> dict[str, _Imported]:
        from grimp import _rustgrimp  # type: ignore[attr-defined]

        found = _rustgrimp.scan_for_imports(
            module_files=tuple(map(self._files.__getitem__, part)),
            found_packages=self._packages,
            include_external_packages=False,
            exclude_type_checking_imports=False,
            file_system=memory,
        )
        return {
            module.name: sorted({(edge.imported.name, edge.line_number) for edge in imports})
            for module, imports in found.items()
        }

    def _place(self, file: SourceFile) -> str:
        """Where grimp looks for the text of a module."""
        top, *rest = file.module.split(".")
        path = "/".join([self._directories[top], *(part.rstrip("/") for part in rest)])
        return f"{path}/__init__.py" if file.is_package else f"{path}.py"


def _halves(part: list[str], bad: str | None) -> list[list[str]]:
    """What is left to scan once `part` failed because of `bad`, or of one that nobody names."""
    rest = [name for name in part if name != bad]
    if len(rest) < 2:
        return [rest] if rest and bad is not None else []
    middle = len(rest) // 2
    return [rest[:middle], rest[middle:]]
