"""Configuration, as read from `[tool.graphkit]` or `graphkit.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

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
