"""What an analysis of one symbol reads: facts, occurrences and mentions, each on demand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from graphkit.model.facts import ModuleFacts, Occurrences
from graphkit.model.tree import SourceTree


@dataclass(frozen=True)
class Sources:
    """A tree and three ways to ask about it; files are read when an answer needs them."""

    tree: SourceTree
    facts: Mapping[str, ModuleFacts]
    # (module, identifier) → what the module's file says about it
    occurrences: Callable[[str, str], Occurrences]
    # identifiers → for each, the modules whose text holds it, sorted
    mentions: Callable[[Iterable[str]], Mapping[str, tuple[str, ...]]]
    # modules whose text holds a star import, sorted
    star_importers: Callable[[], tuple[str, ...]]
