"""Chains: sequences of takes from a consumer down to the definition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from graphkit.model.problems import FilesSeen, Problem


class ChainLink(NamedTuple):
    """One step of a chain: `importer` takes `name` from `imported` at `file:line`."""

    importer: str
    imported: str
    file: str
    line: int
    name: str


class Chain(NamedTuple):
    """`modules` from the consumer to the definition; `imports` are the steps between them."""

    modules: tuple[str, ...]
    imports: tuple[ChainLink, ...]


class Cuts(NamedTuple):
    """Which consumers depend on the facade alone, which bypass it, which do both."""

    # modules that every chain of at least one consumer passes, with those consumers; sorted
    dominated: tuple[tuple[str, tuple[str, ...]], ...]
    facade_only: tuple[str, ...]
    bypassing: tuple[str, ...]
    both: tuple[str, ...]
    # a smallest set of modules whose removal leaves no chain
    minimum_cut: tuple[str, ...]


@dataclass(frozen=True)
class Chains:
    """Chains to the target: an exact count and a bounded listing, shortest first."""

    target: str
    via: str
    origin: str
    # "symbol" or "module"
    level: str
    # exact; with cycles, over the condensation
    count: int
    listed: int
    truncated: bool
    chains: tuple[Chain, ...]
    # cycles that were merged to count: the modules of each
    condensed: tuple[tuple[str, ...], ...]
    cuts: Cuts | None
    problems: tuple[Problem, ...]
    files: FilesSeen
