"""Which files hold a word: a search of the tree's bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from graphkit.extract.file_digests import FileDigests, read_bytes
from graphkit.model.problems import Problem
from graphkit.model.tree import SourceFile, SourceTree

_STAR = re.compile(rb"from[ \t]*([.\w \t]+?)[ \t\\\r\n]*import[ \t\\\r\n]*\*")


class Mentions:
    """Searches every file of a tree; what cannot be read is a problem, once.

    Cost: reading the tree's bytes for each call, a few hundred MB a second; memory of one file.
    """

    def __init__(
        self, tree: SourceTree, digests: FileDigests, progress: Callable[[str, int, int], None]
    ) -> None:
        self._tree = tree
        self._digests = digests
        self._progress = progress
        self._known: dict[str, tuple[str, ...]] = {}
        self._stars: dict[str, tuple[str, ...]] | None = None
        self.problems: tuple[Problem, ...] = ()

    def of(self, words: Iterable[str], within: Iterable[str] | None = None) -> Mapping[str, tuple[str, ...]]:
        """Word → the modules whose file holds it as a part of its text, sorted.

        With `within`, only those modules are searched.
        """
        wanted = sorted(set(words))
        if within is not None:
            modules = self._tree.modules
            return self._search(wanted, [modules[module] for module in sorted(set(within))])
        fresh = [word for word in wanted if word not in self._known]
        if fresh:
            self._known.update(self._search(fresh, self._tree.files))
        return {word: self._known[word] for word in wanted}

    def star_imports(self) -> Mapping[str, tuple[str, ...]]:
        """Module → what it star-imports from, as written; modules without a star import are left out."""
        if self._stars is None:
            self._search([], self._tree.files)
        return self._stars or {}

    def _search(self, words: Sequence[str], files: Sequence[SourceFile]) -> dict[str, tuple[str, ...]]:
        needles = [(word.encode(), []) for word in words]  # type: list[tuple[bytes, list[str]]]
        first = self._stars is None and len(files) == len(self._tree.files)
        stars: dict[str, tuple[str, ...]] = {}
        problems = []
        base = f"{self._tree.base}/"
        for done, file in enumerate(files):
            if not done % 256:
                self._progress("searching", done, len(files))
            try:
                raw = read_bytes(base + file.path)
            except OSError as error:
                hint = "check its permissions"
                problems.append(Problem(file.path, 0, f"cannot be read: {error.strerror}", hint))
                continue
            for needle, found in needles:
                if needle in raw:
                    found.append(file.module)
            if first:
                self._digests.record(file.path, raw)
                if b"import *" in raw or b"*" in raw and _STAR.search(raw):
                    stars[file.module] = tuple(
                        sorted({match[1].decode().replace(" ", "").replace("\t", "") for match in _STAR.finditer(raw)})
                    )
        if first:
            self._stars = stars
            self.problems = tuple(problems)
        return {word: tuple(sorted(found)) for word, (_, found) in zip(words, needles, strict=True)}
