"""The questions that graphkit and its peers can both be asked, and how each one's answer is read."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from tests.benchmarks.processes import Contender, program

Answer = frozenset[tuple[object, ...]]
Read = Callable[[str, Path], Answer]


class Question(NamedTuple):
    """One thing to find out: of graphkit by `words`, of others by the makers in `peers`.

    `answer` are the words whose JSON is compared, `read` makes rows of it.
    """

    name: str
    rows: str
    words: tuple[str, ...]
    answer: tuple[str, ...]
    read: Read
    peers: tuple[Peer, ...]


class Peer(NamedTuple):
    """A tool: its distribution, how it is started on a root and a target, what it cannot answer."""

    name: str
    distribution: str
    command: Callable[[Path, str], tuple[str, ...]]
    read: Read
    lacks: str
    # the root is where it runs
    inside: bool = False


def words(
    question: Question, root: Path, target: str, cache: Path, *, answer: bool = False
) -> tuple[str, ...]:
    """The command line of graphkit."""
    asked = [target if word == "TARGET" else word for word in (question.answer if answer else question.words)]
    where = ("--root", str(root), "--cache-dir", str(cache), "--quiet", "--format", "json")
    return (sys.executable, "-m", "graphkit", *asked, *where)


def contender(peer: Peer, root: Path, target: str) -> Contender | str:
    """How the peer is started, or why it cannot be."""
    if importlib.util.find_spec(peer.distribution) is None and program(peer.distribution) is None:
        return f"not installed (pip install {peer.distribution})"
    return Contender(peer.name, peer.command(root, target), directory=root if peer.inside else None)


def version(distribution: str) -> str:
    """The installed version."""
    return importlib.metadata.version(distribution)


def _ours(peer: str) -> Callable[[Path, str], tuple[str, ...]]:
    def command(root: Path, target: str) -> tuple[str, ...]:
        asked = (target,) if peer in ("jedi", "rope") else ()
        return (sys.executable, "-m", "tests.benchmarks.peer_answers", peer, str(root), *asked)

    return command


def _pyright(root: Path, target: str) -> tuple[str, ...]:
    server = program("pyright-langserver") or "pyright-langserver"
    return (sys.executable, "-m", "tests.benchmarks.lsp", str(root), target, "--", server, "--stdio")


def _rows(printed: str, root: Path) -> Answer:
    return frozenset(tuple(row) for row in json.loads(printed))


def _files(printed: str, root: Path) -> Answer:
    """File → files that it imports, as ruff and tach print it, by modules' names; not what imports itself."""
    edges: dict[str, list[str]] = json.loads(printed)
    pairs = ((_module(one, root), _module(other, root)) for one in edges for other in edges[one])
    return frozenset(pair for pair in pairs if pair[0] != pair[1])


def _module(file: str, root: Path) -> str:
    path = Path(file)
    path = path.relative_to(root) if path.is_absolute() else path
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def _edges(printed: str, root: Path) -> Answer:
    document: Any = json.loads(printed)
    return frozenset((edge["importer"], edge["imported"]) for edge in document["edges"])


def _places(printed: str, root: Path) -> Answer:
    """Definitions, uses and what re-exports, by file and line."""
    document: Any = json.loads(printed)
    found = {
        (row["file"], row["line"])
        for part in ("definitions", "reexports", "exports")
        for row in document[part]
    }
    found |= {(row["file"], use["line"]) for row in document["consumers"] for use in row["uses"]}
    return frozenset(found)


def _bindings(printed: str, root: Path) -> Answer:
    document: Any = json.loads(printed)
    return frozenset(
        (module, name, origin)
        for module, names in document["bindings"].items()
        for name, origins in names.items()
        for origin in origins
    )


_NO_SYMBOLS = "which symbol a consumer takes, by which chain; when and under which guard an import runs"
_NO_GRAPH = "chains through a facade, blast radius, what breaks if it goes, which file next; patch strings"

QUESTIONS = (
    Question(
        "Who imports whom, and how many modules are downstream of each",
        "imports between two modules",
        ("blast",),
        ("export",),
        _edges,
        (
            Peer("grimp", "grimp", _ours("grimp"), _rows, f"{_NO_SYMBOLS}; files without `__init__`"),
            Peer(
                "ruff analyze graph",
                "ruff",
                lambda root, target: (program("ruff") or "ruff", "analyze", "graph", "--preview", "."),
                _files,
                f"{_NO_SYMBOLS}; lines; what is downstream",
                inside=True,
            ),
            Peer(
                "tach map",
                "tach",
                lambda root, target: (program("tach") or "tach", "map"),
                _files,
                f"{_NO_SYMBOLS}; lines; what is downstream",
                inside=True,
            ),
        ),
    ),
    Question(
        "Every place that refers to one symbol",
        "places (file and line)",
        ("trace", "TARGET"),
        ("trace", "TARGET"),
        _places,
        (
            Peer("pyright", "pyright", _pyright, _rows, _NO_GRAPH),
            Peer("jedi", "jedi", _ours("jedi"), _rows, f"{_NO_GRAPH}; users of a renamed re-export"),
            Peer("rope", "rope", _ours("rope"), _rows, f"{_NO_GRAPH}; users of a renamed re-export"),
        ),
    ),
    Question(
        "Where every imported function and class is defined",
        "names bound to another module's function or class",
        ("bindings",),
        ("bindings",),
        _bindings,
        (
            Peer(
                "griffe",
                "griffe",
                _ours("griffe"),
                _rows,
                "which names exist at run time (counts those for type checkers); lazy tables; who uses them",
            ),
        ),
    ),
)
