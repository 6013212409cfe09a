"""From a call's options to its answer: run the workflow, write the result, say what was not read."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

import click

from graphkit.cli.endings import DONE, INCOMPLETE
from graphkit.cli.options import Run
from graphkit.cli.progress import progress
from graphkit.errors import CannotWrite
from graphkit.model.problems import FilesSeen, Problem

if TYPE_CHECKING:
    from graphkit.workflows.reading import Options

R = TypeVar("R")


class Result(Protocol):
    """What every workflow's result says of the reading."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be read or decided."""

    @property
    def files(self) -> FilesSeen:
        """How much was read."""


def answer(
    run: Run,
    work: Callable[[Options], Result],
    *,
    limit: int = 20,
    matrix: bool = False,
    one_tree: bool = True,
) -> int:
    """Do `work`, write its result in the wanted format, and return the exit status.

    With `one_tree`, `-v` tells what was skipped in the tree of the options.
    Raises CannotWrite before the work starts when `-o` names no place to write to.
    """
    from graphkit.report.formats import render
    from graphkit.report.text_layout import Look
    from graphkit.workflows.save import check, save

    path = None if run.output == "-" else run.output
    if path is not None:
        check(path)
    result = watch(run, work)
    screen = path is None and sys.stdout.isatty()
    # a screen that shows stderr too lists the problems once
    listed = screen and sys.stderr.isatty() and not run.quiet
    look = Look(
        screen and not os.environ.get("NO_COLOR"), limit, run.verbose, problems=not listed, matrix=matrix
    )
    document = render(result, run.written, look)
    if path is not None:
        save(path, document)
    else:
        write_out(document)
    if one_tree:
        tell_skipped(run)
    return tell_reading(run, result)


def watch(run: Run, work: Callable[[Options], R]) -> R:
    """Do `work` with the options of `run`, showing progress where somebody sees it."""
    options = run.reading()
    with progress(wanted=not run.quiet) as tell:
        if tell is not None:
            options["progress"] = tell
        return work(options)


def write_out(document: str) -> None:
    """Write `document` to standard output: UTF-8 into files and pipes, what it can show on a terminal."""
    encoding = sys.stdout.encoding if sys.stdout.isatty() else "utf-8"
    try:
        click.echo(document.encode(encoding, "backslashreplace"), nl=False)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CannotWrite("standard output", (error.strerror or str(error)).lower()) from error


def tell_skipped(run: Run) -> None:
    """List on stderr, with `-v`, the files and directories that were left out of the tree."""
    if not run.verbose or run.quiet:
        return
    from graphkit.report.text_layout import visible
    from graphkit.workflows.skipped import skipped

    for path, reason in skipped(**run.reading()):
        click.echo(f"graphkit: skipped {visible(path)}: {reason}", err=True)


def tell_reading(run: Run, result: Result) -> int:
    """List on stderr what could not be read; the status is INCOMPLETE for that with `--strict`."""
    from graphkit.report.text_layout import count, problem_lines

    problems, files = result.problems, result.files
    if not run.quiet:
        for line in problem_lines(problems, verbose=run.verbose):
            click.echo(f"graphkit: {line}", err=True)
    if not run.strict or not (problems or files.seen < files.total):
        return DONE
    told = f"files seen {files.seen:,} of {files.total:,}, {count(len(problems), 'problem')}"
    click.echo(f"graphkit: read incompletely, and --strict was given: {told}", err=True)
    return INCOMPLETE
