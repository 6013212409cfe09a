"""A quick look at a repository's text: whether it may use the target at all, and what it imports."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from graphkit.model.problems import Problem
from graphkit.model.tree import SourceTree

_IMPORTS = re.compile(
    rb"^[^\S\n]*[\"']?(?:from[ \t]+([A-Za-z_\x80-\xff][\w\x80-\xff]*)[\w.\x80-\xff]*[ \t]+import\b"
    rb"|import[ \t]+([\w.\x80-\xff][^\n#;\\]*))",
    re.MULTILINE,
)
_STAR = re.compile(rb"from[ \t]+([\w.\x80-\xff]+)[ \t]+import[ \t\\\r\n]*\*")


class Wanted(NamedTuple):
    """What makes a repository worth reading."""

    # identifiers under which the target is held
    names: tuple[str, ...]
    # modules that hold it: a star import takes it without a name, `getattr` may compute one
    modules: tuple[str, ...]


class Glance(NamedTuple):
    """What the text of a repository tells without being parsed."""

    mentioned: bool
    files: int
    # bytes
    size: int
    # first components of the modules that its import statements name
    imports: tuple[str, ...]


def glance(texts: Iterable[tuple[str, bytes]], wanted: Wanted) -> Glance:
    """Search `texts` (path and content) for what is wanted, and collect what they import.

    Mentioned is what takes the target by some name, in some file, where a module that holds it is named in
    some file, or has a file: no import can do without. Cost: some 90 MB a second.
    """
    tops = {module.partition(".")[0] for module in wanted.modules}
    lasts = {module.rpartition(".")[2] for module in wanted.modules}
    takes, reaches, lies = _either(wanted.names), _either(lasts), _either(tops)
    modules = {module.encode() for module in wanted.modules}
    taken = named = False
    files, size = 0, 0
    imports: set[bytes] = set()
    for path, raw in texts:
        files += 1
        size += len(raw)
        if b"import" in raw:
            imports |= imported(raw)
        named = named or lies(raw) or not tops.isdisjoint(path.replace(".", "/").split("/"))
        taken = (
            taken
            or takes(raw)
            or (b"*" in raw and not modules.isdisjoint(_STAR.findall(raw)))
            or (b"getattr" in raw and reaches(raw))
        )
    found = tuple(sorted(top.decode("utf-8", "replace") for top in imports))
    return Glance(taken and named, files, size, found)


def _either(words: Iterable[str]) -> Callable[[bytes], bool]:
    """Whether a text holds one of the words as a whole identifier."""
    spelled = sorted(word.encode() for word in words)
    whole = re.compile(rb"(?<![\w\x80-\xff])(?:%b)(?![\w\x80-\xff])" % b"|".join(map(re.escape, spelled)))

    def holds(raw: bytes) -> bool:
        # the plain search is several times as fast, and mostly finds nothing
        return any(word in raw for word in spelled) and whole.search(raw) is not None

    return holds


def imported(raw: bytes) -> set[bytes]:
    r"""Return the first components of the modules that import statements name, relative ones left out.

    >>> sorted(imported(b"import os.path, re as r\nfrom .a import b\nif x:\n    from c.d import e"))
    [b'c', b'os', b're']
    """
    found = set()
    for top, several in _IMPORTS.findall(raw):
        if top:
            found.add(top)
        for part in several.split(b",") if several else ():
            words = part.split()
            if words and words[0][:1] != b".":
                found.add(words[0].partition(b".")[0])
    return found


def tree_texts(tree: SourceTree, problems: list[Problem]) -> Iterable[tuple[str, bytes]]:
    """Yield path and bytes of every file of the tree; one that cannot be read is a problem."""
    for file in tree.files:
        try:
            with open(f"{tree.base}/{file.path}", "rb") as handle:
                yield file.path, handle.read()
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            problems.append(Problem(file.path, 0, f"cannot be read: {reason}", "check its permissions"))
