"""The module graph: grimp scans the imports, whatever single files are like."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, NamedTuple

from graphkit.extract.cache import Cache
from graphkit.extract.file_digests import FileDigests
from graphkit.extract.import_edges import ModuleNames, edges_of, readable_edges
from graphkit.extract.import_graph_store import Stored, load_graph, save_graph
from graphkit.extract.import_shares import Found, Pieces, joined, undistracted
from graphkit.extract.import_texts import Chunk, TextReader, scannable_text
from graphkit.extract.shares import shared
from graphkit.model.imports import ImportGraph
from graphkit.model.problems import REFUSED, SYNTAX_ERROR, FilesSeen, Problem
from graphkit.model.tree import SourceFile, SourceTree

if TYPE_CHECKING:
    from grimp.application.ports.modulefinder import FoundPackage

# files of a share of the scanning: three hundred take some 50 ms
_LEAST_SHARE = 300
Progress = Callable[[str, int, int], None]
# (imported, line in the text the scanner was given)
_Imported = list[tuple[str, int]]


def scan_import_graph(
    tree: SourceTree, cache: Cache, progress: Progress | None = None, *, jobs: int = 0
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
        found = _scan_all(tree, stored, todo, progress or _silent, jobs)
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
    tree: SourceTree, stored: Stored, files: Sequence[SourceFile], progress: Progress, jobs: int
) -> list[Found]:
    """Scan `files` in several processes where that is worth it; one part of the answer for each."""
    names = ModuleNames(tree)
    this = os.getpid()
    pieces = Pieces(files)

    def scan(share: Sequence[SourceFile]) -> Found:
        # only the number of processes comes from `shared`: who works faster, or meets no bad file, does more
        tell = progress if os.getpid() == this else _silent
        with undistracted(alone=len(share) == len(files) and jobs != 1):
            return _scan_pieces(tree, stored, names, pieces, tell)

    try:
        # the threads of a scanner that was used before do not outlive a fork, and a child would wait for them
        used = "grimp" in sys.modules
        found = [scan(files)] if used else shared(scan, files, Found, least=_LEAST_SHARE, jobs=jobs)
    finally:
        pieces.close()
    lost = pieces.lost(found)
    if lost:
        found += _scan_all(tree, stored, lost, progress, jobs)
    progress("reading imports", len(files), len(files))
    return found


def _scan_pieces(
    tree: SourceTree, stored: Stored, names: ModuleNames, pieces: Pieces, progress: Progress
) -> Found:
    texts = TextReader(tree, stored)
    found = Found(pieces.drawn, [], texts.problems, texts.digests, texts.read, texts.unread)
    scanner: _Scanner | None = None
    # in a thread, since an interrupt that comes up inside the scanner's Rust code is a panic there
    with ThreadPoolExecutor(1) as thread:
        for chunk in texts.chunks(pieces.draw()):
            scanner = scanner or _Scanner(names)
            _take(chunk, thread.submit(scanner.scan, chunk).result(), names, found)
            progress("reading imports", pieces.begun, pieces.total)
    return found


def _take(chunk: Chunk, scanned: _Scanned, names: ModuleNames, found: Found) -> None:
    """Add what was scanned to `found`."""
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


class _Scanned(NamedTuple):
    # module → what it imports
    found: Mapping[str, _Imported]
    # module → line of what does not parse
    errors: Mapping[str, int]


class _Module:
    """What the scanner asks of a module, converted in half the time that grimp's own value objects take."""

    __slots__ = ("module", "name")

    def __init__(self, name: str) -> None:
        self.name = name
        # a module and its file in one
        self.module = self


class _Scanner:
    """grimp's scanner, on texts held in memory."""

    def __init__(self, names: ModuleNames) -> None:
        self._files = {name: _Module(name) for name in sorted(names.known)}
        self._all = frozenset(self._files.values())

    def scan(self, chunk: Chunk) -> _Scanned:
        """Scan a chunk; a module that stops the scanner is in `errors`, or in neither part of the result."""
        from grimp import _rustgrimp  # type: ignore[attr-defined]
        from grimp.exceptions import SourceSyntaxError

        # numbered, since a file's name may hold anything
        tops = sorted({_top(file) for file in chunk.files})
        directories = {top: str(number) for number, top in enumerate(tops)}
        packages = self._packages(chunk, directories)
        memory = _rustgrimp.FakeBasicFileSystem()
        modules: dict[str, str] = {}
        for file in chunk.files:
            path = _place(file, directories)
            modules[path] = file.module
            memory.write(path, scannable_text(file, chunk.texts[file.path].source))
        found: dict[str, _Imported] = {}
        errors: dict[str, int] = {}
        pending = [[file.module for file in chunk.files]]
        while pending:
            part = pending.pop()
            try:
                found.update(self._scan_part(part, packages, memory))
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

    def _packages(self, chunk: Chunk, directories: Mapping[str, str]) -> set[FoundPackage]:
        """All modules: those of the chunk by their top level, and one package of the others.

        Where the text of a module lies depends on its package; to convert thousands of packages takes long.
        """
        from grimp.application.ports.modulefinder import FoundPackage

        groups: dict[str, list[Any]] = {top: [] for top in directories}
        for file in chunk.files:
            groups[_top(file)].append(self._files[file.module])
        others: Any = self._all.difference(*groups.values())
        packages = {FoundPackage(top, directories[top], frozenset(group)) for top, group in groups.items()}
        return {FoundPackage("", "", others), *packages}

    def _scan_part(
        self, part: Sequence[str], packages: set[FoundPackage], memory: object
    ) -> dict[str, _Imported]:
        from grimp import _rustgrimp  # type: ignore[attr-defined]

        found = _rustgrimp.scan_for_imports(
            module_files=tuple(map(self._files.__getitem__, part)),
            found_packages=packages,
            include_external_packages=False,
            exclude_type_checking_imports=False,
            file_system=memory,
        )
        return {
            module.name: sorted({(edge.imported.name, edge.line_number) for edge in imports})
            for module, imports in found.items()
        }


def _top(file: SourceFile) -> str:
    return file.module.partition(".")[0]


def _place(file: SourceFile, directories: Mapping[str, str]) -> str:
    """Where grimp looks for the text of a module."""
    top, *rest = file.module.split(".")
    path = "/".join([directories[top], *(part.rstrip("/") for part in rest)])
    return f"{path}/__init__.py" if file.is_package else f"{path}.py"


def _halves(part: list[str], bad: str | None) -> list[list[str]]:
    """What is left to scan once `part` failed because of `bad`, or of one that nobody names."""
    rest = [name for name in part if name != bad]
    if len(rest) < 2:
        return [rest] if rest and bad is not None else []
    middle = len(rest) // 2
    return [rest[:middle], rest[middle:]]
