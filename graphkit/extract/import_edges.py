"""From the scanner's bare findings in one file to edges with names, moment and guard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

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

_MARGIN = 40


class _Taken(NamedTuple):
    # as written, of what makes the edge
    names: tuple[str, ...]
    # whether a statement of the line begins with dots
    relative: bool


class ModuleNames:
    """What an import statement in the tree may name.

    Beside the modules there are bare names: of what stands in a directory without `__init__`, which the
    files there may import as if the directory were a root (run as scripts, or collected by pytest).
    """

    def __init__(self, tree: SourceTree) -> None:
        self._modules = tree.modules
        self.bare = _bare_names(tree)
        # (line, imported) → what the line takes, for lines that mean the same in every file
        self.seen: dict[tuple[bytes, str], _Taken] = {}
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
    """Return the edges of `file` for what was `found`: (one of `names.known`, line in the text)."""
    by_line: dict[int, list[str]] = {}
    for imported, line in found:
        by_line.setdefault(line, []).append(imported)
    if not by_line:
        return []
    # handlers of a `try` are mostly near; where they are not, the rest is split as well
    lines = text.source.split(b"\n", max(by_line) + _MARGIN)
    tags = _Tags(text.source, lines)
    edges: list[ImportEdge] = []
    importer = file.module
    for line, imports in sorted(by_line.items()):
        when, guarded = tags.at(line)
        number = text.line_map[line - 1] if text.line_map else line
        statements: tuple[Statement, ...] = ()
        for imported in imports:
            key = (lines[line - 1], imported)
            taken = names.seen.get(key)
            if taken is None:
                statements = statements or statements_at(lines, line - 1)
                taken = _taken(imported, statements, file, names)
                if _stands_alone(key[0]):
                    names.seen[key] = taken
            module = names.resolve(imported, file, relative=taken.relative)
            if module is not None and module != importer:
                edges.append(ImportEdge(importer, module, number, taken.names, when, guarded))
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


def _taken(imported: str, statements: Sequence[Statement], file: SourceFile, names: ModuleNames) -> _Taken:
    """What the statements of one line have to do with the edge to `imported`."""
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
    return _Taken(tuple(taken), relative)


def _stands_alone(line: bytes) -> bool:
    """Whether the import on `line` ends there and names its module in full."""
    return b"(" not in line and b"\\" not in line and not line.lstrip().startswith(b"from .")


class _Tags:
    """The tags of one file's lines; the file is parsed only when the lines alone do not tell."""

    def __init__(self, source: bytes, lines: Sequence[bytes]) -> None:
        self._source = source
        self._lines = lines
        # whether the source mentions TYPE_CHECKING, once that matters
        self._typing: bool | None = None
        self._exact: dict[int, Tag] | None = None
        # the last line that was asked for, its indentation and tag
        self._last: tuple[int, int, Tag] | None = None

    def at(self, line: int) -> Tag:
        """The tag of the import on `line` (from 1); lines are asked for in ascending order."""
        text = self._lines[line - 1]
        if text.startswith((b"from", b"import")):
            return PLAIN
        if self._exact is None:
            try:
                return self._read(line)
            except Unsure:
                if b"\n" in self._lines[-1]:
                    self._lines = self._source.split(b"\n")
                    return self.at(line)
                self._exact = exact_tags(self._source) or {}
        return self._exact.get(line) or guess_tag(self._lines, line - 1)

    def _read(self, line: int) -> Tag:
        """Read the tag, or see that the line is in the same block as the last one."""
        text = self._lines[line - 1]
        indent = len(text) - len(text.lstrip(b" "))
        if self._last is not None and self._last[1] == indent:
            between = self._lines[self._last[0] : line - 1]
            if text[indent : indent + 4] in (b"from", b"impo") and not any(
                other[:indent].strip() for other in between
            ):
                return self._last[2]
        if self._typing is None:
            self._typing = b"TYPE_CHECKING" in self._source
        tag = read_tag(self._lines, line - 1, typing=self._typing)
        self._last = line, indent, tag
        return tag


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
