"""Drawings: what is to be drawn, before any format, and a drawing that was made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from graphkit.model.problems import FilesSeen, Problem
from graphkit.model.shown import Shown

CONSUMERS = "consumers"
CHAINS = "chains"
WAVES = "waves"
BLAST = "blast"
PACKAGES = "packages"
CYCLES = "cycles"
DIFF = "diff"
# what can be drawn; the first is the default
VIEWS = (CONSUMERS, CHAINS, WAVES, BLAST, PACKAGES, CYCLES, DIFF)

# states of nodes
DEFINITION = "definition"
FACADE = "facade"
SHIM = "shim"
PRODUCTION = "production consumer"
TEST = "test consumer"
SCRIPT = "script or notebook"
POSSIBLE = "possible"
DANGLING = "dangling"
FOCUS = "focus"
MODULE = "module"
TEST_MODULE = "test module"
PACKAGE = "package"
TEST_PACKAGE = "test package"
CYCLE = "cycle"
ADDED = "added"
REMOVED = "removed"
MOVED = "moved"
UNCHANGED = "unchanged"

# looks of edges, besides the `when` of an import
POSSIBLE_TAKE = "possible"
CUT = "cut"
WAITS = "waits"
TAKES = "takes"
EDGE_ADDED = "edge added"
EDGE_REMOVED = "edge removed"
EDGE_UNCHANGED = "edge unchanged"


class Budget(NamedTuple):
    """How much a drawing may hold and still be read, and laid out in seconds."""

    nodes: int = 60
    edges: int = 150


class Node(NamedTuple):
    """A module, or several drawn as one; `title` is shown large, `details` small below it."""

    key: str
    title: str
    details: tuple[str, ...]
    # one of the states above
    state: str
    # package or wave it is drawn inside, "" for none
    cluster: str
    # the modules it stands for, sorted
    members: tuple[str, ...] = ()
    # where a click leads, "" for nowhere
    url: str = ""
    # keeps its place and is not shown
    hidden: bool = False


class Edge(NamedTuple):
    """Node `taker` takes from, or imports, node `giver`."""

    taker: str
    giver: str
    label: str
    # a `when`, or one of the looks above
    look: str
    guarded: bool
    statements: int
    # see `Node.hidden`
    hidden: bool = False


@dataclass(frozen=True)
class Diagram:
    """What to draw: nodes and edges sorted, and the words around them."""

    title: str
    subtitle: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    caption: tuple[str, ...]
    # for the legend: states and edge looks that occur, in the order of the palette
    states: tuple[str, ...] = ()
    looks: tuple[str, ...] = ()
    guarded: bool = False
    # what stands before the title
    heading: str = "Who takes"
    # clusters that are columns, from left to right
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Drawing(Shown):
    """A drawing, where it was saved, and the words that go with it."""

    target: str
    # the file it was written to
    path: str
    # "svg", "png", "dot" or "mmd"
    format: str
    content: str | bytes
    # what is shown and what is left out
    caption: tuple[str, ...]
    problems: tuple[Problem, ...]
    files: FilesSeen
    # one of VIEWS
    view: str = CONSUMERS
    # how many are drawn
    nodes: int = 0
    edges: int = 0
