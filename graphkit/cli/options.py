"""Options that every subcommand takes, and the one value they make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from graphkit.report.formats import FORMATS

if TYPE_CHECKING:
    from graphkit.workflows.reading import Options

_Function = Callable[..., Any]


@dataclass(frozen=True)
class Run:
    """What the shared options of one call say."""

    roots: tuple[str, ...]
    config: str | None
    # the name of the output format
    written: str
    # None or "-" for standard output
    output: str | None
    exclude: tuple[str, ...]
    cache: bool
    cache_dir: str | None
    strict: bool
    verbose: bool
    quiet: bool
    # processes at most; 0: one for each processor
    jobs: int

    def reading(self) -> Options:
        """Return what a workflow needs to know of them; what was not given is left to the configuration."""
        options: Options = {"cache": self.cache}
        if self.roots:
            options["roots"] = self.roots
        if self.config is not None:
            options["config"] = self.config
        if self.exclude:
            options["exclude"] = self.exclude
        if self.cache_dir is not None:
            options["cache_dir"] = self.cache_dir
        if self.jobs:
            options["jobs"] = self.jobs
        return options


def shared_options(*formats: str) -> Callable[[_Function], _Function]:
    """Give a command the shared options; its function gets them as one `run: Run`.

    `formats` are the choices of `--format`, the first being the default; without any, the result formats.
    """
    choices = formats or tuple(FORMATS)
    options = (
        click.option("--root", "roots", multiple=True, metavar="DIR",
                     help="Directory whose children are importable; repeatable. Default: as configured."),
        click.option("--config", metavar="FILE", help="pyproject.toml or graphkit.toml to read."),
        click.option("--format", "written", type=click.Choice(choices), default=choices[0], show_default=True,
                     help="How to write the result."),
        click.option("-o", "--output", metavar="FILE", help="Write there, not to standard output."),
        click.option("--exclude", multiple=True, metavar="GLOB", help="Leave these out too; repeatable."),
        click.option("--cache/--no-cache", default=True, show_default=True,
                     help="Keep what was read of each file for the next run."),
        click.option("--cache-dir", metavar="DIR", help="Where to keep it. Default: the platform's cache."),
        click.option("--jobs", type=click.IntRange(min=0), default=0, metavar="N",
                     help="Processes that work at once. Default: one for each processor."),
        click.option("--strict", is_flag=True, help="Exit with status 3 when something could not be read."),
        click.option("-v", "--verbose", is_flag=True, help="List every problem, and what was skipped."),
        click.option("-q", "--quiet", is_flag=True, help="No progress and no problems on standard error."),
    )  # fmt: skip

    def decorate(function: _Function) -> _Function:
        @wraps(function)
        def call(**given: Any) -> Any:
            run = Run(**{field.name: given.pop(field.name) for field in fields(Run)})
            return function(run=run, **given)

        for option in reversed(options):
            option(call)
        return call

    return decorate


def print_version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    """Print the installed version and end, when `--version` was given."""
    if wanted and not context.resilient_parsing:
        import sys

        click.echo(f"graphkit {sys.modules['graphkit'].__version__}")
        context.exit()
