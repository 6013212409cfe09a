"""What an analysis of one symbol reads: facts, occurrences and mentions, each on demand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from graphkit.model.facts import ModuleFacts, Occurrences
from graphkit.model.tree import SourceTree


class Search(Protocol):
    """Finds words in the text of the tree's files, or of some of them."""

    def __call__(
        self, words: Iterable[str], within: Iterable[str] | None = None
    ) -> Mapping[str, tuple[str, ...]]:
        """Word → the modules whose text holds it, sorted."""
        ...


@dataclass(frozen=True)
class Sources:
    """A tree and three ways to ask about it; files are read when an answer needs them."""

    tree: SourceTree
    facts: Mapping[str, ModuleFacts]
    # (module, identifier) → what the module's file says about it
    occurrences: Callable[[str, str], Occurrences]
    mentions: Search
    # (last components of modules, modules) → those of the latter whose text may take a computed name
    # from one of the former (`getattr`), sorted
    computed_getattrs: Callable[[Iterable[str], Iterable[str]], tuple[str, ...]]
    # module → the modules it star-imports from, as written
    star_imports: Callable[[], Mapping[str, tuple[str, ...]]]
    # (modules, identifiers): told that the facts of many modules, and what those say about the identifiers,
    # are going to be asked for
    ahead: Callable[[Iterable[str], Sequence[str]], None] = lambda modules, names: None
