"""How a command ends: every error is one line on stderr and an exit status, never a traceback."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import TextIO

import click

from graphkit.cli.signals import Stopped
from graphkit.errors import GraphkitError

DONE = 0
UNSAFE = 1
BAD_USAGE = 2
INCOMPLETE = 3
INTERNAL = 70
# and the number of the signal: 130 for Ctrl-C, 143 for being terminated
INTERRUPTED = 128
BROKEN_PIPE = 141


def run_to_status(run: Callable[[], object]) -> int:
    """Call `run` and return the exit status; `GRAPHKIT_DEBUG=1` lets unexpected errors through."""
    try:
        status = run()
        sys.stdout.flush()
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except (KeyboardInterrupt, click.Abort) as stop:
        return stopped(stop)
    except click.ClickException as error:
        return _say(_word_usage(error), BAD_USAGE)
    except GraphkitError as error:
        return _say(str(error), BAD_USAGE)
    except BrokenPipeError:
        _silence(sys.stdout)
        return BROKEN_PIPE
    except Exception as error:  # the last resort: a person gets a line, not a traceback
        if os.environ.get("GRAPHKIT_DEBUG"):
            raise
        return _say(
            f"internal error, {type(error).__name__}: {error}; "
            "please report it with the traceback that GRAPHKIT_DEBUG=1 shows",
            INTERNAL,
        )
    return status if isinstance(status, int) else DONE


def stopped(stop: BaseException) -> int:
    """Say that a signal ended the command, and return the exit status; click wraps some of them."""
    cause = stop if isinstance(stop, Stopped) else stop.__cause__
    number = cause.number if isinstance(cause, Stopped) else signal.SIGINT
    return _say("interrupted" if number == signal.SIGINT else "terminated", INTERRUPTED + number)


def _say(message: str, status: int) -> int:
    from graphkit.report.text_layout import visible

    try:
        click.echo(f"graphkit: {visible(' '.join(message.split()))}", err=True)
    except OSError:
        # nobody hears it; the status says it all the same
        _silence(sys.stderr)
    return status


def _word_usage(error: click.ClickException) -> str:
    """Say what click found on one line, and where the help is."""
    message = error.format_message().rstrip(".")
    context = error.ctx if isinstance(error, click.UsageError) else None
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return "no command given; see 'graphkit --help'"
    return f"{message}; see '{context.command_path} --help'" if context else message


def _silence(stream: TextIO) -> None:
    """Keep the interpreter from complaining, on its way out, that nobody reads what it wrote there."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        # it is no file (as under a test runner): nothing will be flushed to a closed pipe
        return
