"""What the patterns of text detectors match: one search of the tree's files for all of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from graphkit.extract.file_digests import read_bytes
from graphkit.extract.mentions import LEAST_SHARE
from graphkit.extract.patterns import Matcher, compile_patterns
from graphkit.extract.shares import shared
from graphkit.extract.source_text import unreadable
from graphkit.extract.text_patterns import Text, TextPattern
from graphkit.model.config import Detector
from graphkit.model.matches import Matches
from graphkit.model.problems import Problem
from graphkit.model.tree import SourceFile, SourceTree

# what makes a regular expression look unlike the text it matches
_UNLIKE = frozenset("\\*+?[]{}()|^$")


class _Found(NamedTuple):
    """What the search of some files gave."""

    # for each detector, in order
    matches: list[list[Matches]]
    problems: list[Problem]


def search_detectors(
    tree: SourceTree,
    detectors: Sequence[Detector],
    progress: Callable[[str, int, int], None],
    *,
    jobs: int = 0,
) -> tuple[tuple[tuple[Matches, ...], ...], tuple[Problem, ...]]:
    """Return, for each detector, the files that it looks at and that pass its gate, by path; and problems.

    Every `.py` file of the tree is read once for all detectors, and searched as text, comments and strings
    included. A file that is not UTF-8 is a problem and passes no gate.

    Cost: reading the tree, and Python's `re` on the files that hold the plain words of a gate. A
    regular expression that backtracks without end is not stopped.
    """
    looks = [_Look(detector) for detector in detectors]
    process = os.getpid()

    def search(share: Sequence[SourceFile]) -> _Found:
        found = _Found([[] for _ in looks], [])
        for done, file in enumerate(share):
            if not done % 256 and os.getpid() == process:
                progress("detecting", done, len(share))
            try:
                text = Text(read_bytes(f"{tree.base}/{file.path}"))
                for look, matches in zip(looks, found.matches, strict=True):
                    matches.extend(look.at(file.path, text))
            except OSError as error:
                found.problems.append(unreadable(file, error))
            except UnicodeDecodeError as error:
                found.problems.append(_not_text(file.path, error))
        return found

    files = [file for file in tree.files if file.path.endswith(".py")]
    # every second file: neighbours are alike, and a share of files that pass a gate would take longer
    turned = [*files[::2], *files[1::2]]
    shares = shared(search, turned, _Found, least=LEAST_SHARE, jobs=jobs) if looks else []
    matches = tuple(
        tuple(sorted(row for share in shares for row in share.matches[place])) for place in range(len(looks))
    )
    return matches, tuple(sorted(problem for share in shares for problem in share.problems))


def _not_text(path: str, error: UnicodeDecodeError) -> Problem:
    line = error.object.count(b"\n", 0, error.start) + 1
    what = f"byte 0x{error.object[error.start]:02x} is not utf-8: no detector looks at the file"
    return Problem(path, line, what, "save it as UTF-8")


class _Look:
    """One detector, compiled."""

    def __init__(self, detector: Detector) -> None:
        self._wanted = compile_patterns(detector.files)
        self._left_out = compile_patterns(detector.skip) if detector.skip else None
        self._gate = [TextPattern(regex) for regex in detector.gate]
        self._patterns = [TextPattern(pattern.regex) for pattern in detector.patterns]
        self._by_line = detector.unit == "line"
        self._spelled = [
            regex.encode()
            for pattern in detector.patterns
            if _UNLIKE.intersection(regex := pattern.regex.removeprefix("(?i)"))
        ]

    def at(self, path: str, text: Text) -> Iterator[Matches]:
        """Yield what the file matches, when it is one to look at and passes the gate."""
        if not all(pattern.may_match(text) for pattern in self._gate if pattern.words or not self._by_line):
            return
        if not _meant(self._wanted, path) or (self._left_out and _meant(self._left_out, path)):
            return
        counts = self._count_lines(text) if self._by_line else self._count_file(text)
        if counts is not None:
            yield Matches(path, counts, any(counts) and any(regex in text.raw for regex in self._spelled))

    def _count_file(self, text: Text) -> tuple[int, ...] | None:
        if self._gate or self._patterns:
            # whatever matches, a file that is no text is not looked at
            text.read()
        if not all(pattern.matches(text) for pattern in self._gate):
            return None
        return tuple(int(pattern.matches(text)) for pattern in self._patterns)

    def _count_lines(self, text: Text) -> tuple[int, ...] | None:
        gate = list(self._gate)
        lines: Iterable[str] = ()
        # the lines that hold a plain word are found without going through all
        quick = next((pattern for pattern in gate if pattern.finds_lines(text)), None)
        if quick is not None:
            gate.remove(quick)
            lines = quick.lines(text)
        else:
            lines = text.read().split("\n")
        passing = [line for line in lines if all(pattern.matches_line(line) for pattern in gate)]
        if self._gate and not passing:
            return None
        return tuple(sum(map(pattern.matches_line, passing)) for pattern in self._patterns)


def _meant(matcher: Matcher, path: str) -> bool:
    """Whether a pattern means the file, or a directory above it."""
    parts = path.split("/")
    if matcher(path, parts[-1], False):
        return True
    return any(matcher("/".join(parts[:end]), parts[end - 1], True) for end in range(1, len(parts)))
