"""What each result's tables in a notebook hold, as values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from graphkit.model.breakage import WhatIf
from graphkit.model.chains import Chains
from graphkit.model.code_graph import CodeGraph, CodeModule
from graphkit.model.compliance import Compliance
from graphkit.model.exports import Export
from graphkit.model.imports import ImportEdge
from graphkit.model.ranking import ESTIMATED, EXACT, Blast, NextStep, Ranking
from graphkit.model.scan import Scan
from graphkit.model.testing import SelectedTests
from graphkit.model.uses import Bindings, Trace

_FRAME = ".to_pandas()"


class Table(NamedTuple):
    """A caption, titles and rows; the first cell of a row is what the row is about."""

    caption: str
    head: tuple[str, ...]
    rows: Sequence[Sequence[object]]
    # where in Python all rows are
    everything: str


def tables_of(result: object) -> tuple[Table, ...]:
    """Return the tables of a result, the one it is about first; () for one without any."""
    make = _TABLES.get(type(result))
    return tuple(make(result)) if make else ()


def _trace(trace: Trace) -> Iterable[Table]:
    uses = [
        (consumer.module, f"{use.file}:{use.line}", use.kind, use.when, use.certainty, use.reason)
        for consumer in trace.consumers
        for use in consumer.uses
    ]
    yield Table(
        f"{trace.target}: {len(uses):,} uses in {len(trace.consumers):,} modules",
        ("module", "place", "kind", "when", "certainty", "reason"),
        uses,
        _FRAME,
    )
    places = [(row.module, "definition", f"{row.file}:{row.line}", row.kind) for row in trace.definitions]
    places += [(row.module, "re-export", f"{row.file}:{row.line}", row.kind) for row in trace.reexports]
    places += [(row.file, "export", f"{row.file}:{row.line}", "in __all__") for row in trace.exports]
    places += [(row.module, "dangling", f"{row.file}:{row.line}", row.reason) for row in trace.dangling]
    head = ("module", "what", "place", "kind")
    yield Table("Where it is held", head, places, ".definitions, .reexports, .exports, .dangling")


def _bindings(bindings: Bindings) -> Iterable[Table]:
    rows = [
        (module, name, ", ".join(origins)) for module, names in bindings.modules for name, origins in names
    ]
    yield Table(f"{len(rows):,} bindings", ("module", "name", "origin"), rows, _FRAME)


def _chains(chains: Chains) -> Iterable[Table]:
    rows = [
        (" → ".join(chain.modules), ", ".join(f"{link.file}:{link.line}" for link in chain.imports))
        for chain in chains.chains
    ]
    caption = f"{chains.target}: {chains.listed:,} of {chains.count:,} chains, shortest first"
    yield Table(caption, ("chain", "places"), rows, _FRAME)


def _blast(blast: Blast) -> Iterable[Table]:
    rows: list[tuple[object, ...]] = [
        (row.module, row.direct, row.transitive, row.import_time, row.production, row.tests)
        for row in blast.modules
    ]
    head: tuple[str, ...] = ("module", "direct", "transitive", "at import", "production", "tests")
    caption = "Modules downstream of each module"
    if blast.counting.counts != EXACT:
        from graphkit.report.text_ranking import how_counted

        head = (*head, "counted")
        counted = (EXACT if row.exact else ESTIMATED for row in blast.modules)
        rows = [(*cells, how) for cells, how in zip(rows, counted, strict=True)]
        caption += f"; {how_counted(blast.counting)}"
    yield Table(caption, head, rows, _FRAME)


def _ranking(ranking: Ranking) -> Iterable[Table]:
    rows = [
        (row.module, row.rank, row.wave, row.step, row.file, row.role, row.uses, row.pattern,
         row.import_time, row.transitive, "; ".join((*row.reasons, *row.flags)))
        for row in ranking.modules
    ]  # fmt: skip
    head = ("module", "rank", "wave", "step", "file", "role", "uses", "pattern", "at import", "downstream",
            "reasons")  # fmt: skip
    yield Table(f"Order to migrate {ranking.target}, {ranking.policy}", head, rows, _FRAME)
    if ranking.agreement:
        pairs = [(pair.policy, pair.other, f"{pair.tau:.2f}") for pair in ranking.agreement]
        yield Table("How far the policies agree (tau-b)", ("policy", "other", "tau"), pairs, ".agreement")


def _next(step: NextStep) -> Iterable[Table]:
    why = (*step.module.reasons, *step.module.flags) if step.module else ()
    facts = [("why", reason) for reason in why]
    facts += [("waits for", wait) for wait in step.waits]
    facts += [("unblocks", module) for module in step.unblocks]
    facts += [("at stake", module) for module in step.at_stake]
    facts += [("note", note) for note in step.notes]
    uses = [(f"{use.file}:{use.line}", use.kind, use.when, use.certainty) for use in step.uses]
    edits = [
        (f"{row.file}:{row.line}", row.how, row.before, row.after, row.why)
        for edit in step.edits
        for row in edit.edits
    ]
    tests = [(reach.file, reach.distance, " → ".join(reach.chain)) for reach in step.tests]
    title = f"{step.verdict} ({step.remaining:,} modules left)"
    yield Table(title, ("what", "fact"), facts, ".module, .waits, .unblocks, .at_stake, .notes")
    yield Table("Uses", ("place", "kind", "when", "certainty"), uses, ".uses")
    yield Table("Suggested edits", ("place", "how", "before", "after", "why"), edits, _FRAME)
    yield Table("Tests to run, nearest first", ("test", "distance", "chain"), tests, ".tests")


def _compliance(compliance: Compliance) -> Iterable[Table]:
    head = ("part", "deprecated", "mixed", "migrated", "old uses", "new uses", "% of files", "% of uses")
    for symbols in compliance.symbols:
        shares = [
            (*row[:6], *("" if part is None else f"{part:.1f}" for part in row[6:]))
            for row in (*symbols.shares, *symbols.areas)
        ]
        files = [(row.file, row.state, row.deprecated, row.current) for row in symbols.files]
        yield Table(f"Compliance of {symbols.name}", head, shares, ".symbols")
        yield Table(f"{symbols.name}: files", ("file", "state", "old uses", "new uses"), files, _FRAME)
    if compliance.reconciled:
        classes = ("use it", "use another", "undecided", "mention", "itself", "unrelated", "missed")
        rows = [(*row[:9], len(row.missed)) for row in compliance.reconciled]
        yield Table("Detectors", ("detector", "deprecation", "counted", *classes), rows, ".reconciled")


def _tests(selected: SelectedTests) -> Iterable[Table]:
    named = [(row.file, row.how, ", ".join(row.node_ids)) for row in selected.symbol_tests]
    matrix = [
        (row.consumer, row.file, row.distance, "import" if row.import_time else "call", " → ".join(row.chain))
        for row in selected.reach
    ]
    missing = [(row.module, row.file, row.blast) for row in selected.untested]
    title = f"{selected.target}: tests that name it"
    yield Table(title, ("file", "how", "ids"), named, ".symbol_tests")
    yield Table(
        "Modules and the tests that reach them, nearest first",
        ("module", "test", "distance", "at", "chain"),
        matrix,
        _FRAME,
    )
    yield Table("Tests to write first", ("consumer", "file", "downstream"), missing, ".untested")


def _whatif(result: WhatIf) -> Iterable[Table]:
    groups = (
        ("fails at import", result.import_time),
        ("fails when reached", result.call_time),
        ("swallowed", result.guarded),
        ("left dangling", result.dangling),
        ("broken already", result.already_broken),
    )
    rows = [
        (row.module, f"{row.file}:{row.line}", what, row.error, row.what, " → ".join(row.via), row.reason)
        for what, group in groups
        for row in group
    ]
    head = ("module", "place", "what happens", "error", "what is missing", "falls with", "only possible")
    yield Table(result.summary, head, rows, _FRAME)


def _graph(graph: CodeGraph) -> Iterable[Table]:
    rows = [
        (row.module, row.file, row.direct, row.transitive, row.import_time, row.production, row.tests)
        for row in graph.radii
    ]
    head = ("module", "file", "direct", "downstream", "at import", "production", "tests")
    caption = f"{len(graph):,} modules, {len(graph.imports.edges):,} imports; largest blast radius first"
    yield Table(caption, head, rows, _FRAME)


def _module(module: CodeModule) -> Iterable[Table]:
    what = "test " if module.is_test else ""
    caption = f"{module.name}: {what}{module.kind} {module.file}, {module.radius.transitive:,} downstream"
    imports = [(edge.imported, *_statement(edge)) for edge in module.imports]
    importers = [(edge.importer, *_statement(edge)) for edge in module.importers]
    rest = ("line", "names", "when", "guarded")
    yield Table(f"{caption}; imports", ("imported", *rest), imports, _FRAME)
    yield Table("Imported by", ("importer", *rest), importers, _FRAME)


def _statement(edge: ImportEdge) -> tuple[object, ...]:
    return str(edge.line), ", ".join(edge.names), edge.when, "guarded" if edge.guarded else ""


def _scan(scan: Scan) -> Iterable[Table]:
    using = [row for row in scan.repositories if row.state != "none"]
    places = [
        (row.repository, f"{row.file}:{row.line}", row.module, row.kind, row.certainty, row.through)
        for row in scan.uses
    ]
    caption = (
        f"{scan.target}: {len(places):,} uses; {len(using):,} of {len(scan.repositories):,} repositories"
    )
    head = ("repository", "place", "module", "kind", "certainty", "through")
    yield Table(caption, head, places, _FRAME)
    states = [(row.name, row.owner, row.state, row.consumers, row.uses, row.reason) for row in using]
    told = ("repository", "owner", "state", "consumers", "uses", "reason")
    yield Table("Repositories that use it", told, states, ".repositories")
    order = [
        (row.repository, row.position, row.wave, row.owner, "; ".join(row.reasons)) for row in scan.ranking
    ]
    titles = ("repository", "position", "wave", "owner", "reasons")
    yield Table("Order in which they can move", titles, order, ".ranking")


def _export(export: Export) -> Iterable[Table]:
    names = tuple(name for name, _ in export.graph.edges[0].attributes) if export.graph.edges else ()
    rows = [
        (edge.importer, edge.imported, *(str(value) for _, value in edge.attributes))
        for edge in export.graph.edges
    ]
    caption = f"{export.target or 'All modules'}: {len(rows):,} edges, {len(export.graph.nodes):,} nodes"
    yield Table(caption, ("importer", "imported", *names), rows, _FRAME)


_TABLES: Mapping[type, Callable[[Any], Iterable[Table]]] = {
    Trace: _trace,
    Bindings: _bindings,
    Chains: _chains,
    Blast: _blast,
    Ranking: _ranking,
    NextStep: _next,
    Compliance: _compliance,
    SelectedTests: _tests,
    WhatIf: _whatif,
    CodeGraph: _graph,
    CodeModule: _module,
    Export: _export,
    Scan: _scan,
}
