"""Run graphkit's commands on the bundled sample, as anybody would type them, and make a page of the results.

    python demo.py [DIRECTORY]

All commands run in one process: starting Python thirty times would take longer than the work.
"""

from __future__ import annotations

import contextlib
import os
import shlex
import sys

from graphkit.cli.main import graphkit

SAMPLE = "graphkit/samples/websocket_app/graphkit.toml"
TARGET = "websocket-factory"
FACADE = "netra_backend.app.websocket_core.canonical_imports"
EXPORT = f"{FACADE}:get_websocket_manager_factory"

# what is asked → the files that it is written to
REPORTS = {
    f"trace {TARGET}": "trace.txt trace.json",
    f"chains {TARGET} --cuts --via {FACADE}": "chains.txt chains.json",
    "blast": "blast.txt blast.json",
    f"rank {TARGET}": "rank.txt rank.json",
    f"whatif remove {EXPORT}": "whatif.txt whatif.json",
    f"next {TARGET}": "next.txt",
    f"tests {TARGET}": "tests.txt",
    f"compliance {TARGET}": "compliance.txt compliance.json",
    f"plan {TARGET}": "plan.md",
    f"explore {TARGET}": "explore.html",
    f"export {TARGET}": "export.graphml export.csv",
    f"draw {TARGET}": "consumers.svg consumers.png consumers.mmd",
    f"draw {TARGET} --view chains --via {FACADE}": "chains.svg",
    f"draw {TARGET} --view waves": "waves.svg",
    f"draw {FACADE} --view blast": "downstream.svg",
    "draw --view packages": "packages.svg",
    "draw --view cycles": "cycles.svg",
}
CHARTS = ("compliance", "burndown", "areas", "blast", "matrix", "detectors")


def commands(directory: str) -> list[list[str]]:
    """Return every command with its arguments, the gallery last."""
    found = []
    for asked, names in REPORTS.items():
        for name in names.split():
            written = ["--format", "json"] if name.endswith(".json") else []
            found.append([*asked.split(), *written, "-o", f"{directory}/{name}"])
    for chart in CHARTS:
        found.append(["chart", chart, TARGET, "-o", f"{directory}/{chart}.svg"])
        found.append(["chart", chart, TARGET, "--theme", "dark", "-o", f"{directory}/{chart}-dark.svg"])
    return [*([*words, "--config", SAMPLE, "--quiet"] for words in found), ["gallery", directory, "--quiet"]]


def main(directory: str = "output") -> int:
    """Run the commands, stop at the first that fails, and say what to look at."""
    os.makedirs(directory, exist_ok=True)
    for words in commands(directory):
        shown = [word for word in words if word not in ("--config", SAMPLE, "--quiet")]
        sys.stdout.write(f"graphkit {shlex.join(shown)}\n")
        sys.stdout.flush()
        status = run(words)
        if status:
            return status
    with open(f"{directory}/trace.txt", encoding="utf-8") as report:
        trace = report.read()
    sys.stdout.write(f"""
{trace}
What to look at, in a browser:
  {directory}/index.html    all of it: the case in figures, every picture and report
  {directory}/explore.html  everything to click through, offline: map, chains, code of every use, waves
  {directory}/plan.md       the plan for the issue tracker: phases, risks, gates, checklists, edits
""")
    return 0


def run(words: list[str]) -> int:
    """Run one command without what it prints, and return its exit status."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere, contextlib.redirect_stdout(nowhere):
        try:
            graphkit.main(words, prog_name="graphkit")
        except SystemExit as ending:
            return ending.code if isinstance(ending.code, int) else 0
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
