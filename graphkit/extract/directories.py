"""The walk over directories: which files and directories are read, which are left out and why."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from graphkit.extract.patterns import compile_patterns
from graphkit.model.problems import Problem
from graphkit.model.tree import Skipped

_NEVER = {
    "__pycache__": "cache of compiled files",
    "__pypackages__": "installed packages",
    "node_modules": "installed packages",
    "site-packages": "installed packages",
}
# what the top of an environment holds, whatever the directory's name
_ENVIRONMENT = {"pyvenv.cfg": "virtual environment", "conda-meta": "conda environment"}
_KINDS = (".py", ".pyi", ".ipynb")


@dataclass(slots=True)
class Directory:
    """One directory that was read."""

    # relative to the base, ending in "/" ("" for the base itself)
    path: str
    # place of its root in the list of roots
    rank: int
    parent: Directory | None = None
    is_test: bool = False
    # (file name, is it a test), for files of Python code only
    files: list[tuple[str, bool]] = field(default_factory=list)
    children: dict[str, Directory] = field(default_factory=dict)
    # a .py or .pyi here or below
    has_code: bool = False


class Walk:
    """Reads directories below the roots, each once, whatever links there are."""

    def __init__(
        self, base: str, roots: Sequence[str], *, exclude: Sequence[str], tests: Sequence[str]
    ) -> None:
        self.skipped: list[Skipped] = []
        self.problems: list[Problem] = []
        self._base = base
        self._prefix = len(base.rstrip("/")) + 1
        self._ranks = {root: rank for rank, root in enumerate(roots)}
        self._inner_roots = {root[self._prefix :] for root in roots if root != base}
        self._excluded = compile_patterns(exclude) if exclude else None
        self._tested = compile_patterns(tests) if tests else None
        # (device, inode) of what was read → where
        self._read: dict[tuple[int, int], str] = {}
        self._above = {_identity(above) for root in roots for above in _parents(root)}
        # links to directories wait until every real directory has been read
        self._links: list[tuple[str, Directory]] = []

    def read_root(self, root: str) -> Directory | None:
        """Read everything below `root`; None when it was reached from an earlier root already."""
        relative = root[self._prefix :]
        if _identity(root) in self._read:
            return None
        top = Directory(f"{relative}/" if relative else "", self._ranks[root])
        self._inherit_test(top)
        self._read_below(top)
        return top

    def read_links(self) -> None:
        """Read the directories that links lead to and nothing else did."""
        while self._links:
            links, self._links = sorted(self._links, key=lambda link: link[1].path + link[0]), []
            for name, parent in links:
                self._follow(name, parent)

    def _inherit_test(self, top: Directory) -> None:
        """A root inside the base may lie in a directory of tests."""
        parts = top.path.rstrip("/").split("/") if top.path else []
        for end in range(1, len(parts) + 1):
            if self._tested and self._tested("/".join(parts[:end]), parts[end - 1], True):
                top.is_test = True

    def _follow(self, name: str, parent: Directory) -> None:
        path = parent.path + name
        try:
            identity = _identity(os.path.join(self._base, path))
        except OSError as error:
            self._unreadable(path, error)
            return
        if identity in self._above:
            self.skipped.append(Skipped(path, "link to a directory above it"))
        elif identity in self._read:
            self.skipped.append(Skipped(path, f"link to {self._read[identity] or '.'}, read there"))
        else:
            self._read_below(self._enter(name, parent))

    def _read_below(self, top: Directory) -> None:
        stack = [top]
        while stack:
            directory = stack.pop()
            try:
                identity = _identity(os.path.join(self._base, directory.path))
                if identity in self._read:
                    continue
                with os.scandir(os.path.join(self._base, directory.path)) as scan:
                    entries = list(scan)
            except OSError as error:
                self._unreadable(directory.path.rstrip("/"), error)
                continue
            self._read[identity] = directory.path.rstrip("/")
            if directory.parent is not None and (reason := _environment(entries)):
                self.skipped.append(Skipped(directory.path.rstrip("/"), reason))
                continue
            stack += self._sort_entries(entries, directory)

    def _sort_entries(self, entries: list[os.DirEntry[str]], directory: Directory) -> list[Directory]:
        """Put the files of code into `directory`, return the directories to read next."""
        found: list[Directory] = []
        for entry in entries:
            name = entry.name
            if entry.is_dir(follow_symlinks=False):
                if self._wanted(name, directory):
                    found.append(self._enter(name, directory))
            elif name.endswith(_KINDS) and not (entry.is_symlink() and _leads_to(entry.is_dir)):
                self._take_file(entry, directory)
            elif entry.is_symlink() and _leads_to(entry.is_dir) and self._wanted(name, directory):
                self._links.append((name, directory))
        return found

    def _take_file(self, entry: os.DirEntry[str], directory: Directory) -> None:
        name = entry.name
        path = directory.path + name
        if name[0] == ".":
            self.skipped.append(Skipped(printable(path), "hidden"))
        elif self._odd(path) or self._is_excluded(path, name, False):
            return
        elif not _leads_to(entry.is_file):
            what, hint = "no file that can be read", "it is a pipe, a socket or a device: exclude it"
            if entry.is_symlink() and not os.path.exists(entry.path):
                what, hint = "link to nothing", "mend the link or remove it"
            self.problems.append(Problem(path, 0, what, hint))
        else:
            tested = directory.is_test or (self._tested is not None and self._tested(path, name, False))
            directory.files.append((name, tested))
            if not directory.has_code and not name.endswith(".ipynb"):
                _mark_code(directory)

    def _wanted(self, name: str, directory: Directory) -> bool:
        """Whether the directory `name` in `directory` is to be read; says why when it is not."""
        path = directory.path + name
        reason = "hidden" if name[0] == "." else _NEVER.get(name)
        if path in self._inner_roots:
            return False
        if reason:
            self.skipped.append(Skipped(printable(path), reason))
            return False
        return not self._odd(path) and not self._is_excluded(path, name, True)

    def _is_excluded(self, path: str, name: str, is_directory: bool) -> bool:
        if self._excluded is None or not self._excluded(path, name, is_directory):
            return False
        self.skipped.append(Skipped(path, "excluded"))
        return True

    def _odd(self, path: str) -> bool:
        """Whether `path` cannot be written as text, which no output could show."""
        if path.isascii() or (shown := printable(path)) == path:
            return False
        self.problems.append(Problem(shown, 0, "name that is not UTF-8", "rename it"))
        return True

    def _enter(self, name: str, parent: Directory) -> Directory:
        path = parent.path + name
        tested = parent.is_test or (self._tested is not None and self._tested(path, name, True))
        child = Directory(f"{path}/", parent.rank, parent, tested)
        parent.children[name] = child
        return child

    def _unreadable(self, path: str, error: OSError) -> None:
        what = f"directory that cannot be listed: {error.strerror}"
        self.problems.append(Problem(printable(path) or ".", 0, what, "check its permissions"))


def printable(path: str) -> str:
    """Return `path` with bytes that are not UTF-8 replaced."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _mark_code(directory: Directory | None) -> None:
    while directory is not None and not directory.has_code:
        directory.has_code = True
        directory = directory.parent


def _environment(entries: list[os.DirEntry[str]]) -> str | None:
    return next((_ENVIRONMENT[entry.name] for entry in entries if entry.name in _ENVIRONMENT), None)


def _identity(path: str) -> tuple[int, int]:
    status = os.stat(path)
    return status.st_dev, status.st_ino


def _parents(root: str) -> list[str]:
    """The directories that hold `root`, nearest first."""
    found = []
    while (above := os.path.dirname(root)) != root:
        found.append(above)
        root = above
    return found


def _leads_to(kind: Callable[[], bool]) -> bool:
    """Whether an entry is of a kind; a link that leads round in a circle is of none."""
    try:
        return kind()
    except OSError:
        return False
