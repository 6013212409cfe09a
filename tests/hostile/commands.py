"""Every command, asked of a tree: in this process, with a time limit, and what may differ left out."""

from __future__ import annotations

import json
import re
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

from click.testing import CliRunner

from graphkit.cli.main import graphkit

TARGET = "make"
# seconds; the slowest command takes a few on an idle machine
LIMIT = 120

# each answers in JSON; `{out}` is a directory to write to
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("trace", TARGET, "--mentions"),
    ("bindings", "--type-checking"),
    ("blast",),
    ("chains", TARGET, "--cuts"),
    ("chains", TARGET, "--level", "module", "--cuts"),
    ("rank", TARGET, "--compare", "--no-churn"),
    ("next", TARGET, "--no-churn"),
    ("whatif", "remove", "pkg.facade:make"),
    ("tests", TARGET, "--module", "pkg.facade"),
    ("compliance", TARGET),
    ("plan", TARGET),
    ("plan", TARGET, "--gate", "1"),
    ("plan", TARGET, "--check", "{out}/order.toml"),
)
# each writes a file, and says in JSON what it wrote
DRAWN: tuple[tuple[str, ...], ...] = (
    ("draw", TARGET, "-o", "{out}/consumers.dot"),
    ("draw", TARGET, "--view", "chains", "-o", "{out}/chains.mmd"),
    ("draw", TARGET, "--view", "waves", "-o", "{out}/waves.dot"),
    ("draw", "pkg.facade", "--view", "blast", "-o", "{out}/blast.dot"),
    ("draw", "--view", "packages", "-o", "{out}/packages.mmd"),
    ("draw", "--view", "cycles", "-o", "{out}/cycles.dot"),
)
# slower: pictures and pages
PICTURES: tuple[tuple[str, ...], ...] = (
    ("draw", TARGET, "-o", "{out}/consumers.svg"),
    ("explore", TARGET, "-o", "{out}/page.html"),
    *(
        ("chart", name, TARGET, "-o", f"{{out}}/{name}.svg")
        for name in ("compliance", "burndown", "areas", "matrix", "detectors")
    ),
    ("chart", "blast", "-o", "{out}/radius.svg"),
)
# write no JSON about themselves
EXPORTED: tuple[tuple[str, ...], ...] = tuple(
    ("export", *target, *table, "--format", written)
    for target in ((), (TARGET,))
    for written, table in (("graphml", ()), ("gexf", ()), ("cytoscape", ()), ("csv", ()), ("json", ()))
)
ORDER = """\
[[steps]]
title = "Routes"
migrate = ["pkg.routes", "pkg/worker.py", "tests/test_routes.py"]
[[steps]]
remove = "pkg.facade:make"
"""


class Ran(NamedTuple):
    """How one command ended."""

    status: int
    out: str
    err: str


class TookTooLong(Exception):
    """A command that hangs."""


@contextmanager
def limited(seconds: int = LIMIT) -> Iterator[None]:
    """Raise TookTooLong in whatever still runs after so long."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TookTooLong

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def ask(root: Path, out: Path, command: Sequence[str], *options: str) -> Ran:
    """Run `command` on the tree at `root`; `out` is a directory that it may write to."""
    words = [word.replace("{out}", str(out)) for word in command]
    with limited():
        result = CliRunner().invoke(graphkit, [*words, "--root", str(root), *options])
    return Ran(result.exit_code, result.stdout, result.stderr)


def problems_of(answer: str) -> list[str]:
    """The files that an answer in JSON lists as problems, each as often as it does."""
    return [problem["file"] for problem in json.loads(answer)["problems"]]


def essence(answer: str) -> Any:
    """An answer in JSON without what must differ where a file cannot be read."""
    return _without(json.loads(answer))


# what is told of the reading; where tabs and marks stand, columns differ
_APART = frozenset({"problems", "files", "caption", "column"})


def _without(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without(inner) for key, inner in value.items() if key not in _APART}
    if isinstance(value, list):
        return [_without(inner) for inner in value]
    return value


def tidy(ran: Ran) -> bool:
    """Whether a command ended as documented, without a traceback or an error of its own."""
    return ran.status in (0, 1, 2, 3) and not re.search(r"Traceback|internal error", ran.err + ran.out)
