"""`graphkit rank`: in which order to migrate the consumers of a symbol."""

from __future__ import annotations

import click

from graphkit.cli.answer import answer
from graphkit.cli.options import Run, shared_options

_EPILOG = """\b
Examples:
  graphkit rank pkg.factory:make --root src
  graphkit rank websocket-factory --format json"""


@click.command(epilog=_EPILOG, short_help="In which order to migrate off TARGET, and why.")
@click.argument("target")
@shared_options()
def rank(run: Run, target: str) -> int:
    """Order the consumers of TARGET in waves, each before the facades it goes through, with the reasons."""
    from graphkit.workflows.rank import rank as work

    return answer(run, lambda options: work(target, **options))
