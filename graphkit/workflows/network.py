"""A result as networkx's graph."""

from __future__ import annotations

from typing import Any

from graphkit.analysis.result_graphs import Graphic, result_network


def network(result: Graphic) -> Any:
    """Return the graph of `result` as a `networkx.MultiDiGraph`; edges run importer → imported."""
    return result_network(result)
