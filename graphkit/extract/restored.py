"""The facts of a tree as they would be if a symbol that is gone were still defined where it was."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace

from graphkit.extract.code_facts import CodeFacts
from graphkit.model.facts import Binding, ModuleFacts, Occurrences, Place, Value
from graphkit.model.imports import IMPORT_TIME
from graphkit.model.names import Symbol, parent
from graphkit.model.tree import SourceFile, SourceTree

_EMPTY = ModuleFacts(
    (), (), open_getattr=False, kept="", only_imports=False, future_annotations=False, errors=()
)


class RestoredFacts(Mapping[str, ModuleFacts]):
    """Module → facts, with one definition more; what still names it resolves to that.

    `tree` holds the symbol's module even when its file is gone.
    """

    def __init__(self, tree: SourceTree, facts: CodeFacts, symbol: Symbol) -> None:
        self._facts = facts
        self._symbol = symbol
        self._there = symbol.module in tree.modules
        self.tree = tree if self._there else _with_module(tree, symbol.module)

    def __getitem__(self, module: str) -> ModuleFacts:
        if module != self._symbol.module:
            return self._facts[module]
        facts = self._facts[module] if self._there else _EMPTY
        # at the end of the file: nothing else of this name comes after it
        place = Place(1, 0, sys.maxsize - 1, (), (), IMPORT_TIME, guarded_import=False, guarded=False)
        definition = Binding(self._symbol.name, "def", Value("def", "function"), place)
        return facts._replace(bindings=(*facts.bindings, definition)) if self._symbol.name else facts

    def __iter__(self) -> Iterator[str]:
        return iter(self.tree.modules)

    def __len__(self) -> int:
        return len(self.tree.modules)

    def occurrences(self, module: str, name: str) -> Occurrences:
        """What the module's file says about the identifier `name`; a file that is gone says nothing."""
        if module == self._symbol.module and not self._there:
            return Occurrences((), ())
        return self._facts.occurrences(module, name)


def _with_module(tree: SourceTree, module: str) -> SourceTree:
    file = SourceFile(f"{module.replace('.', '/')}.py", module)
    files = tuple(sorted((*tree.files, file), key=lambda file: file.path))
    above, namespaces = parent(module), set(tree.namespaces)
    while above and above not in tree.modules:
        namespaces.add(above)
        above = parent(above)
    return replace(tree, files=files, namespaces=frozenset(namespaces))
