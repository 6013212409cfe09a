"""`graphkit scan`: who in many repositories uses a symbol."""

from __future__ import annotations

import click

from graphkit.cli.answer import answer
from graphkit.cli.options import Run, shared_options
from graphkit.errors import BadUsage
from graphkit.model.scan import ENGINES, Scan

_EPILOG = """\b
Examples:
  graphkit scan repositories.toml requests.sessions:Session
  graphkit scan wheels/ six:string_types --jobs 2 --parquet
  graphkit scan repositories.toml pkg.mod:name --provider ../pkg
  graphkit scan repositories.toml pkg.mod:name --engine dask --scheduler tcp://host:8786

\b
REPOS is a directory of wheels, archives and checkouts, or a TOML file:
  directory = "wheels/"        (everything in it; also directories = [...])
  [defaults]                   (owner, roots, exclude, tests)
  [[repositories]]
  name = "billing"
  path = "../billing"          (a directory, .whl, .zip, .tar.gz)
  owner = "payments"           (else what CODEOWNERS says of *)
  roots = ["src"]              (else found)

\b
Every repository's result is kept in --results as it comes in: the same command
goes on where an earlier one ended, and reads only what is missing or changed.
There are also uses.jsonl, repositories.jsonl and ranking.jsonl for DuckDB and
pandas; Parquet needs graphkit[parquet], the engine dask needs graphkit[dask]."""


@click.command(epilog=_EPILOG, short_help="Who in many repositories uses TARGET, and who moves first.")
@click.argument("repos")
@click.argument("target")
@click.option("--provider", default="", metavar="NAME",
              help="The repository (or a path) that defines TARGET. Default: looked for.")  # fmt: skip
@click.option("--results", default="output/scan", show_default=True, metavar="DIR",
              help="Where the rows are written and the scan goes on from.")  # fmt: skip
@click.option("--parquet", is_flag=True, help="Write the rows as Parquet files too.")
@click.option("--engine", type=click.Choice(ENGINES), default=ENGINES[0], show_default=True,
              help="Where repositories are read: on this machine, or on a Dask cluster.")  # fmt: skip
@click.option("--scheduler", default="", metavar="ADDRESS", help="The cluster's, for --engine dask.")
@click.option("--timeout", type=click.FloatRange(min=0), default=300.0, show_default=True, metavar="SECONDS",
              help="For one repository; 0 for no limit.")  # fmt: skip
@click.option("--retries", type=click.IntRange(min=0), default=1, show_default=True, metavar="N",
              help="How often a repository that could not be read is tried again.")  # fmt: skip
@click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True, metavar="N",
              help="Rows of each list in the text; 0 for all.")  # fmt: skip
@shared_options()
def scan(
    run: Run,
    repos: str,
    target: str,
    provider: str,
    results: str,
    parquet: bool,
    engine: str,
    scheduler: str,
    timeout: float,
    retries: int,
    limit: int,
) -> int:
    """Find the uses of TARGET in all the repositories of REPOS, and the order in which they can move.

    Repositories that take TARGET through another one are found too. One that cannot be read costs none of the
    others: it is listed with the reason, and tried again by the next run.
    """
    from graphkit.report.text_layout import visible
    from graphkit.workflows.reading import Options
    from graphkit.workflows.scan import scan as work

    if run.roots or run.config is not None:
        raise BadUsage("--root and --config are for one tree; write the roots of a repository into REPOS")

    def do(options: Options) -> Scan:
        told = {"progress": options["progress"]} if "progress" in options else {}
        return work(
            repos,
            target,
            provider=provider,
            results=results,
            exclude=run.exclude,
            parquet=parquet,
            engine=engine,
            scheduler=scheduler,
            jobs=run.jobs,
            timeout=timeout,
            retries=retries,
            **told,
        )

    try:
        return answer(run, do, limit=limit, one_tree=False)
    except KeyboardInterrupt:
        click.echo(
            f"graphkit: {visible(results)} keeps what was read, the same command goes on from there", err=True
        )
        raise
