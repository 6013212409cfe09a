"""`graphkit chains`: through which modules the consumers get at a symbol."""

from __future__ import annotations

from typing import Literal

import click

from graphkit.cli.answer import answer
from graphkit.cli.options import Run, shared_options

Level = Literal["symbol", "module"]

_EPILOG = """\b
Examples:
  graphkit chains pkg.factory:make --via pkg.facade
  graphkit chains pkg.factory:make --from pkg.routes.chat --limit 5
  graphkit chains pkg.factory:make --level module --cuts"""


@click.command(epilog=_EPILOG, short_help="Through which modules TARGET is reached, counted.")
@click.argument("target")
@click.option("--via", default="", metavar="MODULE", help="Only chains through this module, the facade.")
@click.option("--from", "origin", default="", metavar="MODULE", help="Only chains that start in this module.")
@click.option("--level", type=click.Choice(("symbol", "module")), default="symbol", show_default=True,
              help="Follow the symbol from binding to binding, or every import between modules.")  # fmt: skip
@click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True,
              help="How many chains to list, shortest first; the count is always exact.")  # fmt: skip
@click.option("--cuts", is_flag=True, help="Add who depends on the facade alone, and the smallest cut.")
@shared_options()
def chains(run: Run, target: str, via: str, origin: str, level: Level, limit: int, cuts: bool) -> int:
    """Count the chains from consumers to the definition of TARGET, and list the shortest."""
    from graphkit.workflows.chains import chains as work

    return answer(
        run,
        lambda options: work(target, via=via, origin=origin, level=level, limit=limit, cuts=cuts, **options),
        limit=limit,
    )
