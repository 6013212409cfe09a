"""`graphkit trace`: who really uses a symbol, and from where they take it."""

from __future__ import annotations

from dataclasses import replace
from typing import Unpack

from graphkit.analysis.consumers import Traced, trace_symbols
from graphkit.model.names import Symbol
from graphkit.model.problems import FilesSeen
from graphkit.model.uses import Trace
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
    tree, facts, search = reading.tree, reading.facts, reading.search
    symbol, targets = find_targets(target, tree, facts, reading.config.deprecations)
    found = trace_symbols(reading.sources, targets, reading.progress)
    if search.size <= CHECKED_SIZE:
        facts.check_syntax()
    return whole_trace(reading, symbol, found)


def whole_trace(reading: Reading, symbol: Symbol, found: Traced) -> Trace:
    """Return what was found of `symbol`, with what could not be read so far."""
    problems = {*reading.problems, *reading.facts.problems, *reading.search.problems}
    total = len(reading.tree.files)
    files = FilesSeen(total - reading.search.unreadable, total)
    return Trace(target=symbol, **found._asdict(), problems=tuple(sorted(problems)), files=files)
