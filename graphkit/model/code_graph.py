"""The modules of a tree and the imports between them, to look things up in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

from graphkit.errors import UnknownModule
from graphkit.model.imports import BlastRadius, ImportEdge, ImportGraph
from graphkit.model.problems import FilesSeen, Problem
from graphkit.model.shown import Shown, frame_of, network_of
from graphkit.model.tree import SourceFile


@dataclass(frozen=True)
class CodeModule(Shown):
    """One module: its file, what it imports, who imports it, and what is downstream of it."""

    name: str
    file: str
    # "source", "stub" or "notebook"
    kind: str
    is_test: bool
    # this module → others, in the order of the lines
    imports: tuple[ImportEdge, ...]
    # others → this module, sorted
    importers: tuple[ImportEdge, ...]
    radius: BlastRadius

    def to_pandas(self) -> Any:
        """Return the imports of and by the module as a `pandas.DataFrame`, a row for each statement.

        Columns:
          importer (string): the module that imports
          imported (string): the module that is imported
          line (int64): of the statement, in the importer's file
          names (string): as written, ", " between them; "" for `import module`
          when (string): import_time, call_time or type_checking
          guarded (bool): inside `try` with a handler for ImportError

        Raises MissingExtra without pandas.

        >>> import graphkit
        >>> graph = graphkit.graph(roots=[graphkit.SAMPLE])
        >>> frame = graph["netra_backend.app.websocket_core.websocket_manager_factory"].to_pandas()
        >>> sorted(frame.when.unique())
        ['import_time']
        """
        return frame_of(self)


class _Places(NamedTuple):
    """Everything that is looked up by a module's name."""

    files: Mapping[str, SourceFile]
    radii: Mapping[str, BlastRadius]
    imports: Mapping[str, tuple[ImportEdge, ...]]
    importers: Mapping[str, tuple[ImportEdge, ...]]


@dataclass(frozen=True)
class CodeGraph(Shown, Mapping[str, CodeModule]):
    """Every module of a tree: a mapping from its name to a `CodeModule`, in the order of the names.

    `graph["pkg.mod"]` takes the same time in a tree of any size; the first look-up builds the index.
    """

    imports: ImportGraph
    # one for each module, in the order of the names
    sources: tuple[SourceFile, ...]
    # one for each module, largest first
    radii: tuple[BlastRadius, ...]
    problems: tuple[Problem, ...]
    files: FilesSeen

    def __getitem__(self, name: str) -> CodeModule:
        """Return one module. Raises UnknownModule, a KeyError that names the nearest ones."""
        file = self._places.files.get(name)
        if file is None:
            from difflib import get_close_matches

            raise UnknownModule(str(name), tuple(get_close_matches(str(name), self.imports.modules, 3)))
        return CodeModule(
            name,
            file.path,
            file.kind,
            file.is_test,
            self._places.imports.get(name, ()),
            self._places.importers.get(name, ()),
            self._places.radii[name],
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self.imports.modules)

    def __len__(self) -> int:
        return len(self.imports.modules)

    def __contains__(self, name: object) -> bool:
        return name in self._places.files

    def _ipython_key_completions_(self) -> list[str]:
        """Return what can stand in the brackets."""
        return list(self.imports.modules)

    @cached_property
    def _places(self) -> _Places:
        imports: dict[str, list[ImportEdge]] = {}
        importers: dict[str, list[ImportEdge]] = {}
        for edge in self.imports.edges:
            imports.setdefault(edge.importer, []).append(edge)
            importers.setdefault(edge.imported, []).append(edge)
        return _Places(
            MappingProxyType({file.module: file for file in self.sources}),
            MappingProxyType({radius.module: radius for radius in self.radii}),
            MappingProxyType(
                {name: tuple(sorted(found, key=lambda edge: edge.line)) for name, found in imports.items()}
            ),
            MappingProxyType({name: tuple(sorted(found)) for name, found in importers.items()}),
        )

    def to_pandas(self) -> Any:
        """Return the modules as a `pandas.DataFrame`, a row for each, in the order of the names.

        Columns:
          module (string): its name
          file (string): its path below the root
          kind (string): source, stub or notebook
          is_test (bool): whether it is among the tests
          imports (int64): import statements in it that reach modules of the tree
          importers (int64): import statements elsewhere that reach it
          direct (int64): modules that import it
          transitive (int64): modules downstream of it
          import_time (int64): of these, those that run it when they are imported
          production (int64): of these, those that are no tests
          tests (int64): of these, those that are

        Raises MissingExtra without pandas.

        >>> import graphkit
        >>> frame = graphkit.graph(roots=[graphkit.SAMPLE]).to_pandas()
        >>> frame.nlargest(1, "transitive").file.item()
        'netra_backend/app/events/types.py'
        """
        return frame_of(self)

    def to_networkx(self) -> Any:
        """Return modules and imports as a `networkx.MultiDiGraph`; edges run importer → imported.

        Nodes are names of modules, with file, kind, is_test, direct, transitive, import_time, production,
        tests (see `to_pandas`) and label. There is an edge for each import statement, with file, line, names,
        when, guarded.

        >>> import graphkit
        >>> network = graphkit.graph(roots=[graphkit.SAMPLE]).to_networkx()
        >>> network.nodes["netra_backend.app.config"]["file"]
        'netra_backend/app/config.py'
        """
        return network_of(self)
