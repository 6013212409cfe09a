"""Which tests concern a deprecation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

from graphkit.model.problems import FilesSeen, Problem
from graphkit.model.shown import Shown, frame_of

BINDS = "binds"
PATCHES = "patches"


class SuiteModule(NamedTuple):
    """A module that holds tests, as pytest collects them."""

    module: str
    file: str
    # the `conftest` modules that pytest imports before it, nearest first
    conftests: tuple[str, ...] = ()


class SuitePart(NamedTuple):
    """A function or class of one file in which pytest sees a meaning, with its lines, decorators counted."""

    # "test", "fixture" or "class" (of tests)
    kind: str
    # behind the file's path in an id (`TestA::test_b`); of a fixture the name that tests ask for
    name: str
    first: int
    last: int
    # the arguments and `usefixtures`: fixtures that it asks for by name
    asks: tuple[str, ...] = ()
    # of a fixture: goes with every test of its class, or of the file, unasked
    autouse: bool = False
    # the class around it, "" at module level
    owner: str = ""


@dataclass(frozen=True)
class Suite:
    """The test modules of a tree, and what pytest imports beside what they import themselves."""

    # sorted by name
    modules: tuple[SuiteModule, ...]
    # (module, module that it names in `pytest_plugins`); sorted
    plugins: tuple[tuple[str, str], ...] = ()

    @cached_property
    def by_name(self) -> Mapping[str, SuiteModule]:
        """Module name → test module."""
        return MappingProxyType({row.module: row for row in self.modules})


class SymbolTest(NamedTuple):
    """A module among the tests that names the deprecated symbol itself."""

    module: str
    file: str
    # "binds" (validates the old behaviour) or "patches" (puts a stand-in in its place)
    how: str
    # pytest's ids of the functions that hold the uses; the file's path for uses outside of any; helpers: none
    node_ids: tuple[str, ...]
    lines: tuple[int, ...]
    # modules whose attribute is patched; ()
    patches: tuple[str, ...] = ()
    # a module that pytest does not collect: a `conftest`, stand-ins, shared fixtures
    helper: bool = False


class Reach(NamedTuple):
    """A test module and one consumer that it reaches through imports."""

    module: str
    file: str
    consumer: str
    # imports between them, at least 1; 0 when the test is the consumer itself
    distance: int
    # False when the way takes an import inside a function
    import_time: bool
    # from the test to the consumer
    chain: tuple[str, ...]


class Reached(NamedTuple):
    """A module that is asked about, and how many test modules reach it."""

    module: str
    file: str
    # "consumer", "facade" or "definition"; "given" for one that was only asked about by name
    role: str
    is_test: bool
    # test modules that reach it, and those of them that run it as soon as they are imported
    tests: int
    import_time: int
    # how many of them are listed: the nearest
    listed: int


class UntestedConsumer(NamedTuple):
    """A consumer that no test reaches."""

    module: str
    file: str
    # modules downstream of it
    blast: int


class OnPath(NamedTuple):
    """A module of the deprecation on a golden path."""

    module: str
    # from the nearest entry point to the module
    chain: tuple[str, ...]


class CoveredPath(NamedTuple):
    """A configured golden path, its tests, and what of the deprecation lies on it."""

    name: str
    # modules that exist
    entry_points: tuple[str, ...]
    # test files: the configured ones that exist
    tests: tuple[str, ...]
    # other test files that reach an entry point, nearest first
    reaching: tuple[str, ...]
    # consumers, facades and definitions that an entry point reaches
    consumers: tuple[OnPath, ...]
    # the configured test files that reach an entry point
    covering: tuple[str, ...] = ()
    # all other test files that reach an entry point, listed or not
    reaching_count: int = 0


class WaveTests(NamedTuple):
    """A smallest found set of tests that reaches every consumer of a wave that any test reaches."""

    wave: int
    # everything that moves in the wave
    consumers: tuple[str, ...]
    # test modules
    tests: tuple[str, ...]
    unreached: tuple[str, ...]
    # no smaller set exists
    smallest: bool = False


@dataclass(frozen=True)
class SelectedTests(Shown):
    """What tests a deprecation, found by the import graph."""

    target: str
    symbol_tests: tuple[SymbolTest, ...]
    # the consumer × test matrix, sparse: nearest first within a consumer, `limit` tests of each at the most
    reach: tuple[Reach, ...]
    golden_paths: tuple[CoveredPath, ...]
    # production consumers that no test reaches, largest blast radius first: the tests to write first
    untested: tuple[UntestedConsumer, ...]
    waves: tuple[WaveTests, ...]
    problems: tuple[Problem, ...]
    files: FilesSeen
    # the rows of the matrix, sorted by name
    consumers: tuple[Reached, ...] = ()
    # test modules in the tree
    total: int = 0
    # the modules that were asked about by name, and every test that reaches one of them, nearest first
    given: tuple[str, ...] = ()
    to_run: tuple[Reach, ...] = ()

    def to_pandas(self) -> Any:
        """Return which tests reach which modules as a `pandas.DataFrame`, a row for each listed pair.

        Columns:
          consumer (string): the module that is reached
          module (string): the test module
          file (string): the test's path below the root
          distance (int64): imports between them, 0 for a test that is the consumer itself
          import_time (bool): whether importing the test runs the consumer
          chain (object): tuple of modules from the test to the consumer

        Raises MissingExtra without pandas.

        >>> import graphkit
        >>> reach = graphkit.tests("websocket-factory", roots=[graphkit.SAMPLE]).to_pandas()
        >>> bool((reach.chain.map(len) == reach.distance + 1).all())
        True
        """
        return frame_of(self)
