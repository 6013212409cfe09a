"""From the scanner's bare findings in one file to edges with names, moment and guard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from graphkit.extract.import_statements import (
    Statement,
    absolute_base,
    find_statements,
    statements_at,
)
from graphkit.extract.import_tags import PLAIN, Tag, Unsure, guess_tag, read_tag
from graphkit.extract.import_tags_exact import exact_tags
from graphkit.extract.source_text import SourceText
from graphkit.model.imports import ImportEdge
from graphkit.model.tree import SourceFile, SourceTree


class ModuleNames:
    """What an import statement in the tree may name.

    Beside the modules there are bare names: of what stands in a directory without `__init__`, which the
    files there may import as if the directory were a root (run as scripts, or collected by pytest).
    """

    def __init__(self, tree: SourceTree) -> None:
        self._modules = tree.modules
        self.bare = _bare_names(tree)
        self.known = frozenset(self._modules) | self.bare

    def resolve(self, name: str, file: SourceFile, *, relative: bool) -> str | None:
        """Return the module that `name`, one of `known`, is when `file` imports it."""
        found = self._modules.get(name)
        if found is not None and (found.importable or relative):
            return name
        if file.siblings and (beside := f"{file.siblings}.{name}") in self._modules:
            return beside
        above = name.rpartition(".")[0]
        found = self._modules.get(above)
        # `from above import x`, where no import reaches the file `above/x.py`
        return above if found is not None and found.importable else None


def edges_of(
    file: SourceFile, text: SourceText, found: Iterable[tuple[str, int]], names: ModuleNames
) -> list[ImportEdge]:
    """Return the edges of `file` for the scanner's findings: (name out of `names.known`, line in the text)."""
    by_line: dict[int, list[str]] = {}
    for imported, line in found:
        by_line.setdefault(line, []).append(imported)
    if not by_line:
        return []
    lines = text.source.split(b"\n")
    tags = _Tags(text.source, lines)
    edges: list[ImportEdge] = []
    for line, imports in by_line.items():
        statements = statements_at(lines, line - 1)
        tag = tags.at(line)
        number = text.line_map[line - 1] if text.line_map else line
        for imported in imports:
            taken, relative = _taken(imported, statements, file, names)
            module = names.resolve(imported, file, relative=relative)
            if module is not None and module != file.module:
                edges.append(ImportEdge(file.module, module, number, taken, tag.when, tag.guarded))
    return edges


def readable_edges(file: SourceFile, text: SourceText, names: ModuleNames) -> list[ImportEdge]:
    """Return the edges of a file that does not parse, from the lines that look like imports."""
    found = {
        (name, line)
        for line, statement in find_statements(text.source)
        for name in _imported(statement, file, names)
    }
    return edges_of(file, text, sorted(found), names)


def _imported(statement: Statement, file: SourceFile, names: ModuleNames) -> Iterator[str]:
    """The known names that `statement` imports, as the scanner would give them."""
    base = absolute_base(statement, file.module, file.is_package)
    if statement.is_from and base is None:
        return
    for written in statement.names:
        name = written.split()[0]
        full = f"{base}.{name}" if statement.is_from else name
        for candidate in (full, full.rpartition(".")[0]):
            if candidate in names.known:
                yield candidate
                break


def _taken(
    imported: str, statements: Sequence[Statement], file: SourceFile, names: ModuleNames
) -> tuple[tuple[str, ...], bool]:
    """(the names as written that make the edge to `imported`, is one of the statements relative)."""
    taken: list[str] = []
    relative = False
    for statement in statements:
        if not statement.is_from:
            continue
        base = absolute_base(statement, file.module, file.is_package)
        if base != imported and base != imported.rpartition(".")[0]:
            continue
        relative = relative or statement.level > 0
        for written in statement.names:
            full = f"{base}.{written.split()[0]}"
            if full == imported or (base == imported and full not in names.known):
                taken.append(written)
    return tuple(taken), relative


class _Tags:
    """The tags of one file's lines; the file is parsed only when the lines alone do not tell."""

    def __init__(self, source: bytes, lines: Sequence[bytes]) -> None:
        self._source = source
        self._lines = lines
        self._exact: dict[int, Tag] | None = None

    def at(self, line: int) -> Tag:
        text = self._lines[line - 1]
        if text.startswith((b"from", b"import")):
            return PLAIN
        if self._exact is None:
            try:
                return read_tag(self._lines, line - 1)
            except Unsure:
                self._exact = exact_tags(self._source) or {}
        return self._exact.get(line) or guess_tag(self._lines, line - 1)


def _bare_names(tree: SourceTree) -> frozenset[str]:
    places = {file.siblings for file in tree.files if file.siblings}
    found: set[str] = set()
    for file in tree.files:
        place = file.module.rpartition(".")[0]
        while place:
            if place in places:
                bare = file.module[len(place) + 1 :]
                if bare not in tree.modules and bare.partition(".")[0] not in tree.top_level:
                    found.add(bare)
            place = place.rpartition(".")[0]
    return frozenset(found)
