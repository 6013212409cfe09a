"""A graph as other tools read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from graphkit.model.problems import FilesSeen, Problem
from graphkit.model.shown import Shown, frame_of, network_of

# (name, value), in the order of the columns
Attributes = tuple[tuple[str, str | int | bool], ...]


class ExportNode(NamedTuple):
    """A module, or a binding `pkg.mod:name`; all nodes of a graph have the same attributes."""

    name: str
    attributes: Attributes


class ExportEdge(NamedTuple):
    """One statement: `importer` takes from, or imports, `imported`."""

    importer: str
    imported: str
    attributes: Attributes


class ExportGraph(NamedTuple):
    """Nodes and edges, both sorted; several statements between two nodes are several edges."""

    nodes: tuple[ExportNode, ...]
    edges: tuple[ExportEdge, ...]


@dataclass(frozen=True)
class Export(Shown):
    """A graph and its document in one format."""

    # "" for all modules of the roots
    target: str
    # "graphml", "gexf", "cytoscape", "csv" or "json"
    format: str
    graph: ExportGraph
    # "" for "json": the graph itself is the document
    content: str
    problems: tuple[Problem, ...]
    files: FilesSeen

    def to_pandas(self) -> Any:
        """Return the edges as a `pandas.DataFrame`, a row for each statement, sorted.

        Columns are importer and imported (string), then the attributes of the edges: file (string),
        line (int64), how or names (string), when (string), guarded (bool).

        Raises MissingExtra without pandas.

        >>> import graphkit
        >>> graphkit.export("websocket-factory", roots=[graphkit.SAMPLE]).to_pandas().columns.tolist()
        ['importer', 'imported', 'file', 'line', 'how', 'when', 'guarded']
        """
        return frame_of(self)

    def to_networkx(self) -> Any:
        """Return the graph as a `networkx.MultiDiGraph`; edges run importer → imported.

        Nodes and edges have the attributes of the export; every node has a label too.

        >>> import graphkit
        >>> graphkit.export(roots=[graphkit.SAMPLE]).to_networkx().is_directed()
        True
        """
        return network_of(self)
