"""What each result's data frame holds: columns with their types, and rows. The results document them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from graphkit.model.breakage import WhatIf
from graphkit.model.chains import Chains
from graphkit.model.code_graph import CodeGraph, CodeModule
from graphkit.model.compliance import Compliance
from graphkit.model.exports import Export
from graphkit.model.imports import ImportEdge
from graphkit.model.plan import Plan
from graphkit.model.ranking import Blast, NextStep, Ranking
from graphkit.model.scan import Scan
from graphkit.model.testing import SelectedTests
from graphkit.model.uses import Bindings, Trace

Row = tuple[object, ...]
_TYPES = {bool: "bool", int: "int64", str: "string"}


class Rows(NamedTuple):
    """A table as data."""

    # (name, pandas dtype)
    columns: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]


def rows_of(result: object) -> Rows:
    """Return the rows of a result. TypeError for one that has none."""
    if isinstance(result, Export):
        return _export(result)
    if type(result) not in _TABLES:
        raise TypeError(f"{type(result).__name__} has no rows")
    spec, rows = _TABLES[type(result)]
    return Rows(_columns(spec), tuple(rows(result)))


def _columns(spec: str) -> tuple[tuple[str, str], ...]:
    """Read `name` or `name=type` words.

    >>> _columns("module line=int64")
    (('module', 'string'), ('line', 'int64'))
    """
    pairs = (word.partition("=") for word in spec.split())
    return tuple((name, dtype or "string") for name, _, dtype in pairs)


def _trace(trace: Trace) -> Iterable[Row]:
    for consumer in trace.consumers:
        for use in consumer.uses:
            yield (consumer.module, use.file, consumer.is_test, use.line, use.column, use.kind, use.when,
                   use.guarded, use.certainty, use.name, use.scope, use.source, use.reason)  # fmt: skip


def _bindings(bindings: Bindings) -> Iterable[Row]:
    return (
        (module, name, origin)
        for module, names in bindings.modules
        for name, origins in names
        for origin in origins
    )


def _chains(chains: Chains) -> Iterable[Row]:
    for chain in chains.chains:
        places = tuple(f"{link.file}:{link.line}" for link in chain.imports)
        yield chain.modules[0], chain.modules[-1], len(chain.imports), chain.modules, places


def _ranking(ranking: Ranking) -> Iterable[Row]:
    for row in ranking.modules:
        yield (row.rank, row.wave, row.step, row.module, row.file, row.role, row.uses, row.possible,
               row.pattern, row.canary, row.direct, row.transitive, row.import_time, row.production,
               row.tests, row.unblocks, row.churn, row.passive, row.waits_for, row.together, row.reasons,
               row.flags)  # fmt: skip


def _next(step: NextStep) -> Iterable[Row]:
    for edit in step.edits:
        for row in edit.edits:
            yield edit.module, row.file, row.line, row.how, row.before, row.after, row.why


def _compliance(compliance: Compliance) -> Iterable[Row]:
    for symbols in compliance.symbols:
        for row in symbols.files:
            yield (symbols.name, *row)


def _tests(selected: SelectedTests) -> Iterable[Row]:
    for row in selected.reach:
        yield row.consumer, row.module, row.file, row.distance, row.import_time, row.chain


def _whatif(result: WhatIf) -> Iterable[Row]:
    groups = {
        "import_time": result.import_time,
        "call_time": result.call_time,
        "guarded": result.guarded,
        "dangling": result.dangling,
        "already_broken": result.already_broken,
    }
    return ((effect, *row) for effect, rows in groups.items() for row in rows)


def _plan(plan: Plan) -> Iterable[Row]:
    for phase in plan.phases:
        for file in phase.files:
            row = file.module
            yield (phase.number, row.rank, row.wave, row.module, row.file, row.role, file.state,
                   file.risk.level, file.risk.reasons, file.lines, file.edit.how, file.tests)  # fmt: skip


def _graph(graph: CodeGraph) -> Iterable[Row]:
    for module in graph.values():
        radius = module.radius
        yield (module.name, module.file, module.kind, module.is_test, len(module.imports),
               len(module.importers), radius.direct, radius.transitive, radius.import_time,
               radius.production, radius.tests)  # fmt: skip


def _module(module: CodeModule) -> Iterable[Row]:
    # a module that imports itself is in both
    return map(_edge, dict.fromkeys((*module.imports, *module.importers)))


def _edge(edge: ImportEdge) -> Row:
    return edge.importer, edge.imported, edge.line, ", ".join(edge.names), edge.when, edge.guarded


def _export(export: Export) -> Rows:
    edges = export.graph.edges
    names = [(name, _TYPES[type(value)]) for name, value in edges[0].attributes] if edges else []
    columns = (("importer", "string"), ("imported", "string"), *names)
    rows = ((edge.importer, edge.imported, *(value for _, value in edge.attributes)) for edge in edges)
    return Rows(columns, tuple(rows))


_TABLES: Mapping[type, tuple[str, Callable[[Any], Iterable[Row]]]] = {
    Trace: (
        (
            "module file is_test=bool line=int64 column=int64 kind when guarded=bool certainty name scope "
            "source reason"
        ),
        _trace,
    ),
    Bindings: ("module name origin", _bindings),
    Chains: ("consumer definition imports=int64 modules=object places=object", _chains),
    Blast: (
        (
            "module file direct=int64 transitive=int64 import_time_direct=int64 import_time=int64 "
            "production=int64 tests=int64 exact=bool"
        ),
        lambda blast: blast.modules,
    ),
    Ranking: (
        (
            "rank=int64 wave=int64 step=int64 module file role uses=int64 possible=int64 pattern canary=bool "
            "direct=int64 transitive=int64 import_time=int64 production=int64 tests=int64 unblocks=int64 "
            "churn=Int64 passive=bool waits_for=object together=object reasons=object flags=object"
        ),
        _ranking,
    ),
    NextStep: ("module file line=int64 how before after why", _next),
    Compliance: (
        "deprecation module file is_test=bool area state deprecated=int64 current=int64 possible=int64",
        _compliance,
    ),
    SelectedTests: ("consumer module file distance=int64 import_time=bool chain=object", _tests),
    WhatIf: (
        "effect module file line=int64 error what via=object certainty reason is_test=bool kind",
        _whatif,
    ),
    Plan: (
        (
            "phase=int64 rank=int64 wave=int64 module file role state risk reasons=object lines=object edit "
            "tests=object"
        ),
        _plan,
    ),
    CodeGraph: (
        (
            "module file kind is_test=bool imports=int64 importers=int64 direct=int64 transitive=int64 "
            "import_time=int64 production=int64 tests=int64"
        ),
        _graph,
    ),
    Scan: (
        (
            "repository owner module file line=int64 column=int64 kind when guarded=bool certainty "
            "is_test=bool name scope source through giver chain reason"
        ),
        lambda scan: scan.uses,
    ),
    CodeModule: ("importer imported line=int64 names when guarded=bool", _module),
}
