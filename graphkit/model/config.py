"""Configuration, as read from `[tool.graphkit]` or `graphkit.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from graphkit.model.edits import Rewrite

DEFAULT_TESTS = ("tests", "**/tests", "test", "**/test", "**/test_*.py", "**/*_test.py", "**/conftest.py")


@dataclass(frozen=True)
class GoldenPath:
    """An end-to-end journey that must keep working: where it enters and what tests it."""

    name: str
    entry_points: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()


@dataclass(frozen=True)
class Deprecation:
    """A named deprecation: what goes, through which facades it is offered, what replaces it."""

    name: str
    target: str
    facades: tuple[str, ...] = ()
    replacement: str = ""
    golden_paths: tuple[GoldenPath, ...] = ()
    # other symbols that go with the target
    also: tuple[str, ...] = ()
    rewrites: tuple[Rewrite, ...] = ()
    # glob patterns of files whose possible uses a person has looked at: they hold nothing up
    signed_off: tuple[str, ...] = ()


class Pattern(NamedTuple):
    """A regular expression of a detector, as Python's `re` reads it; `(?i)` before it for any case."""

    # "" when it was given without one: no count can be asked of it
    name: str
    regex: str


# what a detector can count beside its own patterns, all in files: those that pass the gate, by what they
# match, and those that match more than one pattern (of all, of the deprecated ones, of the current ones)
FILE_COUNTS = (
    "files", "deprecated", "mixed", "compliant", "neither",
    "several", "several_deprecated", "several_current",
)  # fmt: skip


@dataclass(frozen=True)
class Detector:
    """A text-pattern detector: which files it looks at, what it looks for, what it counts."""

    name: str
    # gitignore-like patterns of the files it looks at, and of those that it leaves out
    files: tuple[str, ...] = ("*.py",)
    skip: tuple[str, ...] = ()
    # regular expressions that all have to match: in the file, or in the line with the unit "line"
    gate: tuple[str, ...] = ()
    # "file": the text is searched as a whole, a pattern counts once a file; "line": each line by itself
    unit: str = "file"
    deprecated: tuple[Pattern, ...] = ()
    current: tuple[Pattern, ...] = ()
    # counts: the sum of `violations`, and `part` ÷ `whole` as the percentage. Each is one of FILE_COUNTS, or
    # the name of a pattern: in how many files, or lines with the unit "line", it matches
    violations: tuple[str, ...] = ("deprecated", "mixed")
    part: tuple[str, ...] = ("compliant",)
    whole: tuple[str, ...] = ("files",)

    @property
    def patterns(self) -> tuple[Pattern, ...]:
        """The deprecated patterns, then the current ones."""
        return self.deprecated + self.current


@dataclass(frozen=True)
class Config:
    """What a run reads and how it names things; every field has a usable default."""

    # the file it came from, "" for the defaults
    path: str = ""
    # absolute
    roots: tuple[str, ...] = ()
    # glob patterns on paths relative to the base, gitignore style
    exclude: tuple[str, ...] = ()
    tests: tuple[str, ...] = DEFAULT_TESTS
    deprecations: Mapping[str, Deprecation] = field(default_factory=lambda: MappingProxyType({}))
    detectors: tuple[Detector, ...] = ()
