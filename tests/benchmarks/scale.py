"""Time and memory of trace, blast, rank and chains for code bases of growing size.

    python -m tests.benchmarks.scale -o docs/scale.md
    python -m tests.benchmarks.scale --sizes 1000 10000 --in-memory 0 --rounds 1
    python -m tests.benchmarks.scale --from docs/scale.json -o docs/scale.md      write and draw again

All sizes, as files and in memory, take half an hour on two idle cores. Writes what was measured beside the
document as JSON, and draws it (`tests.benchmarks.scale_plot`). Trees are
made in --scratch and left there. "cold" has an empty cache, "warm" the one that the cold run left; memory is
that of all processes at the moment when they hold most, pages they share counted once.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from math import log
from pathlib import Path
from typing import Any

from tests.benchmarks.in_memory import QUESTIONS
from tests.benchmarks.scale_plot import draw
from tests.benchmarks.shaped import shape
from tests.benchmarks.shaped_files import write_tree

HERE = Path(__file__).resolve().parents[2]
TARGET = "app.core.factory:get_factory"
COMMANDS = {
    "trace": ("trace", TARGET),
    "blast": ("blast",),
    "rank": ("rank", TARGET),
    "chains": ("chains", TARGET),
    "module-chains": ("chains", TARGET, "--level", "module"),
}
# seconds; a run that takes longer is killed
LIMIT = 1800
# seconds between two looks at the memory
_LOOK = 0.02
# one measurement: task, state (cold, warm or memory), modules, seconds, cpu, megabytes
Row = dict[str, Any]


def timed(command: Sequence[str]) -> tuple[float, float, float, str]:
    """Run a command: seconds of wall, of all cores, megabytes of all its processes, what it printed."""
    environment = {**os.environ, "PYTHONPATH": str(HERE)}
    with tempfile.TemporaryFile() as output:
        before, started = os.times(), time.perf_counter()
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.DEVNULL, env=environment
        )
        most = 0.0
        while process.poll() is None:
            most = max(most, megabytes(process.pid))
            if time.perf_counter() - started > LIMIT:
                process.kill()
            time.sleep(_LOOK)
        wall, after = time.perf_counter() - started, os.times()
        if process.returncode:
            raise SystemExit(f"exit status {process.returncode}: {' '.join(command)}")
        output.seek(0)
        printed = output.read().decode()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return wall, cpu, most, printed


def megabytes(pid: int) -> float:
    """What a process and its children hold now (Linux)."""
    try:
        rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return 0.0
    held = next((int(row.split()[1]) / 1024 for row in rows if row.startswith("Pss:")), 0.0)
    return held + sum(megabytes(int(child)) for child in children)


def of_files(sizes: Sequence[int], scratch: Path, rounds: int) -> Iterator[Row]:
    """Measure the commands on trees of these sizes."""
    for size in sizes:
        tree, cache = scratch / f"tree-{size}", scratch / f"cache-{size}"
        if not tree.exists():
            write_tree(tree, shape(size))
        # read once, so that the first command does not pay for the disk
        for file in tree.rglob("*.py"):
            file.read_bytes()
        for name, words in COMMANDS.items():
            command = [sys.executable, "-m", "graphkit", *words, "--root", str(tree)]
            command += ["--cache-dir", str(cache), "--quiet", "--format", "json"]
            runs: dict[str, list[tuple[float, ...]]] = {"cold": [], "warm": []}
            for _ in range(rounds):
                shutil.rmtree(cache, ignore_errors=True)
                for found in runs.values():
                    found.append(timed(command)[:3])
            for state, taken in runs.items():
                wall, cpu, memory = map(statistics.median, zip(*taken, strict=True))
                yield row(name, state, size, wall, cpu, memory)


def in_memory(sizes: Sequence[int]) -> Iterator[Row]:
    """Measure the analyses on code bases that are held in memory."""
    for size in sizes:
        for name in QUESTIONS:
            command = [sys.executable, "-m", "tests.benchmarks.in_memory", name, "--modules", str(size)]
            said = json.loads(timed(command)[3])
            yield row(name, "memory", size, said["seconds"], said["cpu"], said["memory"], said["before"])


def row(
    task: str, state: str, size: int, seconds: float, cpu: float, memory: float, before: float = 0
) -> Row:
    """Return one measurement, and say it."""
    print(f"{task:14} {state:7} {size:9,} {seconds:8.2f} s {cpu:8.2f} s {memory:6.0f} MB", file=sys.stderr)
    found: Row = {"task": task, "state": state, "modules": size, "seconds": round(seconds, 3)}
    return {**found, "cpu": round(cpu, 3), "memory": round(memory), "before": round(before)}


def exponent(rows: Sequence[Row], what: str) -> float:
    """Return the slope of a straight line through the logarithms (least squares): 1 is linear growth."""
    points = [(log(row["modules"]), log(max(row[what], 1e-3))) for row in rows]
    if len(points) < 2:
        return float("nan")
    across, up = (statistics.mean(axis) for axis in zip(*points, strict=True))
    slope: float = sum((x - across) * (y - up) for x, y in points) / sum((x - across) ** 2 for x, _ in points)
    return slope


def document(measured: dict[str, Any]) -> str:
    """Return the measurements as Markdown."""
    rows: list[Row] = measured["rows"]
    lines = [
        "# Scale on one machine",
        "",
        "Made by `python -m tests.benchmarks.scale -o docs/scale.md`; do not edit. Code bases of realistic",
        "shape (few hubs with very many importers, tangles, facades, tests, lazy imports; four imports a",
        "module, 4 KB a file on the disk, one module in fifty uses the deprecated function), made by",
        "`tests/benchmarks/shaped.py`.",
        f"{measured['machine']}. Seconds are medians of {measured['rounds']} with those of all cores in",
        "parentheses; MB is the peak of all processes together.",
        "",
        "![time and memory by size](scale.svg)",
        "",
    ]
    titles = {
        "cold": ("As files, empty cache", "the whole command"),
        "warm": ("As files, again", "the whole command, nothing changed"),
        "memory": (
            "In memory",
            "the analysis, no file read; MB with the graph, `(graph)` without, at least the benchmark's",
        ),
    }
    for state, (title, about) in titles.items():
        some = [row for row in rows if row["state"] == state]
        if some:
            lines += [f"## {title}", "", f"{about[0].upper()}{about[1:]}.", "", *table(some), ""]
    lines += [
        "The exponents are slopes in log-log coordinates over all sizes of the row: 1 is linear growth; the",
        "time to start flattens the first sizes, so `last` is the slope between the two largest alone.",
        "Above 100,000 modules `blast` estimates, and says so: see `graphkit blast --help`.",
        "",
        "Repeat one row: `python -m tests.benchmarks.shaped_files DIRECTORY --modules N`, then",
        f"`graphkit COMMAND --root DIRECTORY --cache-dir EMPTY`, with the target `{TARGET}`; in memory:",
        "`python -m tests.benchmarks.in_memory blast --modules 1000000 [--exact]`.",
        "",
    ]
    return "\n".join(lines)


def table(rows: Sequence[Row]) -> list[str]:
    """Return a table: a row for each task, two columns for each size, the exponents last."""
    sizes = sorted({row["modules"] for row in rows})
    head = [f"{size:,}" for size in sizes]
    lines = [f"| | {' | '.join(head)} | time | last | memory |", f"|---|{'---:|' * (len(head) + 3)}"]
    for task in COMMANDS:
        mine = sorted((row for row in rows if row["task"] == task), key=lambda row: row["modules"])
        cells = [cell(row) for row in mine] + [""] * (len(sizes) - len(mine))
        slopes = exponent(mine, "seconds"), exponent(mine[-2:], "seconds"), exponent(mine, "memory")
        lines.append(f"| {task} | {' | '.join(cells)} | {' | '.join(f'{slope:.2f}' for slope in slopes)} |")
    return lines


def cell(row: Row) -> str:
    """Return what one measurement says."""
    graph = f" ({row['before']:,})" if row["before"] else ""
    return f"{row['seconds']:.2f} s ({row['cpu']:.2f}), {row['memory']:,}{graph} MB"


def measure(given: argparse.Namespace) -> dict[str, Any]:
    """Measure everything that the command line asks for."""
    rows = list(of_files(given.sizes, given.scratch, given.rounds))
    if given.in_memory:
        rows += in_memory([size for size in given.sizes if size < given.in_memory] + [given.in_memory])
    machine = f"{platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return {"machine": machine, "rounds": given.rounds, "rows": rows}


def main() -> None:
    """Measure, or read what was measured; write the document and the drawing."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--in-memory", type=int, default=1_000_000, metavar="MODULES", help="0: not at all")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--scratch", type=Path, default=Path(tempfile.gettempdir(), "graphkit-scale"))
    parser.add_argument("--from", dest="source", type=Path, metavar="JSON")
    parser.add_argument("-o", "--output", type=Path, metavar="MARKDOWN")
    given = parser.parse_args()
    given.scratch.mkdir(parents=True, exist_ok=True)
    measured = json.loads(given.source.read_text()) if given.source else measure(given)
    if given.output is None:
        print(document(measured))
        return
    rows = ",\n".join(f"  {json.dumps(one)}" for one in measured["rows"])
    rest = json.dumps({"machine": measured["machine"], "rounds": measured["rounds"]})[:-1]
    given.output.with_suffix(".json").write_text(f'{rest}, "rows": [\n{rows}\n]}}\n')
    given.output.write_text(document(measured))
    given.output.with_suffix(".svg").write_text(draw(measured["rows"]))


if __name__ == "__main__":
    main()
