"""`graphkit trace`: who uses a symbol."""

from __future__ import annotations

import click

from graphkit.cli.answer import answer
from graphkit.cli.options import Run, shared_options

_EPILOG = """\b
Examples:
  graphkit trace pkg.factory:make --root src
  graphkit trace websocket-factory --format json -o trace.json
  graphkit trace pkg.old --mentions        (a whole module)"""


@click.command(epilog=_EPILOG, short_help="Who uses TARGET: definition, re-exports, every use.")
@click.argument("target")
@click.option("--mentions", is_flag=True, help="Count the name in comments and strings too, apart.")
@shared_options()
def trace(run: Run, target: str, mentions: bool) -> int:
    """Find the definition, the re-exports, every consumer and every use of TARGET, with file and line."""
    from graphkit.workflows.trace import trace as work

    return answer(run, lambda options: work(target, mentions=mentions, **options))
