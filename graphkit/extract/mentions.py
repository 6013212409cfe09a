"""Which files hold a word: a search of the tree's bytes."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from graphkit.extract.file_digests import FileDigests, content_digest, read_bytes
from graphkit.extract.searched import Searched
from graphkit.extract.shares import shared
from graphkit.extract.source_text import decode_source, unreadable
from graphkit.model.problems import Problem
from graphkit.model.tree import SourceFile, SourceTree

# `getattr` with anything but a literal for a name: the first word of its object, and what follows that
_COMPUTED = re.compile(rb"\bgetattr\s*\(\s*(\w*)[^,()]*(?:\(|,\s*[^'\"\s])")
# how a text gets hold of a module as an object; `from WORD import name` does not give one
_REACHED = (
    rb"\bimport\b[^\n#]*\b(?:WORD)\b|\bimport\s*\([^)]*\b(?:WORD)\b"
    rb"|(?:import_module|__import__|modules|=|getattr|\bin)[^\n]*\b(?:WORD)\b(?!\s+import\b)"
)
# what continues an identifier; letters beyond ASCII are all taken for such
_IDENTIFIER = frozenset(
    bytes((code,)) for code in range(256) if code >= 0x80 or chr(code).isalnum() or code == ord("_")
)
# another name for a word: by an import, or by an assignment
_RENAMED = rb"\b(?:WORD)[ \t]+as\b|=[ \t]*(?:\w+\.)*(?:WORD)[ \t]*(?:#.*)?\r?$"
_WORDS = re.compile(rb"[A-Za-z0-9_\x80-\xff]+")
# from so many words on, taking a text apart once costs less than a search for each
MANY_WORDS = 50
_STAR = re.compile(rb"import[ \t\\\r\n]*\*")
_STAR_FROM = re.compile(rb"from[ \t]*([.\w\x80-\xff \t]+?)[ \t\\\r\n]*import[ \t\\\r\n]*\*")
# files of a share of a search: so many take some 20 ms
LEAST_SHARE = 400


class _Found(NamedTuple):
    """What the search of some files gave."""

    # for each word, in order
    modules: list[list[str]]
    stars: dict[str, tuple[str, ...]]
    problems: list[Problem]
    # path → digest of its content, where that was worked out; those that were read without trouble
    digests: dict[str, bytes]
    sound: list[str]
    # bytes read, and files that could not be
    size: int
    unreadable: int


class Mentions:
    """Searches every file of a tree; what cannot be read is a problem, once.

    Cost: reading the tree's bytes for each call, a few hundred MB a second; memory of one file. With a cache,
    contents that were searched for the same word before are not read again.
    """

    def __init__(
        self,
        tree: SourceTree,
        digests: FileDigests,
        progress: Callable[[str, int, int], None],
        jobs: int = 0,
    ) -> None:
        self._tree = tree
        self._digests = digests
        self._progress = progress
        self._jobs = jobs
        self._searched = Searched(digests.cache, tree.base)
        # the children that share a search draw no bar
        self._process = os.getpid()
        self._known: dict[str, tuple[str, ...]] = {}
        self._stars: dict[str, tuple[str, ...]] | None = None
        self.problems: tuple[Problem, ...] = ()
        # files that could not be read at all, and the bytes of the others
        self.unreadable = 0
        self.size = 0

    def of(self, words: Iterable[str], within: Iterable[str] | None = None) -> Mapping[str, tuple[str, ...]]:
        """Word → the modules whose file holds it as a whole identifier, sorted.

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

    def computed_getattrs(self, words: Iterable[str], within: Iterable[str]) -> tuple[str, ...]:
        """Those of the modules `within` whose text may take a computed name from a module, sorted.

        `words` are the last components of the modules that matter.
        """
        reached = _either(_REACHED, words)
        return tuple(
            module for module, raw in self._texts(within) if reached.search(raw) and _may_compute(raw)
        )

    def renaming(self, words: Iterable[str], within: Iterable[str]) -> tuple[str, ...]:
        """Those of the modules `within` whose text seems to give one of `words` another name, sorted."""
        renamed = _either(_RENAMED, words)
        return tuple(module for module, raw in self._texts(within) if renamed.search(raw))

    def _texts(self, modules: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Each module with its bytes, sorted; what cannot be read is left out: the search has told of it."""
        for module in sorted(set(modules)):
            try:
                raw = read_bytes(f"{self._tree.base}/{self._tree.modules[module].path}")
            except OSError:
                continue
            yield module, raw

    def star_imports(self) -> Mapping[str, tuple[str, ...]]:
        """Module → what it star-imports from, as written; modules without a star import are left out."""
        if self._stars is None:
            self._search([], self._tree.files)
        return self._stars or {}

    def _search(self, words: Sequence[str], files: Sequence[SourceFile]) -> dict[str, tuple[str, ...]]:
        first = self._stars is None and len(files) == len(self._tree.files)
        found: dict[str, list[str]] = {word: [] for word in words}
        stars: dict[str, tuple[str, ...]] = {}
        problems: list[Problem] = []
        remembers = self._digests.keeps and len(words) < MANY_WORDS
        unknown = self._recall(found, stars, files, first=first) if remembers else files
        learned = False

        def search(share: Sequence[SourceFile]) -> _Found:
            return self._search_share([word.encode() for word in words], share, first=first)

        for share in shared(search, unknown, _Found, least=LEAST_SHARE, jobs=self._jobs):
            for word, modules in zip(words, share.modules, strict=True):
                found[word] += modules
            stars.update(share.stars)
            problems += share.problems
            if first:
                self.size += share.size
                self.unreadable += share.unreadable
            for path, digest in share.digests.items():
                self._digests.keep(path, digest)
            if remembers and share.sound:
                self._remember(words, share, first=first)
                learned = True
        if learned:
            contents = map(self._digests.known, (file.path for file in self._tree.files))
            present = frozenset(filter(None, contents))
            self._searched.keep(words, present, stars=first)
        if first:
            self._stars = stars
            self.problems = tuple(problems)
        return {word: tuple(sorted(modules)) for word, modules in found.items()}

    def _recall(
        self,
        found: dict[str, list[str]],
        stars: dict[str, tuple[str, ...]],
        files: Sequence[SourceFile],
        *,
        first: bool,
    ) -> list[SourceFile]:
        """Fill in what earlier runs found in contents that are the same, and return the other files."""
        words = [(self._searched.word(word), modules) for word, modules in found.items()]
        known_stars = self._searched.stars() if first else {}
        unknown = []
        for file in files:
            digest = self._digests.known(file.path)
            if (
                digest is None
                # the same bytes say something else in a notebook
                or file.kind == "notebook"
                or (first and digest not in known_stars)
                or not all(digest in known for known, _ in words)
            ):
                unknown.append(file)
                continue
            for known, modules in words:
                if known[digest]:
                    modules.append(file.module)
            if first:
                self.size += self._digests.size(file.path)
                if known_stars[digest]:
                    stars[file.module] = known_stars[digest]
        return unknown

    def _remember(self, words: Sequence[str], share: _Found, *, first: bool) -> None:
        files = self._tree.by_path
        known = [(self._digests.known(path), files[path].module) for path in share.sound]
        contents = [(digest, module) for digest, module in known if digest is not None]
        for word, holding in zip(words, map(frozenset, share.modules), strict=True):
            self._searched.word(word).update((digest, module in holding) for digest, module in contents)
        if first:
            sources = ((digest, share.stars.get(module, ())) for digest, module in contents)
            self._searched.stars().update(sources)

    def _search_share(self, needles: Sequence[bytes], files: Sequence[SourceFile], *, first: bool) -> _Found:
        modules: list[list[str]] = [[] for _ in needles]
        stars: dict[str, tuple[str, ...]] = {}
        problems: list[Problem] = []
        digests: dict[str, bytes] = {}
        sound: list[str] = []
        size = missing = 0
        base, keeps = f"{self._tree.base}/", first and self._digests.keeps
        for done, file in enumerate(files):
            if not done % 256 and os.getpid() == self._process:
                self._progress("searching", done, len(files))
            try:
                raw = read_bytes(base + file.path)
            except OSError as error:
                problems.append(unreadable(file, error))
                missing += 1
                continue
            if keeps:
                digests[file.path] = content_digest(raw)
            size += len(raw)
            text, told = raw, False
            if not raw.isascii() or b"\0" in raw:
                decoded = decode_source(file, raw)
                # what is searched is what will be parsed; a notebook is JSON, in UTF-8
                text = raw if file.kind == "notebook" else decoded.source
                problems += decoded.problems if first else ()
                told = bool(decoded.problems)
            words = frozenset(_WORDS.findall(text)) if len(needles) >= MANY_WORDS else None
            for needle, found in zip(needles, modules, strict=True):
                if _holds(text, needle) if words is None else needle in words:
                    found.append(file.module)
            if first and _STAR.search(text):
                sources = {b"".join(match[1].split()).decode() for match in _STAR_FROM.finditer(text)}
                stars[file.module] = tuple(sorted(sources))
            if not told and file.kind != "notebook":
                sound.append(file.path)
        return _Found(modules, stars, problems, digests, sound, size, missing)


def _either(pattern: bytes, words: Iterable[str]) -> re.Pattern[bytes]:
    """Return the pattern with any of the words for WORD."""
    either = b"|".join(re.escape(word.encode()) for word in sorted(set(words)))
    return re.compile(pattern.replace(b"WORD", either), re.MULTILINE)


def _holds(raw: bytes, word: bytes) -> bool:
    """Whether `word` stands in `raw` as a whole identifier, in code or in text."""
    start = raw.find(word)
    while start >= 0:
        end = start + len(word)
        if raw[start - 1 : start] not in _IDENTIFIER and raw[end : end + 1] not in _IDENTIFIER:
            return True
        start = raw.find(word, end)
    return False


def _may_compute(raw: bytes) -> bool:
    """Whether the text may call `getattr` with a computed name on what may be a module.

    A name may be one when the text imports it, or assigns it something that is no call and no literal, or
    what an import function gives.
    """
    for word in {match[1] for match in _COMPUTED.finditer(raw)}:
        if not word or word in (b"importlib", b"sys", b"__import__", b"import_module"):
            return True
        if word in (b"self", b"cls"):
            continue
        bound = (
            rb"\bimport\b[^\n#]*\b%b\b|\bimport\s*\([^)]*\b%b\b|\b(?:as|for)\s+%b\b"
            rb"|\b%b\s*(?::[^=\n]*)?:?=(?!=)\s*(?:[\w.]+\s*$|[^\n]*(?:import|modules|\bif\b))" % ((word,) * 4)
        )
        if re.search(bound, raw, re.MULTILINE):
            return True
    return False
