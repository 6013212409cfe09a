"""Results as accessible HTML tables; every name that comes from the analysed code is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from graphkit.model.breakage import WhatIf
from graphkit.model.chains import Chains
from graphkit.model.compliance import Compliance
from graphkit.model.problems import FilesSeen, Problem
from graphkit.model.ranking import ESTIMATED, EXACT, Blast, NextStep, Ranking
from graphkit.model.testing import SelectedTests
from graphkit.model.uses import Bindings, Trace

# a notebook is saved with its outputs: a table of thousands of rows would drown it
ROWS_SHOWN = 200


def trace_html(trace: Trace) -> str:
    """Return a trace as HTML: where it is defined and offered, then a row for each use."""
    places = [("definition", row.module, f"{row.file}:{row.line}", row.kind) for row in trace.definitions]
    places += [("re-export", row.module, f"{row.file}:{row.line}", row.kind) for row in trace.reexports]
    places += [("export", "", f"{row.file}:{row.line}", "in __all__") for row in trace.exports]
    places += [("dangling", row.module, f"{row.file}:{row.line}", row.reason) for row in trace.dangling]
    uses = [
        (consumer.module, f"{use.file}:{use.line}", use.kind, use.when, use.certainty, use.reason)
        for consumer in trace.consumers
        for use in consumer.uses
    ]
    return "".join(
        (
            _table(f"{trace.target}: where it is held", ("what", "module", "place", "kind"), places),
            _table(
                f"{len(uses):,} uses in {len(trace.consumers):,} modules",
                ("module", "place", "kind", "when", "certainty", "reason"),
                uses,
            ),
            _reading(trace.problems, trace.files),
        )
    )


def bindings_html(bindings: Bindings) -> str:
    """Return bindings as HTML: a row for each name a module holds and did not define."""
    rows = [
        (module, name, ", ".join(origins)) for module, names in bindings.modules for name, origins in names
    ]
    table = _table(f"{len(rows):,} bindings", ("module", "name", "origin"), rows)
    return table + _reading(bindings.problems, bindings.files)


def chains_html(chains: Chains) -> str:
    """Return chains as HTML: a row for each listed chain, its modules from consumer to definition."""
    rows = [
        (" → ".join(chain.modules), ", ".join(f"{link.file}:{link.line}" for link in chain.imports))
        for chain in chains.chains
    ]
    caption = f"{chains.target}: {chains.listed:,} of {chains.count:,} chains, shortest first"
    return _table(caption, ("chain", "places"), rows) + _reading(chains.problems, chains.files)


def blast_html(blast: Blast) -> str:
    """Return blast radii as HTML: a row for each module, largest first."""
    rows: list[tuple[object, ...]] = [
        (row.module, row.direct, row.transitive, row.import_time, row.production, row.tests)
        for row in blast.modules
    ]
    head: tuple[str, ...] = ("module", "direct", "transitive", "at import", "production", "tests")
    caption = "Modules downstream of each module"
    if blast.counting.counts != EXACT:
        from graphkit.report.text_ranking import how_counted

        head = (*head, "counted")
        rows = [
            (*cells, EXACT if row.exact else ESTIMATED)
            for cells, row in zip(rows, blast.modules, strict=True)
        ]
        caption += f"; {how_counted(blast.counting)}"
    return _table(caption, head, rows) + _reading(blast.problems, blast.files)


def ranking_html(ranking: Ranking) -> str:
    """Return a migration order as HTML: a row for each module, with its reasons."""
    rows = [
        (
            row.module,
            row.rank,
            row.wave,
            row.step,
            row.file,
            row.role,
            row.uses,
            row.pattern,
            row.import_time,
            row.transitive,
            "; ".join((*row.reasons, *row.flags)),
        )
        for row in ranking.modules
    ]
    head = ("module", "rank", "wave", "step", "file", "role", "uses", "pattern", "at import", "downstream",
            "reasons")  # fmt: skip
    caption = f"Order to migrate {ranking.target}, {ranking.policy}"
    pairs = [(pair.policy, pair.other, f"{pair.tau:.2f}") for pair in ranking.agreement]
    agreement = (
        _table("How far the policies agree (tau-b)", ("policy", "other", "tau"), pairs) if pairs else ""
    )
    return _table(caption, head, rows) + agreement + _reading(ranking.problems, ranking.files)


def next_html(step: NextStep) -> str:
    """Return the next step as HTML: why it, then a row for each use, edit and test."""
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
    return "".join(
        (
            _table(f"{step.verdict} ({step.remaining:,} modules left)", ("what", ""), facts),
            _table("Uses", ("place", "kind", "when", "certainty"), uses),
            _table("Suggested edits", ("place", "how", "before", "after", "why"), edits),
            _table("Tests to run, nearest first", ("test", "distance", "chain"), tests),
            _reading(step.problems, step.files),
        )
    )


def compliance_html(compliance: Compliance) -> str:
    """Return a compliance as HTML: shares and files of each deprecation, then what the detectors count."""
    parts = []
    for symbols in compliance.symbols:
        head = ("part", "deprecated", "mixed", "migrated", "old uses", "new uses", "% of files", "% of uses")
        shares = [
            (*row[:6], *("" if part is None else f"{part:.1f}" for part in row[6:]))
            for row in (*symbols.shares, *symbols.areas)
        ]
        files = [(row.file, row.state, row.deprecated, row.current) for row in symbols.files]
        parts += [
            _table(f"Compliance of {symbols.name}", head, shares),
            _table(f"{symbols.name}: files", ("file", "state", "old uses", "new uses"), files),
        ]
    reconciled = [(*row[:9], len(row.missed)) for row in compliance.reconciled]
    if reconciled:
        classes = ("use it", "use another", "undecided", "mention", "itself", "unrelated", "missed")
        parts.append(_table("Detectors", ("detector", "deprecation", "counted", *classes), reconciled))
    return "".join(parts) + _reading(compliance.problems, compliance.files)


def tests_html(selected: SelectedTests) -> str:
    """Return tests as HTML: those that name the symbol, those that reach each module, and those to write."""
    named = [(row.file, row.how, ", ".join(row.node_ids)) for row in selected.symbol_tests]
    matrix = [
        (row.consumer, row.file, row.distance, "import" if row.import_time else "call", " → ".join(row.chain))
        for row in selected.reach
    ]
    missing = [(row.module, row.file, row.blast) for row in selected.untested]
    return "".join(
        (
            _table(f"{selected.target}: tests that name it", ("file", "how", "ids"), named),
            _table("Modules and the tests that reach them, nearest first",
                   ("module", "test", "distance", "at", "chain"), matrix),
            _table("Tests to write first", ("consumer", "file", "downstream"), missing),
            _reading(selected.problems, selected.files),
        )
    )  # fmt: skip


def whatif_html(result: WhatIf) -> str:
    """Return what a removal breaks as HTML: the verdict, then a row for each statement that changes."""
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
    return _table(result.summary, head, rows) + _reading(result.problems, result.files)


def _table(caption: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a table with a caption, column headers, and each row headed by its first cell."""
    shown = rows[:ROWS_SHOWN]
    rest = f" (first {len(shown):,} of {len(rows):,})" if len(shown) < len(rows) else ""
    titles = "".join(f'<th scope="col">{escape(title)}</th>' for title in head)
    body = "".join(f"<tr>{_cells(row)}</tr>" for row in shown)
    return (
        f"<table><caption>{escape(caption + rest)}</caption>"
        f"<thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cells(row: Iterable[object]) -> str:
    first, *others = (f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row)
    return f'<th scope="row">{escape(first)}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in others)


def _reading(problems: Sequence[Problem], files: FilesSeen) -> str:
    """Return how much was read, and what was not."""
    seen = f"<p>files seen {files.seen:,} of {files.total:,}</p>"
    if not problems:
        return seen
    rows = [(problem.file, problem.line or "", problem.what, problem.hint) for problem in problems]
    return _table(f"{len(rows):,} problems", ("file", "line", "what", "hint"), rows) + seen
