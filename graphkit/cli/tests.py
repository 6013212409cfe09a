"""`graphkit tests`: which tests concern a symbol, and which of its consumers none reaches."""

from __future__ import annotations

import click

from graphkit.cli.answer import answer
from graphkit.cli.options import Run, shared_options

_EPILOG = """\b
Examples:
  graphkit tests pkg.factory:make --root src --root tests
  graphkit tests websocket-factory --matrix
  graphkit tests websocket-factory --module pkg.routes.chat --format json"""


@click.command(epilog=_EPILOG, short_help="Which tests name TARGET, reach its consumers, or are missing.")
@click.argument("target")
@click.option(
    "--module",
    "modules",
    multiple=True,
    metavar="MODULE",
    help="Also every test to run when this module changes; repeatable.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
    help="Tests to list of each module, nearest first, and rows of a list; counts are always exact.",
)
@click.option("--matrix", is_flag=True, help="Show modules and tests as a matrix, however wide.")
@shared_options()  # fmt: skip
def tests(run: Run, target: str, modules: tuple[str, ...], limit: int, matrix: bool) -> int:
    """Find the tests that name TARGET, that reach its consumers, and that are still to be written.

    A test reaches what it imports, even indirectly, and what the conftest.py files above it import.
    """
    from graphkit.workflows.tests import tests as work

    return answer(
        run,
        lambda options: work(target, modules=modules, limit=limit, **options),
        limit=limit,
        matrix=matrix,
    )
