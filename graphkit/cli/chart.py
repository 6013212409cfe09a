"""`graphkit chart`: one finding as a chart."""

from __future__ import annotations

import click

from graphkit.cli.answer import tell_reading, tell_skipped, watch, write_out
from graphkit.cli.options import Run, shared_options
from graphkit.model.charts import CHARTS, THEMES

_EPILOG = """\b
Examples:
  graphkit chart burndown pkg.factory:make --root src     (output/burndown-….svg)
  graphkit chart compliance websocket-factory -o compliance.png
  graphkit chart blast -o blast.svg --theme dark          (every module)

\b
The charts
  compliance  files that have moved: today, and after each phase of the plan
  burndown    modules left after each wave of the migration
  areas       files left to move, by package
  blast       modules downstream: production and tests, at import and in all
  matrix      who imports whom on the way to the symbol, by level
  detectors   what configured text patterns count, against real uses

\b
The picture's format is --format, or what the file's name ends in, or svg.
With text or json, --format is how to say on standard output what was drawn."""


@click.command(epilog=_EPILOG, short_help="A chart of TARGET for people who decide: svg or png.")
@click.argument("name", type=click.Choice(CHARTS))
@click.argument("target", default="", required=False)
@click.option("--theme", type=click.Choice(THEMES), default=THEMES[0], show_default=True,
              help="On white paper, or on a dark page.")  # fmt: skip
@shared_options("text", "json", "svg", "png")
def chart(run: Run, name: str, target: str, theme: str) -> int:
    """Draw the chart NAME of TARGET, its finding as the title; `blast` needs no TARGET."""
    from graphkit.report.formats import FORMATS, render
    from graphkit.workflows.chart import chart as work

    if run.output == "-":
        raise click.UsageError("chart writes a file: give -o FILE")
    picture = None if run.written in FORMATS else run.written
    drawn = watch(
        run,
        lambda options: work(name, target, run.output, output_format=picture, theme=theme, **options),
    )
    write_out(render(drawn, "text" if picture else run.written))
    tell_skipped(run)
    return tell_reading(run, drawn)
