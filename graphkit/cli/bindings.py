"""`graphkit bindings`: what every module's namespace holds from elsewhere in the tree."""

from __future__ import annotations

import click

from graphkit.cli.answer import answer
from graphkit.cli.options import Run, shared_options

_EPILOG = """\b
Examples:
  graphkit bindings --root src
  graphkit bindings --root src --type-checking --format json -o bindings.json"""


@click.command(epilog=_EPILOG, short_help="What every module's namespace holds from elsewhere.")
@click.option("--type-checking", is_flag=True, help="Add the names that only a type checker sees.")
@shared_options()
def bindings(run: Run, type_checking: bool) -> int:
    """Print, for every module, each name bound to a function or class of the tree, with its origins."""
    from graphkit.workflows.bindings import bindings as work

    return answer(run, lambda options: work(type_checking=type_checking, **options))
