"""`graphkit whatif`: what breaks if something is removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graphkit.cli.answer import answer
from graphkit.cli.endings import UNSAFE
from graphkit.cli.options import Run, shared_options

if TYPE_CHECKING:
    from graphkit.model.breakage import WhatIf
    from graphkit.workflows.reading import Options

_EPILOG = """\b
Examples:
  graphkit whatif remove pkg.facade:make          (what a facade passes on)
  graphkit whatif remove pkg/facade.py:34 --check (what is bound on that line)
  graphkit whatif remove pkg.old pkg.factory:make --format json

\b
WHAT is pkg.mod:name, pkg.mod for a whole module, path/to/file.py:LINE, or the
name of a deprecation in [tool.graphkit.deprecations]; several go at once.
Exit status: 1 with --check when something is certain to fail."""


@click.group(epilog=_EPILOG, short_help="What breaks, and when, if something goes: whatif remove WHAT.")
def whatif() -> None:
    """Predict what a change breaks. Nothing is run, nothing is written."""


@whatif.command(epilog=_EPILOG, short_help="What breaks if WHAT goes.")
@click.argument("what", nargs=-1, required=True)
@click.option("--keep-all", is_flag=True, help="Leave a name's entry in a literal __all__ where it is.")
@click.option("--check", is_flag=True, help="Exit with status 1 when the removal is unsafe.")
@click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True,
              help="How many rows of a section to list; 0 lists all.")  # fmt: skip
@shared_options()
def remove(run: Run, what: tuple[str, ...], keep_all: bool, check: bool, limit: int) -> int:
    """Predict what fails when WHAT is removed: at import, when reached, silently, and what dangles."""
    from graphkit.workflows.whatif import whatif as work

    unsafe = False

    def ask(options: Options) -> WhatIf:
        nonlocal unsafe
        found = work(*what, keep_all=keep_all, **options)
        unsafe = found.verdict == "unsafe"
        return found

    status = answer(run, ask, limit=limit)
    return UNSAFE if check and unsafe else status
