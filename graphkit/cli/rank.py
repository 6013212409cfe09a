"""`graphkit rank`: in which order to migrate the consumers of a symbol."""

from __future__ import annotations

import click

from graphkit.cli.answer import answer
from graphkit.cli.options import Run, shared_options
from graphkit.model.ranking import POLICIES

_EPILOG = """\b
Examples:
  graphkit rank pkg.factory:make --root src
  graphkit rank websocket-factory --policy risk-first --compare
  graphkit rank websocket-factory --format json

\b
What cannot move yet comes in a later wave, whatever the policy. Inside a wave
  canary-first   one module of each usage pattern, then what unblocks most
  unblock-first  what unblocks most
  risk-first     what most modules run at import time: surprises come early
  leaf-first     what fewest modules run at import time"""


@click.command(epilog=_EPILOG, short_help="In which order to migrate off TARGET, and why.")
@click.argument("target")
@click.option("--policy", type=click.Choice(POLICIES), default=POLICIES[0], show_default=True,
              help="What comes first inside a wave.")  # fmt: skip
@click.option("--compare", is_flag=True, help="Add how far the policies agree (Kendall's tau-b).")
@click.option("--churn/--no-churn", default=None,
              help="Insist on counting recent commits, or do not ask git.")  # fmt: skip
@shared_options()
def rank(run: Run, target: str, policy: str, compare: bool, churn: bool | None) -> int:
    """Order the consumers of TARGET in waves, each before the facades it goes through, with the reasons."""
    from graphkit.workflows.rank import rank as work

    return answer(run, lambda options: work(target, policy=policy, compare=compare, churn=churn, **options))
