"""The module graph: grimp scans the imports, whatever single files are like."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

from graphkit.extract.cache import Cache
from graphkit.extract.file_digests import FileDigests
from graphkit.extract.import_edges import ModuleNames, edges_of, readable_edges
from graphkit.extract.import_graph_store import Stored, load_graph, save_graph
from graphkit.extract.import_texts import Chunk, TextReader, scannable_text
from graphkit.model.imports import ImportEdge, ImportGraph
from graphkit.model.problems import FilesSeen, Problem
from graphkit.model.tree import SourceFile, SourceTree

if TYPE_CHECKING:
    from grimp.application.ports.modulefinder import FoundPackage, ModuleFile

# chunks under way: while one is turned into Python objects, the scanner works on another
_AHEAD = 2
Progress = Callable[[str, int, int], None]
# (imported, line in the text the scanner was given)
_Found = list[tuple[str, int]]


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
        scan = _Scan(tree, stored, digests, progress or _silent)
        scan.run(todo)
        digests.save()
        stored = scan.result()
        save_graph(cache, tree, stored)
    modules = tuple(sorted(tree.modules))
    seen = FilesSeen(len(tree.files) - len(stored.unread), len(tree.files))
    return ImportGraph(modules, stored.edges), stored.problems, seen


def _silent(what: str, done: int, total: int) -> None:
    """Tell nobody."""


class _Scan:
    """Reads files in chunks; while the scanner works on one, the one before it gets its tags."""

    def __init__(self, tree: SourceTree, stored: Stored, digests: FileDigests, progress: Progress) -> None:
        self._tree = tree
        self._stored = stored
        self._progress = progress
        self._names = ModuleNames(tree)
        self._texts = TextReader(tree, stored, digests)
        self._edges: list[ImportEdge] = []
        self._problems: list[Problem] = []

    def run(self, files: Sequence[SourceFile]) -> None:
        """Scan `files` into this object."""
        scanner: _Scanner | None = None
        waiting: deque[tuple[Chunk, Future[_Scanned]]] = deque()
        done = 0
        with ThreadPoolExecutor(_AHEAD) as workers:
            for chunk in self._texts.chunks(files):
                scanner = scanner or _Scanner(self._tree, self._names)
                waiting.append((chunk, workers.submit(scanner.scan, chunk)))
                if len(waiting) > _AHEAD:
                    self._take(*waiting.popleft())
                done += len(chunk.files)
                self._progress("reading imports", done, len(files))
            while waiting:
                self._take(*waiting.popleft())

    def result(self) -> Stored:
        """What was known before and still holds, with what was found now."""
        texts = self._texts
        modules = {self._tree.by_path[path].module for path in texts.read}
        kept = self._stored.without(texts.read, modules)
        return Stored(
            {path: digest for path, digest in texts.digests.items() if path not in texts.unread},
            tuple(sorted([*kept.edges, *self._edges])),
            tuple(sorted([*kept.problems, *self._problems, *texts.problems])),
            kept.unread | texts.unread,
            self._stored.keeps,
        )

    def _take(self, chunk: Chunk, future: Future[_Scanned]) -> None:
        scanned = future.result()
        for file in chunk.files:
            text = chunk.texts[file.path]
            if file.module in scanned.found:
                self._edges += edges_of(file, text, scanned.found[file.module], self._names)
                continue
            self._edges += readable_edges(file, text, self._names)
            error = scanned.errors.get(file.module)
            if error is not None and not text.problems:
                line = text.line_map[error[0] - 1] if text.line_map else error[0]
                what = f"does not parse: {error[1][:60]!r}" if error[1] else "does not parse"
                hint = "correct it; what can be read of the file is used"
                self._problems.append(Problem(file.path, line, what, hint))


class _Scanned(NamedTuple):
    # module → what it imports
    found: Mapping[str, _Found]
    # module → (line, text) of what does not parse
    errors: Mapping[str, tuple[int, str]]


class _Scanner:
    """grimp's scanner, on texts held in memory."""

    def __init__(self, tree: SourceTree, names: ModuleNames) -> None:
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
        found: dict[str, _Found] = {}
        errors: dict[str, tuple[int, str]] = {}
        pending = [[file.module for file in chunk.files]]
        while pending:
            part = pending.pop()
            try:
                found.update(self._scan_part(part, memory))
            except SourceSyntaxError as error:
                name = modules[error.filename]
                errors[name] = (error.lineno or 0, error.text or "")
                pending += _halves(part, name)
            except BaseException as error:
                # how a panic in the scanner's Rust code comes here
                if type(error).__name__ != "PanicException":
                    raise
                pending += _halves(part, None)
        return _Scanned(found, errors)

    def _scan_part(self, part: Sequence[str], memory: object) -> dict[str, _Found]:
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
