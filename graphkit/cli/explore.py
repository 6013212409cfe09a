"""`graphkit explore`: one page, offline, with everything about a symbol to click through."""

from __future__ import annotations

import click

from graphkit.cli.answer import tell_reading, tell_skipped, watch, write_out
from graphkit.cli.options import Run, shared_options

_EPILOG = """\b
Examples:
  graphkit explore pkg.factory:make --root src        (output/make.html)
  graphkit explore websocket-factory -o factory.html
  graphkit explore websocket-factory -o factory.html --format json

\b
The page is one file that needs nothing else and sends nothing anywhere.
What is chosen in it stands in its address, so that it can be sent on.
With --format, standard output says in text or json what was written."""


@click.command(epilog=_EPILOG, short_help="One offline page to explore TARGET with.")
@click.argument("target")
@shared_options()
def explore(run: Run, target: str) -> int:
    """Write a page with the map of all modules, the chains to TARGET, the code of every use and the waves."""
    from graphkit.report.formats import render
    from graphkit.workflows.explore import explore as work

    if run.output == "-":
        raise click.UsageError("explore writes a file: give -o FILE")
    page = watch(run, lambda options: work(target, run.output, **options))
    write_out(render(page, run.written))
    tell_skipped(run)
    return tell_reading(run, page)
