"""`graphkit compliance`: how far a deprecation is along."""

from __future__ import annotations

import click

from graphkit.cli.answer import answer
from graphkit.cli.options import Run, shared_options

_EPILOG = """\b
Examples:
  graphkit compliance                      (all configured deprecations)
  graphkit compliance websocket-factory -v
  graphkit compliance pkg.factory:make --root src --format json"""


@click.command(epilog=_EPILOG, short_help="How far the move away from TARGET is, by symbols and by patterns.")
@click.argument("target", required=False)
@shared_options()
def compliance(run: Run, target: str | None) -> int:
    """Count the files and uses that have moved from TARGET to its replacement.

    The text detectors of the configuration are counted beside it, and each of their hits is held against
    who really uses the symbols. Without TARGET, all configured deprecations are counted.
    """
    from graphkit.workflows.compliance import compliance as work

    return answer(run, lambda options: work(target, **options))
