"""Results as accessible HTML tables; every name that comes from the analysed code is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from graphkit.model.chains import Chains
from graphkit.model.problems import FilesSeen, Problem
from graphkit.model.ranking import Blast, Ranking
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
    rows = [
        (row.module, row.direct, row.transitive, row.import_time, row.production, row.tests)
        for row in blast.modules
    ]
    head = ("module", "direct", "transitive", "at import", "production", "tests")
    return _table("Modules downstream of each module", head, rows) + _reading(blast.problems, blast.files)


def ranking_html(ranking: Ranking) -> str:
    """Return a migration order as HTML: a row for each module, with its reasons."""
    rows = [
        (row.module, row.rank, row.wave, row.file, row.role, row.uses, row.transitive, "; ".join(row.reasons))
        for row in ranking.modules
    ]
    head = ("module", "rank", "wave", "file", "role", "uses", "downstream", "reasons")
    caption = f"Order to migrate {ranking.target}"
    return _table(caption, head, rows) + _reading(ranking.problems, ranking.files)


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
