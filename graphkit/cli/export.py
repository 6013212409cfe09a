"""`graphkit export`: the graph for other tools."""

from __future__ import annotations

import click

from graphkit.cli.answer import tell_reading, tell_skipped, watch, write_out
from graphkit.cli.options import Run, shared_options

_EPILOG = """\b
Examples:
  graphkit export --root src -o modules.graphml      (Gephi, yEd, networkx)
  graphkit export websocket-factory -o flow.gexf     (the symbol's own flow)
  graphkit export websocket-factory -o flow.cyjs     (Cytoscape)
  graphkit export --table nodes -o modules.csv       (a spreadsheet)

\b
auto writes what the file's name ends in: graphml, gexf, cyjs, csv or json;
else graphml. In CSV, a text that a spreadsheet would run as a formula has an
apostrophe before it."""

_ENDINGS = {"cyjs": "cytoscape", "gexf": "gexf", "csv": "csv", "json": "json"}


@click.command(epilog=_EPILOG, short_help="The graph for other tools: GraphML, GEXF, Cytoscape, CSV.")
@click.argument("target", default="", required=False)
@click.option("--table", type=click.Choice(("edges", "nodes")), default="edges", show_default=True,
              help="What a CSV holds.")  # fmt: skip
@shared_options("auto", "graphml", "gexf", "cytoscape", "csv", "json")
def export(run: Run, target: str, table: str) -> int:
    """Write the symbol flow of TARGET, or without one the graph of all modules, importer to imported."""
    from graphkit.report.formats import render
    from graphkit.workflows.export import export as work
    from graphkit.workflows.save import check, save

    path = None if run.output == "-" else run.output
    if path is not None:
        check(path)
    chosen = run.written
    if chosen == "auto":
        chosen = _ENDINGS.get((path or "").rpartition(".")[2].lower(), "graphml")
    exported = watch(run, lambda options: work(target, chosen, table=table, **options))
    content = render(exported, "json") if chosen == "json" else exported.content
    if path is not None:
        save(path, content)
    else:
        write_out(content)
    tell_skipped(run)
    return tell_reading(run, exported)
