from __future__ import annotations

from collections.abc import Callable

import click
import pytest

from graphkit.cli.endings import run_to_status
from graphkit.errors import NoPythonFiles

REPORT_IT = "please report it with the traceback that GRAPHKIT_DEBUG=1 shows"


def raiser(error: BaseException) -> Callable[[], object]:
    def run() -> object:
        raise error

    return run


@pytest.mark.parametrize(("returned", "status"), [(None, 0), (0, 0), (3, 3), ("text", 0)])
def test_what_a_command_returns_is_the_status(returned: object, status: int) -> None:
    assert run_to_status(lambda: returned) == status


@pytest.mark.parametrize(
    ("error", "status", "line"),
    [
        (click.exceptions.Exit(3), 3, ""),
        (KeyboardInterrupt(), 130, "graphkit: interrupted\n"),
        (click.Abort(), 130, "graphkit: interrupted\n"),
        (click.UsageError("No such option."), 2, "graphkit: No such option\n"),
        (
            NoPythonFiles(("src",)),
            2,
            "graphkit: no Python files under 'src'; check --root and the exclude patterns\n",
        ),
        (BrokenPipeError(), 141, ""),
        (
            KeyError("two\nlines"),
            70,
            f"graphkit: internal error, KeyError: 'two\\nlines'; {REPORT_IT}\n",
        ),
        (
            RecursionError("too\n deep"),
            70,
            f"graphkit: internal error, RecursionError: too deep; {REPORT_IT}\n",
        ),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else "",
)
def test_every_error_is_a_line_and_a_status(
    error: BaseException, status: int, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_to_status(raiser(error)) == status
    assert capsys.readouterr() == ("", line)


def test_debugging_lets_unexpected_errors_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHKIT_DEBUG", "1")
    with pytest.raises(KeyError):
        run_to_status(raiser(KeyError("x")))
    assert run_to_status(raiser(NoPythonFiles(("src",)))) == 2
