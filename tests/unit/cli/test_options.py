from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from graphkit.cli.options import Run, shared_options


def parse(*arguments: str) -> Run:
    seen: list[Run] = []

    @click.command()
    @shared_options()
    def command(run: Run) -> None:
        seen.append(run)

    result = CliRunner().invoke(command, arguments)
    assert result.exit_code == 0, result.output
    return seen[0]


def test_what_was_not_given_is_left_to_the_configuration() -> None:
    run = parse()
    assert run.reading() == {"cache": True}
    assert (run.written, run.output, run.strict, run.verbose, run.quiet) == (
        "text",
        None,
        False,
        False,
        False,
    )


@pytest.mark.parametrize(
    ("arguments", "reading"),
    [
        (["--root", "a", "--root", "b"], {"cache": True, "roots": ("a", "b")}),
        (["--exclude", "x/**", "--no-cache"], {"cache": False, "exclude": ("x/**",)}),
        (["--config", "c.toml", "--cache-dir", "d"], {"cache": True, "config": "c.toml", "cache_dir": "d"}),
    ],
)
def test_what_was_given_reaches_the_workflow(arguments: list[str], reading: dict[str, object]) -> None:
    assert parse(*arguments).reading() == reading


def test_formats_of_a_command() -> None:
    @click.command()
    @shared_options("svg", "png")
    def command(run: Run) -> None:
        click.echo(run.written)

    assert CliRunner().invoke(command, []).output == "svg\n"
    assert "'svg', 'png'" in CliRunner().invoke(command, ["--format", "text"]).output


def test_the_number_of_processes_reaches_the_workflow() -> None:
    assert parse("--jobs", "3").reading() == {"cache": True, "jobs": 3}
    assert parse("--jobs", "0").reading() == {"cache": True}
