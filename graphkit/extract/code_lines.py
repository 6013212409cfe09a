"""Read single lines of the tree's files, to show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graphkit.extract.source_text import read_source
from graphkit.model.page import CodeLine
from graphkit.model.tree import SourceTree

# characters; what is longer was written by a machine
LONGEST = 240


def read_code_lines(
    tree: SourceTree, wanted: Mapping[str, Iterable[int]], around: int = 0
) -> tuple[CodeLine, ...]:
    """Return the lines `wanted` of each file, and `around` further ones before and after each; sorted.

    What is not in the tree, or beyond a file's end, is left out; a line longer than LONGEST is cut and
    ends in "…". One reading a file.
    """
    found = []
    for path, lines in sorted(wanted.items()):
        file = tree.by_path.get(path)
        if file is None:
            continue
        text = read_source(tree.base, file)
        source = text.source.decode("utf-8", "replace").split("\n")
        numbers = text.line_map or range(1, len(source) + 1)
        by_line = dict(zip(numbers, source, strict=False))
        near = {line + step for line in lines for step in range(-around, around + 1)}
        found += [CodeLine(path, line, _cut(by_line[line])) for line in sorted(near) if line in by_line]
    return tuple(found)


def _cut(line: str) -> str:
    shown = line.rstrip("\r").expandtabs(4)
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"
