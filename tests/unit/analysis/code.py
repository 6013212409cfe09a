"""Trees of source texts held in memory, for the tests of what resolves names."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Mapping

from graphkit.analysis.holders import find_holders
from graphkit.analysis.resolution import Resolver
from graphkit.analysis.sources import Sources
from graphkit.analysis.use_sites import Question
from graphkit.extract.module_facts import module_facts, occurrences, parse
from graphkit.model.facts import Occurrences
from graphkit.model.names import Symbol
from graphkit.model.tree import SourceFile, SourceTree

MAKE = Symbol("pkg.a", "make")
DEFINING = {"pkg/__init__.py": "", "pkg/a.py": "def make(): ...\ndef other(): ...\n"}


def tree_of(paths: Iterable[str]) -> SourceTree:
    """The tree of some paths: a directory with an `__init__.py` is a package, others are namespaces."""
    paths = sorted(paths)
    packages = {path.rpartition("/")[0] for path in paths if path.rpartition("/")[2] == "__init__.py"}
    directories = {path[: match.start()] for path in paths for match in re.finditer("/", path)}
    return SourceTree(
        base="/tree",
        roots=("/tree",),
        files=tuple(_file(path, packages) for path in paths),
        namespaces=frozenset(name.replace("/", ".") for name in directories - packages),
    )


def _file(path: str, packages: set[str]) -> SourceFile:
    stem = path.removesuffix(".py")
    directory = path.rpartition("/")[0]
    return SourceFile(
        path=path,
        module=stem.removesuffix("/__init__").replace("/", "."),
        is_package=stem.endswith("/__init__"),
        is_test=path.startswith("tests/"),
        siblings=None if directory in packages else directory.replace("/", "."),
    )


class Code:
    """Texts by path, `pkg` and `pkg.a` (which defines `make` and `other`) added where they are not given."""

    def __init__(self, files: Mapping[str, str]) -> None:
        texts = {path: textwrap.dedent(text).encode() for path, text in {**DEFINING, **files}.items()}
        self.tree = tree_of(texts)
        self.parsed = {file.module: parse(texts[file.path]) for file in self.tree.files}
        self.facts = {module: module_facts(parsed) for module, parsed in self.parsed.items()}
        self.sources = Sources(
            self.tree, self.facts, self.occurrences, self.mentions, self.computed_getattrs, self.star_imports
        )

    def occurrences(self, module: str, name: str) -> Occurrences:
        return occurrences(self.parsed[module], name)

    def mentions(
        self, words: Iterable[str], within: Iterable[str] | None = None
    ) -> Mapping[str, tuple[str, ...]]:
        modules = sorted(self.parsed if within is None else within)
        return {
            word: tuple(module for module in modules if word.encode() in self.parsed[module].source)
            for word in words
        }

    def computed_getattrs(self, words: Iterable[str], within: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(module for module in within if b"getattr" in self.parsed[module].source))

    def star_imports(self) -> Mapping[str, tuple[str, ...]]:
        found = {}
        for module, facts in self.facts.items():
            raws = tuple(sorted({b.value.module for b in facts.bindings if b.kind == "star"}))
            if raws:
                found[module] = raws
        return found

    def resolver(self, *, runtime: bool = False, stop: Iterable[Symbol] = ()) -> Resolver:
        return Resolver(self.tree, self.facts, runtime=runtime, stop=frozenset(stop))

    def question(self, target: Symbol = MAKE) -> Question:
        targets = frozenset({target})
        resolver = self.resolver(stop=targets)
        return Question(self.sources, resolver, find_holders(self.sources, resolver, targets), targets)
