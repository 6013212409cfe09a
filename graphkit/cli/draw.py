"""`graphkit draw`: a picture of who takes a symbol through what, and other views."""

from __future__ import annotations

import click

from graphkit.cli.answer import tell_reading, tell_skipped, watch, write_out
from graphkit.cli.options import Run, shared_options
from graphkit.model.drawing import BLAST, DIFF, VIEWS

_EPILOG = """\b
Examples:
  graphkit draw pkg.factory:make --root src           (output/make.svg)
  graphkit draw pkg.factory:make -o docs/make.png
  graphkit draw websocket-factory -o factory.mmd      (for Markdown)
  graphkit draw websocket-factory --view chains --via pkg.facade
  graphkit draw websocket-factory --view waves -o waves.png
  graphkit draw pkg.facade --view blast
  graphkit draw --view packages --depth 2
  graphkit draw --view cycles -o cycles.svg
  graphkit draw --view diff before.json after.json    (two saved traces)
  graphkit draw pkg.factory:make --view diff v1.0 HEAD
  graphkit draw pkg.factory:make \\
    --link-template 'https://git.example.org/a/b/blob/{revision}/{file}#L{line}'

\b
The picture's format is --format, or what the file's name ends in, or svg.
With text or json, --format is how to say on standard output what was drawn.
A large picture is coarsened until it fits a page; its caption says how."""


@click.command(epilog=_EPILOG, short_help="A picture of who takes TARGET through what.")
@click.argument("words", nargs=-1, metavar="[TARGET] [A B]")
@click.option("--view", type=click.Choice(VIEWS), default=VIEWS[0], show_default=True,
              help="consumers, chains and waves of TARGET; blast of a module; packages and cycles of the "
                   "whole tree; diff of two saved traces, or of TARGET at two revisions.")  # fmt: skip
@click.option("--depth", type=click.IntRange(min=1), metavar="N",
              help="Packages and cycles: how many components of their names packages have.")  # fmt: skip
@click.option("--via", default="", metavar="MODULE", help="Chains: only those through it.")
@click.option("--level", type=click.Choice(("symbol", "module")), default="symbol", show_default=True,
              help="Chains: of takes of the symbol, or of imports of modules.")  # fmt: skip
@click.option("--show", type=click.Choice(("both", "before", "after")), default="both", show_default=True,
              help="Diff: which state; everything is in the same place in all.")  # fmt: skip
@click.option("--link-template", default="", metavar="URL",
              help="Where a click on a node leads, with {file}, {line}, {module} or {revision}.")  # fmt: skip
@click.option("--engine", type=click.Choice(("bundled", "system")), default="bundled", show_default=True,
              help="The Graphviz that comes with graphkit, or the `dot` on the search path.")  # fmt: skip
@shared_options("text", "json", "svg", "png", "dot", "mmd")
def draw(
    run: Run,
    words: tuple[str, ...],
    view: str,
    depth: int | None,
    via: str,
    level: str,
    show: str,
    link_template: str,
    engine: str,
) -> int:
    """Draw the consumers of TARGET, the facades they go through and the definition, or another view."""
    from graphkit.report.formats import FORMATS, render
    from graphkit.workflows.draw import draw as work

    if run.output == "-":
        raise click.UsageError("draw writes a file: give -o FILE")
    target, between = _meant(words, view)
    picture = None if run.written in FORMATS else run.written
    drawing = watch(
        run,
        lambda options: work(
            target,
            run.output,
            output_format=picture,
            engine=engine,
            view=view,
            depth=depth,
            via=via,
            level=level,
            between=between,
            show=show,
            link_template=link_template,
            **options,
        ),
    )
    write_out(render(drawing, "text" if picture else run.written))
    tell_skipped(run)
    return tell_reading(run, drawing)


def _meant(words: tuple[str, ...], view: str) -> tuple[str, tuple[str, ...]]:
    """Return the target, and the two states to compare. Raises UsageError for more or fewer words."""
    if view == DIFF:
        if len(words) not in (2, 3):
            raise click.UsageError("--view diff takes two saved traces, or TARGET and two revisions")
        return (words[0] if len(words) == 3 else ""), words[-2:]
    if view in ("packages", "cycles"):
        if words:
            raise click.UsageError(f"--view {view} is of the whole tree and takes no TARGET")
        return "", ()
    if len(words) != 1:
        what = "MODULE" if view == BLAST else "TARGET"
        said = f"Missing argument '{what}'." if not words else f"Got unexpected extra argument ({words[1]})"
        raise click.UsageError(said)
    return words[0], ()
