"""Read a directory that commands wrote into."""

from __future__ import annotations

import os
from pathlib import Path

from graphkit.errors import BadUsage
from graphkit.model.gallery import NOTEBOOKS, OutputFile
from graphkit.model.problems import Problem

_TEXTS = {
    ".csv",
    ".cyjs",
    ".dot",
    ".gexf",
    ".graphml",
    ".gv",
    ".html",
    ".json",
    ".md",
    ".mermaid",
    ".mmd",
    ".svg",
    ".txt",
}
_PICTURES = {".png"}
# a page of the whole of a large tree; the head is enough to know it by
_HEAD = 4096
_WHOLE = {".json", ".svg"}


def read_output(directory: str, without: str = "") -> tuple[tuple[OutputFile, ...], tuple[Problem, ...]]:
    """Return the files in `directory` of kinds that graphkit writes, sorted by name, and what was unreadable.

    Its `notebooks` are looked at too, no other directories. Only JSON and SVG are read to the end. `without`:
    a file that is left out. Hidden files and README.md are no results.

    Raises BadUsage when there is no such directory or nothing in it.
    """
    if not os.path.isdir(directory):
        raise BadUsage(f"{directory!r} is no directory; give the one that graphkit wrote into")
    found: list[OutputFile] = []
    problems: list[Problem] = []
    skipped = os.path.realpath(without) if without else ""
    top = Path(directory)
    for path in sorted([*top.iterdir(), *top.glob(f"{NOTEBOOKS}/*.html")]):
        kind = path.suffix.lower()
        known = kind in _TEXTS | _PICTURES and not path.name.startswith(".") and path.name != "README.md"
        if not known or not path.is_file() or os.path.realpath(path) == skipped:
            continue
        try:
            name = path.relative_to(top).as_posix()
            found.append(OutputFile(name, path.stat().st_size, _text(path, kind)))
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            problems.append(Problem(path.name, 0, why, "it is not on the page"))
    if not found:
        raise BadUsage(f"{directory!r} holds nothing that graphkit writes; run a command with -o first")
    return tuple(found), tuple(problems)


def _text(path: Path, kind: str) -> str:
    if kind not in _TEXTS:
        return ""
    with path.open("rb") as handle:
        return handle.read(-1 if kind in _WHOLE else _HEAD).decode("utf-8", "replace")
