"""Which files of Python code are under the roots, and which module each of them is."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from graphkit.errors import NoPythonFiles, RootNotFound
from graphkit.extract.directories import Directory, Walk
from graphkit.extract.module_names import name_modules
from graphkit.model.config import DEFAULT_TESTS
from graphkit.model.problems import Problem
from graphkit.model.tree import SourceTree


def read_source_tree(
    roots: Sequence[str], *, exclude: Sequence[str] = (), tests: Sequence[str] = DEFAULT_TESTS
) -> tuple[SourceTree, tuple[Problem, ...]]:
    """Walk `roots` (directories whose children are importable) and name every file.

    `exclude` and `tests` are gitignore-like patterns on paths relative to the base. Files are only listed,
    not opened; about 10 µs a file. Hidden files and directories, virtual environments, caches and installed
    packages are left out and said in `skipped`; a directory that cannot be listed is a problem.
    Links to directories are followed, each directory is read once.

    The name of a module is what CPython would import with the roots on `sys.path` in that order. With
    one root inside another, a file is named by the innermost.

    Raises RootNotFound and NoPythonFiles.
    """
    absolute = _absolute(roots)
    base = absolute[0] if len(absolute) == 1 else os.path.commonpath(absolute)
    walk = Walk(base, absolute, exclude=exclude, tests=tests)
    tops = [top for root in absolute if (top := walk.read_root(root)) is not None]
    walk.read_links()
    if not any(directory.files for top in tops for directory in _below(top)):
        raise NoPythonFiles(tuple(roots))
    tops.sort(key=lambda top: top.rank)
    files, namespaces, shadowed = name_modules(tops)
    tree = SourceTree(base, absolute, files, namespaces, tuple(sorted({*walk.skipped, *shadowed})))
    return tree, tuple(sorted(walk.problems))


def _absolute(roots: Sequence[str]) -> tuple[str, ...]:
    for root in roots:
        if not os.path.isdir(root):
            raise RootNotFound(root)
    return tuple(dict.fromkeys(os.path.abspath(root) for root in roots))


def _below(top: Directory) -> Iterator[Directory]:
    yield top
    for child in top.children.values():
        yield from _below(child)


def default_roots(directory: str) -> tuple[str, ...]:
    """Return the roots for a project in `directory` that names none.

    `directory` itself, and its `src` when packages lie there and none but tests at the top.
    """
    source = os.path.join(directory, "src")
    top = set(_packages(directory)) - {"test", "tests"}
    if top or not os.path.isdir(source) or not _packages(source):
        return (directory,)
    return (directory, source)


def _packages(directory: str) -> list[str]:
    with os.scandir(directory) as entries:
        return [entry.name for entry in entries if os.path.isfile(os.path.join(entry.path, "__init__.py"))]
