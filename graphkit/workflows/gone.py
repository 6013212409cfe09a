"""What still names a symbol that is gone."""

from __future__ import annotations

from dataclasses import replace

from graphkit.analysis.consumers import trace_symbols
from graphkit.extract.restored import RestoredFacts
from graphkit.model.names import Symbol, parent, parse_symbol
from graphkit.model.tree import SourceTree
from graphkit.model.uses import Trace
from graphkit.workflows.reading import Reading
from graphkit.workflows.remembered import remembered
from graphkit.workflows.trace import whole_trace


def trace_gone(reading: Reading, target: str) -> Trace:
    """Trace `target` as if it were still defined: its consumers are what would fail, for it is not."""
    return remembered(reading, "gone", target, Trace, lambda: _trace(reading, target))


def _trace(reading: Reading, target: str) -> Trace:
    symbol = _meant(target, reading.tree)
    restored = RestoredFacts(reading.tree, reading.facts, symbol)
    sources = replace(reading.sources, tree=restored.tree, facts=restored, occurrences=restored.occurrences)
    found = trace_symbols(sources, frozenset({symbol}), reading.progress)
    return replace(whole_trace(reading, symbol, found), mentions=None)


def without_definition(traced: Trace) -> Trace:
    """Return the trace of what is gone without the place where it was."""
    return replace(traced, definitions=())


def _meant(target: str, tree: SourceTree) -> Symbol:
    """Read `pkg.mod:name`, or `pkg.mod.name` where `pkg.mod` is still there."""
    symbol = parse_symbol(target)
    if not symbol.name and parent(symbol.module) in tree.modules:
        return Symbol(parent(symbol.module), symbol.module.rpartition(".")[2])
    return symbol
