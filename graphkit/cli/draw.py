"""`graphkit draw`: a picture of who takes a symbol through what."""

from __future__ import annotations

import click

from graphkit.cli.answer import tell_reading, tell_skipped, watch, write_out
from graphkit.cli.options import Run, shared_options

_EPILOG = """\b
Examples:
  graphkit draw pkg.factory:make --root src           (output/make.svg)
  graphkit draw pkg.factory:make -o docs/make.png
  graphkit draw websocket-factory -o factory.mmd      (for Markdown)
  graphkit draw websocket-factory -o factory.svg --format json

\b
The picture's format is --format, or what the file's name ends in, or svg.
With text or json, --format is how to say on standard output what was drawn."""


@click.command(epilog=_EPILOG, short_help="A picture of who takes TARGET through what.")
@click.argument("target")
@click.option("--engine", type=click.Choice(("bundled", "system")), default="bundled", show_default=True,
              help="The Graphviz that comes with graphkit, or the `dot` on the search path.")  # fmt: skip
@shared_options("text", "json", "svg", "png", "dot", "mmd")
def draw(run: Run, target: str, engine: str) -> int:
    """Draw the consumers of TARGET, the facades they go through and the definition."""
    from graphkit.report.formats import FORMATS, render
    from graphkit.workflows.draw import draw as work

    if run.output == "-":
        raise click.UsageError("draw writes a file: give -o FILE")
    picture = None if run.written in FORMATS else run.written
    drawing = watch(
        run, lambda options: work(target, run.output, output_format=picture, engine=engine, **options)
    )
    write_out(render(drawing, "text" if picture else run.written))
    tell_skipped(run)
    return tell_reading(run, drawing)
