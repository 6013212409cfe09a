"""Which files hold a word: a search of the tree's bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from graphkit.extract.file_digests import read_bytes
from graphkit.model.problems import Problem
from graphkit.model.tree import SourceTree

_STAR = re.compile(rb"import[ \t\\\r\n]*\*")


class Mentions:
    """Searches every file of a tree; what cannot be read is a problem, once.

    Cost: reading the tree's bytes for each call, a few hundred MB a second; memory of one file.
    """

    def __init__(self, tree: SourceTree, progress: Callable[[str, int, int], None]) -> None:
        self._tree = tree
        self._progress = progress
        self._known: dict[str, tuple[str, ...]] = {}
        self._stars: tuple[str, ...] | None = None
        self.problems: tuple[Problem, ...] = ()

    def of(self, words: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """Word → the modules whose file holds it as a part of its text, sorted."""
        wanted = sorted(set(words))
        fresh = [word for word in wanted if word not in self._known]
        if fresh:
            self._search(fresh)
        return {word: self._known[word] for word in wanted}

    def star_importers(self) -> tuple[str, ...]:
        """The modules whose file holds a star import, sorted."""
        if self._stars is None:
            self._search([])
        return self._stars or ()

    def _search(self, words: list[str]) -> None:
        needles = [(word, word.encode()) for word in words]
        found: dict[str, list[str]] = {word: [] for word in words}
        stars: list[str] | None = [] if self._stars is None else None
        problems = []
        base, files = f"{self._tree.base}/", self._tree.files
        for done, file in enumerate(files):
            if not done % 256:
                self._progress("searching", done, len(files))
            try:
                raw = read_bytes(base + file.path)
            except OSError as error:
                hint = "check its permissions"
                problems.append(Problem(file.path, 0, f"cannot be read: {error.strerror}", hint))
                continue
            for word, needle in needles:
                if needle in raw:
                    found[word].append(file.module)
            if stars is not None and b"*" in raw and _STAR.search(raw):
                stars.append(file.module)
        self._known.update({word: tuple(sorted(modules)) for word, modules in found.items()})
        if stars is not None:
            self._stars = tuple(sorted(stars))
            self.problems = tuple(problems)
