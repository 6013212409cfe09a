"""Run every command in one process, in a place of its own, and tell what each said, wrote and started."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

# TARGET is a configured deprecation; ORDER, BEFORE and REPOSITORIES are files beside the current directory
COMMANDS: tuple[tuple[str, ...], ...] = (
    # makes the directory output
    ("draw", "TARGET"),
    ("trace", "TARGET", "--format", "json", "-o", "BEFORE"),
    ("trace", "TARGET", "--mentions", "-v"),
    ("trace", "TARGET", "--mentions", "--format", "json"),
    ("bindings", "--type-checking"),
    ("bindings", "--format", "json"),
    ("blast", "--limit", "0"),
    ("blast", "--format", "json"),
    ("chains", "TARGET", "--cuts", "--limit", "0"),
    ("chains", "TARGET", "--level", "module", "--format", "json"),
    ("rank", "TARGET", "-v"),
    ("rank", "TARGET", "--format", "json"),
    ("next", "TARGET"),
    ("next", "TARGET", "--diff"),
    ("next", "TARGET", "--format", "json"),
    ("tests", "TARGET", "--matrix", "--limit", "0"),
    ("tests", "TARGET", "--format", "json"),
    ("compliance", "TARGET", "-v"),
    ("compliance", "--format", "json"),
    ("whatif", "remove", "TARGET", "--limit", "0"),
    ("whatif", "remove", "TARGET", "--format", "json"),
    ("plan", "TARGET", "-o", "output/plan.md"),
    ("plan", "TARGET", "-o", "output/plan.md"),
    ("plan", "TARGET", "--format", "text"),
    ("plan", "TARGET", "--format", "json"),
    ("plan", "TARGET", "--check", "ORDER"),
    ("plan", "TARGET", "--gate", "1"),
    ("export", "-o", "output/modules.graphml"),
    ("export", "TARGET", "-o", "output/flow.gexf"),
    ("export", "TARGET", "-o", "output/flow.graphml"),
    ("export", "TARGET", "-o", "output/flow.cyjs"),
    ("export", "--table", "nodes", "-o", "output/nodes.csv"),
    ("export", "--table", "edges", "-o", "output/edges.csv"),
    ("export", "TARGET", "--format", "json"),
    ("export",),
    ("export", "TARGET", "--format", "gexf"),
    ("export", "--format", "csv"),
    ("export", "--format", "csv", "--table", "nodes"),
    ("export", "TARGET", "--format", "cytoscape"),
    ("draw", "TARGET", "-o", "output/consumers.dot"),
    ("draw", "TARGET", "-o", "output/consumers.mmd"),
    ("draw", "TARGET", "-o", "output/linked.svg", "--link-template", "https://x.example/{file}#L{line}?{module}"),
    ("draw", "TARGET", "-o", "output/linked.mmd", "--link-template", "https://x.example/{file}#L{line}"),
    ("draw", "TARGET", "--view", "chains", "-o", "output/chains.svg"),
    ("draw", "TARGET", "--view", "waves", "-o", "output/waves.svg"),
    ("draw", "--view", "packages", "-o", "output/packages.svg"),
    ("draw", "--view", "cycles", "-o", "output/cycles.svg"),
    ("draw", "--view", "packages", "-o", "output/packages.mmd"),
    ("draw", "TARGET", "--view", "diff", "HEAD", "HEAD", "-o", "output/diff.svg"),
    ("draw", "--view", "diff", "BEFORE", "BEFORE", "-o", "output/saved.svg"),
    ("draw", "TARGET", "-o", "output/system.svg", "--engine", "system"),
    ("chart", "burndown", "TARGET", "-o", "output/burndown.svg"),
    ("chart", "areas", "TARGET", "-o", "output/areas.svg"),
    ("chart", "matrix", "TARGET", "-o", "output/matrix.svg"),
    ("chart", "blast", "-o", "output/blast.png"),
    ("explore", "TARGET"),
    ("explore", "TARGET", "-o", "output/explore.html"),
    ("trace", "no.such.module:thing"),
    ("scan", "REPOSITORIES", "pkg.factory:make", "--results", "output/scan"),
    ("scan", "REPOSITORIES", "pkg.factory:make", "--results", "output/scan", "--format", "json"),
    ("completion", "bash"),
)  # fmt: skip
# programs that graphkit may start, matplotlib to find fonts, and click to see whether a shell can complete
PROGRAMS = {"git", "graphviz-pure", "fc-list", "bash"}


class Ran(NamedTuple):
    """One command, how it ended and what it said."""

    command: tuple[str, ...]
    status: int
    out: str
    err: str


class Session(NamedTuple):
    """All that was run, and what Python saw it do."""

    ran: list[Ran]
    # places opened for writing, made, renamed or removed
    touched: set[str]
    # what was started, each a list of words or a single text
    started: list[list[str] | str]


def run_all(
    top: Path,
    commands: Sequence[Sequence[str]] = COMMANDS,
    *,
    target: str = "old-make",
    start: Sequence[str] = (),
    **environment: str,
) -> Session:
    """Run `commands` in `top/work`, with home, temporary files and the program's own script beside it."""
    for name in ("home", "tmp", "bin", "work"):
        (top / name).mkdir(exist_ok=True)
    # like the script that an installer makes: the first place on the path is where it lies
    script = top / "bin" / "graphkit"
    script.write_text("from tests_worker import main\nmain()\n")
    (top / "bin" / "tests_worker.py").write_bytes(Path(__file__).with_name("worker.py").read_bytes())
    words = {"TARGET": target, "BEFORE": str(top / "before.json"), "ORDER": str(top / "order.toml")}
    words["REPOSITORIES"] = str(top / "repositories.toml")
    (top / "repositories.toml").write_text("[[repositories]]\nname = 'work'\npath = 'work'\n")
    given = [[words.get(word, word) for word in command] for command in commands]
    done = subprocess.run(
        [sys.executable, *(start or [str(script)]), json.dumps(given), str(top / "session.json")],
        cwd=top / "work",
        env={
            **os.environ,
            "HOME": str(top / "home"),
            "XDG_CACHE_HOME": str(top / "home" / ".cache"),
            "XDG_CONFIG_HOME": str(top / "home" / ".config"),
            "TMPDIR": str(top / "tmp"),
            "PYTHONDONTWRITEBYTECODE": "1",
            **environment,
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads((top / "session.json").read_text())
    ran = [Ran(tuple(command), *rest) for command, *rest in told["ran"]]
    return Session(ran, set(told["touched"]), told["started"])
