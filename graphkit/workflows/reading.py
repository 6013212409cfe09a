"""The first step of every workflow: which tree is meant, and what is in it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypedDict, Unpack

from graphkit.extract.cache import Cache, open_cache
from graphkit.extract.config import load_config
from graphkit.extract.source_tree import default_roots, read_source_tree
from graphkit.model.config import Config
from graphkit.model.problems import FilesSeen, Problem
from graphkit.model.tree import SourceTree

if TYPE_CHECKING:
    from graphkit.analysis.sources import Sources
    from graphkit.extract.code_facts import CodeFacts
    from graphkit.extract.file_digests import FileDigests
    from graphkit.extract.mentions import Mentions
    from graphkit.model.imports import ImportGraph

# (what is being done, how many are done, of how many)
Progress = Callable[[str, int, int], None]


def no_progress(what: str, done: int, total: int) -> None:
    """Tell nobody."""


class Options(TypedDict, total=False):
    """What every workflow can be told about the tree it works on."""

    # directories whose children are importable; default: the configuration's, else the current directory
    roots: Sequence[str]
    # a configuration file; default: searched from the first root, or the current directory, upward
    config: str | None
    # patterns on top of the configuration's
    exclude: Sequence[str]
    # patterns instead of the configuration's
    tests: Sequence[str]
    # False: neither read nor write the cache
    cache: bool
    cache_dir: str | None
    progress: Progress
    # processes that read and parse, at most; 0, the default: one for each processor
    jobs: int


@dataclass(frozen=True)
class Reading:
    """A tree that was found, and what was read of it so far: several questions read each file once."""

    tree: SourceTree
    config: Config
    cache: Cache
    problems: tuple[Problem, ...]
    progress: Progress = no_progress
    # see `Options`
    jobs: int = 0

    @cached_property
    def digests(self) -> FileDigests:
        """The content of each file, by name."""
        from graphkit.extract.file_digests import FileDigests

        return FileDigests(self.cache, self.tree)

    @cached_property
    def facts(self) -> CodeFacts:
        """What each file says, read when first asked for."""
        from graphkit.extract.code_facts import CodeFacts

        return CodeFacts(self.tree, self.cache, self.jobs)

    @cached_property
    def search(self) -> Mentions:
        """Which files hold a word."""
        from graphkit.extract.mentions import Mentions

        return Mentions(self.tree, self.digests, self.progress, self.jobs)

    @cached_property
    def imports(self) -> tuple[ImportGraph, tuple[Problem, ...], FilesSeen]:
        """The module graph, what could not be read for it, and how much was."""
        from graphkit.extract.import_graph import scan_import_graph

        return scan_import_graph(self.tree, self.cache, self.progress, jobs=self.jobs)

    @property
    def sources(self) -> Sources:
        """What the analyses read from."""
        from graphkit.analysis.sources import Sources

        facts, search = self.facts, self.search
        return Sources(
            tree=self.tree,
            facts=facts,
            occurrences=facts.occurrences,
            mentions=search.of,
            computed_getattrs=search.computed_getattrs,
            star_imports=search.star_imports,
            ahead=lambda modules, names: facts.preload(modules, self.digests, names),
        )


def open_reading(**options: Unpack[Options]) -> Reading:
    """Find the configuration and the tree; no file of the tree is opened.

    With neither `roots` nor configured ones, the current directory is the root, and `src` in it is a
    second one when all packages lie there.

    Raises BadConfig, RootNotFound and NoPythonFiles.
    """
    roots = tuple(options.get("roots") or ())
    config = load_config(options.get("config"), roots[0] if roots else os.curdir)
    tree, problems = read_source_tree(
        roots or config.roots or default_roots(os.curdir),
        exclude=(*config.exclude, *options.get("exclude", ())),
        tests=options.get("tests", config.tests),
    )
    cache = open_cache(options.get("cache_dir")) if options.get("cache", True) else Cache()
    progress = options.get("progress", no_progress)
    return Reading(tree, config, cache, problems, progress, options.get("jobs", 0))
