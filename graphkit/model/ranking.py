"""Which module moves when, and what each would hit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from graphkit.model.imports import BlastRadius
from graphkit.model.problems import FilesSeen, Problem


class RankedModule(NamedTuple):
    """One module's place in the migration order; wave 1 moves first."""

    rank: int
    wave: int
    module: str
    file: str
    # "consumer", "facade" or "definition"
    role: str
    # number of certain and possible uses
    uses: int
    # blast radius of the module in the module graph
    direct: int
    transitive: int
    production: int
    tests: int
    # modules that take the symbol from this one and so must go before it; sorted
    waits_for: tuple[str, ...]
    # how many modules are waiting for this one
    unblocks: int
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Ranking:
    """The migration order of a target's consumers, facades and definition."""

    target: str
    modules: tuple[RankedModule, ...]
    problems: tuple[Problem, ...]
    files: FilesSeen


@dataclass(frozen=True)
class Blast:
    """The blast radius of modules, largest first then by name."""

    modules: tuple[BlastRadius, ...]
    edges: int
    problems: tuple[Problem, ...]
    files: FilesSeen
