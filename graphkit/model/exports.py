"""A graph as other tools read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from graphkit.model.problems import FilesSeen, Problem

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
class Export:
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
