"""Naming: which module a file is, as CPython's import system would find it with the roots on its path."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from keyword import iskeyword

from graphkit.extract.directories import Directory
from graphkit.model.tree import Skipped, SourceFile

_KINDS = {"py": "source", "pyi": "stub", "ipynb": "notebook"}


def name_modules(
    tops: Sequence[Directory],
) -> tuple[tuple[SourceFile, ...], frozenset[str], tuple[Skipped, ...]]:
    """Return (files sorted by path, namespaces, stubs left out for their source) below the roots `tops`.

    For one name in one directory a package with `__init__.py` goes before `name.py`, and that before a
    directory without `__init__.py`; the latter are merged over all roots, and anything else in a later
    root goes before them. Of two equals the first root's wins. The losers keep a name made from their path.
    """
    naming = _Naming()
    naming.name_package("", list(tops))
    return naming.result()


class _Naming:
    def __init__(self) -> None:
        self._files: list[SourceFile] = []
        # files that nothing can import, to be named once all others are
        self._odd: list[SourceFile] = []
        self._modules: set[str] = set()
        self._namespaces: set[str] = set()
        self._skipped: list[Skipped] = []

    def result(self) -> tuple[tuple[SourceFile, ...], frozenset[str], tuple[Skipped, ...]]:
        for file in sorted(self._odd):
            module = next(name for name in _invented(file) if name not in self._modules)
            self._add(file._replace(module=module))
        return tuple(sorted(self._files)), frozenset(self._namespaces), tuple(self._skipped)

    def name_package(self, package: str, portions: list[Directory]) -> None:
        """Name what is in `portions`, the directories that together are importable as `package`."""
        prefix = f"{package}." if package else ""
        taken: dict[str, Directory | None] = {}
        spaces: dict[str, list[Directory]] = {}
        for portion in portions:
            siblings = None if package and _inits(portion) else package
            self._name_files(portion, prefix, siblings, taken)
            for name, child in portion.children.items():
                if _is_no_name(name):
                    self._name_unimportable(child)
                elif _is_regular(child):
                    if taken.setdefault(name, child) is not child:
                        self._name_unimportable(child)
                else:
                    spaces.setdefault(name, []).append(child)
        for name, child_ in taken.items():
            if child_ is not None:
                self.name_package(prefix + name, [child_])
        for name, directories in spaces.items():
            if name in taken:
                for directory in directories:
                    self._name_unimportable(directory)
                continue
            if any(directory.has_code and not _inits(directory) for directory in directories):
                self._namespaces.add(prefix + name)
            self.name_package(prefix + name, directories)

    def _name_files(
        self, portion: Directory, prefix: str, siblings: str | None, taken: dict[str, Directory | None]
    ) -> None:
        for name, kind, tested in self._without_stubs(portion):
            stem = name.rpartition(".")[0]
            path = portion.path + name
            if stem == "__init__" and prefix and prefix[:-1] not in self._modules and kind != "notebook":
                self._add(SourceFile(path, prefix[:-1], kind, True, True, tested, siblings))
            elif kind == "notebook" or stem in taken or not _is_free(stem, portion):
                self._odd.append(SourceFile(path, "", kind, False, False, tested, siblings))
            else:
                taken[stem] = None
                self._add(SourceFile(path, prefix + stem, kind, False, True, tested, siblings))

    def _name_unimportable(self, directory: Directory) -> None:
        """Collect a directory's files when no import statement can reach them."""
        siblings = None if _inits(directory) else directory.path.rstrip("/").replace("/", ".")
        for name, kind, tested in self._without_stubs(directory):
            is_package = name in ("__init__.py", "__init__.pyi")
            path = directory.path + name
            self._odd.append(SourceFile(path, "", kind, is_package, False, tested, siblings))
        for child in directory.children.values():
            self._name_unimportable(child)

    def _without_stubs(self, directory: Directory) -> Iterator[tuple[str, str, bool]]:
        """(name, kind, is it a test) of each file, but for stubs that stand beside their source."""
        names = {name for name, _ in directory.files}
        for name, tested in sorted(directory.files):
            if name.endswith(".pyi") and name[:-1] in names:
                self._skipped.append(Skipped(directory.path + name, f"stub of {name[:-1]}, which is read"))
            else:
                yield name, _KINDS[name.rpartition(".")[2]], tested

    def _add(self, file: SourceFile) -> None:
        self._modules.add(file.module)
        self._files.append(file)


def _is_no_name(name: str) -> bool:
    return not name.isidentifier() or iskeyword(name)


def _is_free(stem: str, portion: Directory) -> bool:
    """Whether `import stem` can find a file of that name in `portion`."""
    return stem != "__init__" and not _is_no_name(stem) and not _is_regular(portion.children.get(stem))


def _inits(directory: Directory) -> bool:
    return any(name in ("__init__.py", "__init__.pyi") for name, _ in directory.files)


def _is_regular(directory: Directory | None) -> bool:
    return directory is not None and any(name == "__init__.py" for name, _ in directory.files)


def _invented(file: SourceFile) -> Iterator[str]:
    """Names for a file that nothing can import, the most readable first and the last one always free."""
    stem = file.path.rpartition(".")[0]
    if file.is_package:
        stem = stem.removesuffix("/__init__")
    yield stem.replace("/", ".")
    yield file.path.replace("/", ".")
    yield f"./{file.path}"
