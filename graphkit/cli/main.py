"""The `graphkit` command: its subcommands, and how any of them ends."""

from __future__ import annotations

import gc
from functools import partial
from typing import Any

import click

from graphkit.cli.bindings import bindings
from graphkit.cli.blast import blast
from graphkit.cli.chains import chains
from graphkit.cli.chart import chart
from graphkit.cli.completion import completion
from graphkit.cli.compliance import compliance
from graphkit.cli.draw import draw
from graphkit.cli.endings import run_to_status, stopped
from graphkit.cli.explore import explore
from graphkit.cli.export import export
from graphkit.cli.gallery import gallery
from graphkit.cli.next import next_step
from graphkit.cli.options import print_version
from graphkit.cli.plan import plan
from graphkit.cli.rank import rank
from graphkit.cli.scan import scan
from graphkit.cli.signals import listening
from graphkit.cli.tests import tests
from graphkit.cli.trace import trace
from graphkit.cli.whatif import whatif

_EPILOG = """\b
Examples:
  graphkit trace pkg.mod:name --root src
  graphkit chains pkg.mod:name --via pkg.facade --cuts
  graphkit blast --format json -o blast.json

\b
TARGET is pkg.mod:name (or pkg.mod.name), pkg.mod for a whole module, or the
name of a deprecation in [tool.graphkit.deprecations].

\b
Exit status: 0 done, 2 bad usage or configuration, 3 the tree was read
incompletely and --strict was given, 130 interrupted, 143 terminated."""


class Front(click.Group):
    """A group whose every end is an exit status and at most one line on stderr."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run like any click group, with graphkit's own endings instead of click's."""
        extra["standalone_mode"] = False
        run = partial(super().main, *args, **extra)
        raise SystemExit(run_to_status(run))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the subcommand; click would word an interruption and a broken pipe its own way."""
        raise click.exceptions.Exit(run_to_status(partial(super().invoke, ctx)))


@click.group(
    cls=Front,
    epilog=_EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=print_version,
              help="Show the version and exit.")  # fmt: skip
def graphkit() -> None:
    """Find who really uses a deprecated symbol, through which chains, and what breaks if it goes.

    The code is read, never executed; it need not be installed.
    """


for _command in (
    bindings,
    blast,
    chains,
    chart,
    completion,
    compliance,
    draw,
    explore,
    export,
    gallery,
    next_step,
    plan,
    rank,
    scan,
    tests,
    trace,
    whatif,
):
    graphkit.add_command(_command)


def main() -> None:
    """Run the command line and exit the process with its status."""
    # a short life with many small values and few cycles: looking for garbage often costs a tenth of the time
    gc.set_threshold(200_000, 50, 50)
    with listening():
        try:
            graphkit.main(prog_name="graphkit")
        except KeyboardInterrupt as stop:
            # between the places that word an ending
            raise SystemExit(stopped(stop)) from None
