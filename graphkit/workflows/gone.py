"""What still names a symbol that is gone."""

from __future__ import annotations

from dataclasses import replace

from graphkit.analysis.consumers import trace_symbols
from graphkit.extract.restored import RestoredFacts
from graphkit.model.names import Symbol, parent, parse_symbol
from graphkit.model.problems import FilesSeen
from graphkit.model.tree import SourceTree
from graphkit.model.uses import Trace
from graphkit.workflows.reading import Reading
from graphkit.workflows.remembered import remembered


def trace_gone(reading: Reading, target: str) -> Trace:
    """Trace `target` as if it were still defined: its consumers are what would fail, for it is not."""
    return remembered(reading, "gone", target, Trace, lambda: _trace(reading, target))


def _trace(reading: Reading, target: str) -> Trace:
    tree, facts, search = reading.tree, reading.facts, reading.search
    symbol = _meant(target, tree)
    restored = RestoredFacts(tree, facts, symbol)
    sources = replace(reading.sources, tree=restored.tree, facts=restored, occurrences=restored.occurrences)
    found = trace_symbols(sources, frozenset({symbol}), reading.progress)
    return Trace(
        target=symbol,
        definitions=found.definitions,
        reexports=found.reexports,
        consumers=found.consumers,
        exports=found.exports,
        dangling=found.dangling,
        flow=found.flow,
        mentions=None,
        problems=tuple(sorted({*reading.problems, *facts.problems, *search.problems})),
        files=FilesSeen(len(tree.files) - search.unreadable, len(tree.files)),
    )


def without_definition(traced: Trace) -> Trace:
    """Return the trace of what is gone without the place where it was."""
    return replace(traced, definitions=())


def _meant(target: str, tree: SourceTree) -> Symbol:
    """Read `pkg.mod:name`, or `pkg.mod.name` where `pkg.mod` is still there."""
    symbol = parse_symbol(target)
    if not symbol.name and parent(symbol.module) in tree.modules:
        return Symbol(parent(symbol.module), symbol.module.rpartition(".")[2])
    return symbol
