"""The source tree: which file is which module."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple


class SourceFile(NamedTuple):
    """One file of Python code and the module it is."""

    # relative to the tree's base, with "/"
    path: str
    # unique in the tree; for a file that nothing can import, a name made from its path
    module: str
    # "source" (.py), "stub" (.pyi that stands alone) or "notebook" (.ipynb)
    kind: str = "source"
    # `__init__` of a regular package
    is_package: bool = False
    # can be imported by `module`; false for notebooks, shadowed files, names that are no identifiers
    importable: bool = True
    is_test: bool = False
    # dotted name of the file's own directory when that has no `__init__`: run as a script or collected by
    # pytest, the file may import its neighbours by their bare names; "" at a root, None in a package
    siblings: str | None = None


class Skipped(NamedTuple):
    """A file or directory that was left out, and why."""

    path: str
    reason: str


@dataclass(frozen=True)
class SourceTree:
    """All files under the roots, sorted by path; one entry per file."""

    # absolute; what `SourceFile.path` is relative to (the root, or the roots' common parent)
    base: str
    # absolute
    roots: tuple[str, ...]
    files: tuple[SourceFile, ...]
    # directories with Python code somewhere below and no `__init__`, as dotted names
    namespaces: frozenset[str]
    skipped: tuple[Skipped, ...] = ()

    @cached_property
    def modules(self) -> Mapping[str, SourceFile]:
        """Module name → file, for every file."""
        return MappingProxyType({file.module: file for file in self.files})

    @cached_property
    def by_path(self) -> Mapping[str, SourceFile]:
        """Path → file, for every file."""
        return MappingProxyType({file.path: file for file in self.files})

    @cached_property
    def top_level(self) -> frozenset[str]:
        """First components of everything importable."""
        names = {file.module.partition(".")[0] for file in self.files if file.importable}
        return frozenset(names | {name.partition(".")[0] for name in self.namespaces})

    def is_module(self, name: str) -> bool:
        """Whether `import name` finds something in the tree (a namespace package counts)."""
        file = self.modules.get(name)
        return (file is not None and file.importable) or name in self.namespaces
