"""`graphkit blast`: how many modules are downstream of each module."""

from __future__ import annotations

import click

from graphkit.cli.answer import answer
from graphkit.cli.options import Run, shared_options

_EPILOG = """\b
Examples:
  graphkit blast --root src
  graphkit blast pkg.facade pkg.factory --root src
  graphkit blast --format json -o blast.json"""


@click.command(epilog=_EPILOG, short_help="How many modules are downstream of each module.")
@click.argument("modules", nargs=-1, metavar="[MODULE]...")
@click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True,
              help="Rows of the text table, largest first; 0 for all. JSON always holds all.")  # fmt: skip
@shared_options()
def blast(run: Run, modules: tuple[str, ...], limit: int) -> int:
    """Count what is downstream of each MODULE (default: all), directly and in total, tests apart.

    Counts are exact for up to 100,000 modules. In a larger tree they are estimates marked with "~", with the
    error that is said, but for the hundred largest and for each MODULE given, which are exact.
    """
    from graphkit.workflows.blast import blast as work

    return answer(run, lambda options: work(modules, **options), limit=limit)
