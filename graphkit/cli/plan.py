"""`graphkit plan`: the plan of a migration, for people."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from graphkit.cli.answer import tell_reading, tell_skipped, watch, write_out
from graphkit.cli.endings import DONE, UNSAFE
from graphkit.cli.options import Run, shared_options

if TYPE_CHECKING:
    from graphkit.model.plan import GateCheck, OrderCheck, Plan

_EPILOG = """\b
Examples:
  graphkit plan websocket-factory -o plan.md
  graphkit plan pkg.factory:make --root src --format json
  graphkit plan websocket-factory --check order.toml   (is somebody's order safe?)
  graphkit plan websocket-factory --gate 1             (is phase 1 over?)

\b
Written again with -o, a plan keeps your ticks and every text outside of its
marks. The order that --check reads is TOML, one table a step:
  [[steps]]
  title = "Move the routes"
  migrate = ["pkg.routes.chat", "tests/test_chat.py"]
  [[steps]]
  remove = "pkg.facade:make"

\b
Exit status: 1 when --check refuses a step or --gate finds a file that is left."""


@click.command(epilog=_EPILOG, short_help="A plan to put before people: phases, gates, risks, checklists.")
@click.argument("target")
@click.option(
    "--check", "order", metavar="ORDER.toml", help="Say whether this order of steps is safe, instead."
)
@click.option("--gate", type=click.IntRange(1, 4), metavar="N", help="Say whether phase N is over, instead.")
@click.option("--fresh", is_flag=True, help="Start over: keep nothing of what the file given by -o holds.")
@click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True,
              help="Rows of a list in text.")  # fmt: skip
@shared_options("markdown", "text", "json")
def plan(run: Run, target: str, order: str | None, gate: int | None, fresh: bool, limit: int) -> int:
    """Plan the migration off TARGET: what moves when, how it is checked and undone, what is at risk."""
    from graphkit.workflows.save import check, save

    if order is not None and gate is not None:
        raise click.UsageError("--check and --gate are different questions: give one of them")
    path = None if run.output == "-" else run.output
    if path is not None:
        check(path)
    result = _result(run, target, order, gate)
    text = _written(run, result, path, fresh=fresh, limit=limit)
    if path is not None:
        save(path, text)
    else:
        write_out(text)
    tell_skipped(run)
    return tell_reading(run, result) or (DONE if _fine(result) else UNSAFE)


def _result(run: Run, target: str, order: str | None, gate: int | None) -> Plan | OrderCheck | GateCheck:
    if order is not None:
        from graphkit.workflows.plan_checks import check_order

        return watch(run, lambda options: check_order(target, order, **options))
    if gate is not None:
        from graphkit.workflows.plan_checks import check_gate

        return watch(run, lambda options: check_gate(target, gate, **options))
    from graphkit.workflows.plan import plan as work

    return watch(run, lambda options: work(target, **options))


def _written(
    run: Run, result: Plan | OrderCheck | GateCheck, path: str | None, *, fresh: bool, limit: int
) -> str:
    from graphkit.model.plan import Plan
    from graphkit.report.formats import render
    from graphkit.report.text_layout import Look

    if isinstance(result, Plan) and run.written == "markdown":
        from graphkit.workflows.plan import document

        return document(result, path, fresh=fresh)
    screen = path is None and sys.stdout.isatty()
    look = Look(screen and not os.environ.get("NO_COLOR"), limit, run.verbose)
    return render(result, "json" if run.written == "json" else "text", look)


def _fine(result: Plan | OrderCheck | GateCheck) -> bool:
    """Whether nothing was refused and nothing is left."""
    return not getattr(result, "refusals", ()) and not getattr(result, "remaining", ())
