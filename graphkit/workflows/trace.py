"""`graphkit trace`: who really uses a symbol, and from where they take it."""

from __future__ import annotations

from dataclasses import replace
from typing import Unpack

from graphkit.analysis.consumers import Traced, trace_symbols
from graphkit.model.names import Symbol
from graphkit.model.problems import FilesSeen, Problem
from graphkit.model.uses import Trace
from graphkit.workflows.problems import joined
from graphkit.workflows.reading import Options, Reading, open_reading
from graphkit.workflows.remembered import remembered
from graphkit.workflows.targets import find_targets

# bytes; in a larger tree only the files that can hold the symbol are parsed
CHECKED_SIZE = 8_000_000


def trace(target: str, *, mentions: bool = False, **options: Unpack[Options]) -> Trace:
    """Return the definition, re-exports, consumers and dangling references of `target`.

    `target` is `pkg.mod:name`, `pkg.mod.name`, a module, or the name of a configured deprecation.
    In a tree of up to 8 MB every file is parsed, so that all that do not parse are told; in a larger one
    the files that can hold the symbol are. With `mentions`, comments, docstrings and other strings that
    hold the name are listed apart.

    Raises BadTarget (names the nearest existing ones), BadConfig, RootNotFound and NoPythonFiles.

    >>> import graphkit
    >>> found = graphkit.trace("websocket-factory", roots=[graphkit.SAMPLE])
    >>> found.target.name, len(found.consumers)
    ('get_websocket_manager_factory', 38)
    >>> [(use.line, use.kind) for use in found.consumers[0].uses]
    [(4, 'import'), (9, 'call')]
    """
    return trace_in(open_reading(**options), target, mentions=mentions)


def trace_in(reading: Reading, target: str, *, mentions: bool = False) -> Trace:
    """Do the same in a tree that was found already. Raises BadTarget."""
    question = (target, reading.config.deprecations.get(target))
    found = remembered(reading, "trace", question, Trace, lambda: _trace(reading, target))
    return found if mentions else replace(found, mentions=None)


def _trace(reading: Reading, target: str) -> Trace:
    symbol, targets = find_targets(target, reading.tree, reading.facts, reading.config.deprecations)
    _look_ahead(reading, {target.name or target.module.rpartition(".")[2] for target in targets})
    return whole_trace(reading, symbol, trace_symbols(reading.sources, targets, reading.progress))


def _look_ahead(reading: Reading, names: set[str]) -> None:
    """Read what holds one of the names all at once: what the cache knows is not parsed again."""
    holding = reading.search.of({*names, "getattr"})
    modules = sorted({module for name in names for module in holding[name]})
    reading.facts.preload(modules, reading.digests, sorted(names))


def whole_trace(reading: Reading, symbol: Symbol, found: Traced) -> Trace:
    """Return what was found of `symbol`, with what could not be read so far."""
    total = len(reading.tree.files)
    files = FilesSeen(total - reading.search.unreadable, total)
    return Trace(target=symbol, **found._asdict(), problems=unread(reading), files=files)


def unread(reading: Reading) -> tuple[Problem, ...]:
    """Return what could not be read so far, of a tree that was searched; each file's told once.

    In a tree of up to 8 MB that is every file that does not parse.
    """
    problems = {*reading.problems, *reading.facts.problems, *reading.search.problems}
    refused = reading.imports[1] if reading.search.size <= CHECKED_SIZE else ()
    return joined(tuple(sorted(problems)), refused)
