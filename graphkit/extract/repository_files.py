"""Where a repository's importable code is, who owns it, and what tells one state of it from another."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from xxhash import xxh3_128_hexdigest

from graphkit.extract.archives import archive_names, is_archive
from graphkit.extract.source_tree import read_source_tree
from graphkit.model.problems import Problem
from graphkit.model.scan import Repository
from graphkit.model.tree import SourceTree

_SOURCES = ("src", "lib", "python")
_OWNERS = ("CODEOWNERS", ".github/CODEOWNERS", ".gitlab/CODEOWNERS", "docs/CODEOWNERS")


def repository_roots(directory: str, given: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the directories whose children are importable: those given, else those that look it.

    The repository itself, a `src` (`lib`, `python`) in it that is no package, and what a wheel installs
    beside its packages; the single directory of a source distribution stands for the repository.
    """
    if given:
        return tuple(os.path.normpath(os.path.join(directory, root)) for root in given)
    names = sorted(os.listdir(directory))
    if len(names) == 1 and _is_project(top := os.path.join(directory, names[0]), names[0]):
        directory = top
        names = sorted(os.listdir(directory))
    inner = [name for name in _SOURCES if name in names and _is_source(os.path.join(directory, name))]
    for name in names:
        parts = [os.path.join(name, part) for part in ("purelib", "platlib") if name.endswith(".data")]
        inner += [part for part in parts if os.path.isdir(os.path.join(directory, part))]
    return (directory, *(os.path.join(directory, name) for name in inner))


def repository_tree(repository: Repository, directory: str) -> tuple[SourceTree, tuple[Problem, ...], str]:
    """Walk the repository, unpacked or lying at `directory`: (tree, problems, path from there to its base).

    Raises RootNotFound and NoPythonFiles.
    """
    roots = repository_roots(directory, repository.roots)
    tree, problems = read_source_tree(roots, exclude=repository.exclude, tests=repository.tests)
    way = os.path.relpath(tree.base, os.path.abspath(directory)).replace(os.sep, "/")
    return tree, problems, "" if way == "." or is_archive(repository.path) else f"{way}/"


def holds_module(repository: Repository, module: str) -> bool:
    """Whether the repository has a file for `module`, in one of its roots. Raises BadArchive."""
    stem = module.replace(".", "/")
    wanted = [f"{stem}{end}" for end in (".py", "/__init__.py", ".pyi", "/__init__.pyi")]
    if not is_archive(repository.path):
        if not os.path.isdir(repository.path):
            return False
        roots = repository_roots(repository.path, repository.roots)
        return any(os.path.isfile(os.path.join(root, name)) for root in roots for name in wanted)
    names = archive_names(repository.path)
    return any(_strip(name) in wanted or name in wanted for name in names)


def repository_state(repository: Repository, tree: SourceTree | None) -> str:
    """Return a digest of what the repository looks like: it changes when a file of it may have.

    For an archive the archive's own size and time, for a directory those of every file of code. Cost: one
    `stat` a file. Raises OSError when it is not there.
    """
    looks = [repr(repository)]
    if tree is None:
        looks.append(_look(repository.path))
    else:
        looks += [f"{file.path} {_look(f'{tree.base}/{file.path}')}" for file in tree.files]
    return xxh3_128_hexdigest("\n".join(looks).encode("utf-8", "surrogateescape"))


def archive_size(repository: Repository) -> int:
    """Return the size of a repository that is an archive, 0 for others and for what is not there."""
    try:
        return os.path.getsize(repository.path) if is_archive(repository.path) else 0
    except OSError:
        return 0


def code_owner(directory: str) -> str:
    """Return who owns all of a repository by its CODEOWNERS file, "" when that tells nobody."""
    for name in _OWNERS:
        try:
            with open(os.path.join(directory, name), encoding="utf-8", errors="replace") as file:
                return _owner_of_all(file)
        except OSError:
            continue
    return ""


def shared_packages(tree: SourceTree) -> frozenset[str]:
    """Return the packages that say they are spread over several distributions, as by `extend_path`."""
    found = set()
    for file in tree.files:
        if not file.is_package or file.module.count(".") > 1:
            continue
        try:
            with open(f"{tree.base}/{file.path}", "rb") as handle:
                raw = handle.read(4096)
        except OSError:
            continue
        if b"extend_path" in raw or b"declare_namespace" in raw:
            found.add(file.module)
    return frozenset(found)


def _owner_of_all(lines: Iterable[str]) -> str:
    owner = ""
    for line in lines:
        words = line.partition("#")[0].split()
        # the last rule that matches counts
        if len(words) > 1 and words[0] in ("*", "/", "/**", "**"):
            owner = " ".join(words[1:])
    return owner


def _look(path: str) -> str:
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return "gone"
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ino}"


def _is_project(directory: str, name: str) -> bool:
    """Whether the only directory of an archive is a project, as `click-8.1`; a namespace package is none."""
    return os.path.isdir(directory) and not name.isidentifier()


def _is_source(directory: str) -> bool:
    """Whether modules lie in `directory` as in a root: it is no package, and holds one or a module."""
    if not os.path.isdir(directory) or os.path.exists(os.path.join(directory, "__init__.py")):
        return False
    if os.path.basename(directory) == "src":
        return True
    with os.scandir(directory) as entries:
        return any(
            entry.name.endswith(".py") or os.path.isfile(os.path.join(entry.path, "__init__.py"))
            for entry in entries
        )


def _strip(name: str) -> str:
    """A name as it is below its root: without a source distribution's top and `src`, or a wheel's data."""
    head, _, rest = name.partition("/")
    if head.endswith(".data"):
        return rest.partition("/")[2]
    inner, _, deeper = rest.partition("/")
    return deeper if inner in _SOURCES else rest
