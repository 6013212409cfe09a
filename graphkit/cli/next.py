"""`graphkit next`: the one step of a migration to take now."""

from __future__ import annotations

import click

from graphkit.cli.answer import answer, tell_reading, watch, write_out
from graphkit.cli.options import Run, shared_options
from graphkit.model.ranking import POLICIES

_EPILOG = """\b
Examples:
  graphkit next websocket-factory
  graphkit next pkg.factory:make --root src --policy leaf-first
  graphkit next websocket-factory --diff | git apply

\b
The code itself says how far the migration is: ask again after each change."""


@click.command(name="next", epilog=_EPILOG, short_help="Which file to migrate off TARGET now, and how.")
@click.argument("target")
@click.option("--policy", type=click.Choice(POLICIES), default=POLICIES[0], show_default=True,
              help="What comes first inside a wave, as for `rank`.")  # fmt: skip
@click.option(
    "--diff", is_flag=True, help="Print the mechanical part of the step as a patch, and nothing else."
)
@click.option("--churn/--no-churn", default=None,
              help="Insist on counting recent commits, or do not ask git.")  # fmt: skip
@shared_options()
def next_step(run: Run, target: str, policy: str, diff: bool, churn: bool | None) -> int:
    """Name the file to change now: why it, its uses, the edit, the tests to run, and what is at stake."""
    from graphkit.workflows.next_step import next_step as work

    if not diff:
        return answer(run, lambda options: work(target, policy=policy, churn=churn, **options))
    from graphkit.workflows.save import check, save

    path = None if run.output == "-" else run.output
    if path is not None:
        check(path)
    step = watch(run, lambda options: work(target, policy=policy, churn=churn, **options))
    patch = "".join(edit.diff for edit in step.edits)
    if path is not None:
        save(path, patch)
    else:
        write_out(patch)
    return tell_reading(run, step)
