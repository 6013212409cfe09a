"""Chains: sequences of takes from a consumer down to the definition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from graphkit.model.problems import FilesSeen, Problem
from graphkit.model.shown import Shown, frame_of, network_of


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
class Chains(Shown):
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

    def to_pandas(self) -> Any:
        """Return the listed chains as a `pandas.DataFrame`, a row for each, shortest first.

        Columns:
          consumer (string): the module it begins at
          definition (string): the module it ends at
          imports (int64): its length
          modules (object): tuple of all its modules, consumer first
          places (object): tuple of `file:line`, one for each import

        Raises MissingExtra without pandas.

        >>> import graphkit
        >>> found = graphkit.chains("websocket-factory", limit=200, roots=[graphkit.SAMPLE])
        >>> int(found.to_pandas().imports.max())
        4
        """
        return frame_of(self)

    def to_networkx(self) -> Any:
        """Return the listed chains as one `networkx.MultiDiGraph`; edges run importer → imported.

        Nodes are modules, with chains (how many listed ones pass it), consumer, definition (bool) and label.
        There is an edge for each statement, with file, line, name.

        >>> import graphkit
        >>> network = graphkit.chains("websocket-factory", roots=[graphkit.SAMPLE]).to_networkx()
        >>> [node for node, facts in network.nodes(data=True) if facts["definition"]]
        ['netra_backend.app.websocket_core.websocket_manager_factory']
        """
        return network_of(self)
