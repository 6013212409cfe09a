"""`graphkit gallery`: one page for everything that was written into a directory."""

from __future__ import annotations

import click

from graphkit.cli.answer import write_out
from graphkit.report.formats import FORMATS

_EPILOG = """\b
Examples:
  graphkit gallery                              (output/index.html)
  graphkit gallery results -o results/board.html

\b
What belongs together has one name: rank.txt and rank.json are one entry, and
burndown-dark.svg is what dark screens show for burndown.svg. The title and
the figures come from the JSON documents: trace, chains, rank, whatif,
compliance. The page sends nothing anywhere."""


@click.command(epilog=_EPILOG, short_help="One page that shows what was written into DIRECTORY.")
@click.argument("directory", default="output", required=False)
@click.option("--format", "written", type=click.Choice(tuple(FORMATS)), default="text", show_default=True,
              help="How to say what is on the page.")  # fmt: skip
@click.option("-o", "--output", metavar="FILE", help="The page. Default: index.html in DIRECTORY.")
@click.option("-q", "--quiet", is_flag=True, help="No problems on standard error.")
def gallery(directory: str, written: str, output: str | None, quiet: bool) -> None:
    """Write a page with the pictures, reports and documents that graphkit wrote into DIRECTORY."""
    from graphkit.report.formats import render
    from graphkit.report.text_layout import problem_lines
    from graphkit.workflows.gallery import gallery as work

    if output == "-":
        raise click.UsageError("gallery writes a file: give -o FILE")
    made = work(directory, output)
    write_out(render(made, written))
    if not quiet:
        for line in problem_lines(made.problems, verbose=False):
            click.echo(f"graphkit: {line}", err=True)
