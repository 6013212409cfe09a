"""What a scan of many repositories costs: throughput by engine and workers, cost of one, cost of 100,000.

    python -m tests.benchmarks.scanning DIRECTORY TARGET [TARGET …] [--engines processes,dask]

DIRECTORY holds wheels, archives and checkouts, as for `graphkit scan`. Every run starts from nothing, and all
runs of a target must give the same answer. Prints a table in Markdown.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from graphkit.model.scan import Scan
from graphkit.workflows.scan import scan

WORKERS = (1, 2)
MANY = 100_000


class Run(NamedTuple):
    """One scan, and what it cost."""

    engine: str
    workers: int
    found: Scan
    # seconds of the whole scan; of the processors too, where the workers are this process's own
    wall: float
    cpu: float | None
    # of each repository, all its readings together
    seconds: list[float]
    size: int

    @property
    def rate(self) -> float:
        """Repositories a second."""
        return len(self.found.repositories) / self.wall


def main() -> None:
    """Measure every engine with every number of workers."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("directory")
    parser.add_argument("targets", nargs="+")
    parser.add_argument("--provider", default="")
    parser.add_argument("--engines", default="processes,dask")
    given = parser.parse_args()
    for target in given.targets:
        # the first run warms the file cache for the others, and is not counted
        first = measure(given.directory, target, given.provider, "processes", max(WORKERS))
        runs = [
            measure(given.directory, target, given.provider, engine, workers)
            for engine in given.engines.split(",")
            for workers in WORKERS
        ]
        for run in runs:
            assert replace(run.found, results="") == replace(first.found, results=""), "answers differ"
        print(table(target, runs), flush=True)


def measure(directory: str, target: str, provider: str, engine: str, workers: int) -> Run:
    """Scan once, from nothing."""
    with tempfile.TemporaryDirectory() as results, cluster(engine, workers) as scheduler:
        started, spent = time.perf_counter(), processor_seconds()
        found = scan(
            directory,
            target,
            provider=provider,
            results=results,
            engine=engine,
            scheduler=scheduler,
            jobs=workers if engine == "processes" else 0,
        )
        wall = time.perf_counter() - started
        cpu = processor_seconds() - spent if engine == "processes" else None
        seconds: dict[str, float] = {}
        sizes: dict[str, int] = {}
        for line in (Path(results) / "journal.jsonl").read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            seconds[entry["name"]] = seconds.get(entry["name"], 0.0) + entry["seconds"]
            sizes[entry["name"]] = entry["result"]["size"]
    return Run(engine, workers, found, wall, cpu, sorted(seconds.values()), sum(sizes.values()))


def processor_seconds() -> float:
    """What this process and those it waited for have used."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


@contextmanager
def cluster(engine: str, workers: int) -> Iterator[str]:
    """Yield the address of a cluster of this machine, "" for processes."""
    if engine != "dask":
        yield ""
        return
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=workers, threads_per_worker=1, dashboard_address=":0", silence_logs=50
    ) as started:
        yield started.scheduler_address


def table(target: str, runs: list[Run]) -> str:
    """Word the runs of one target."""
    found = runs[0].found
    using = [row for row in found.repositories if row.uses]
    total = len(found.repositories)
    lines = [
        f"### `{target}`",
        "",
        (
            f"{total:,} repositories, {found.files.total:,} files, {runs[0].size / 1e6:,.0f} MB of code; "
            f"{len(found.uses):,} uses in {len(using):,} repositories."
        ),
        "",
        "| engine | workers | wall, s | CPU, s | a second | MB/s | one: median | p95 | longest | 100,000 |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for run in runs:
        cost = [
            f"{statistics.median(run.seconds) * 1e3:,.0f} ms",
            f"{run.seconds[int(len(run.seconds) * 0.95)] * 1e3:,.0f} ms",
            f"{run.seconds[-1]:,.1f} s",
        ]
        many = f"{MANY / run.rate / 3600:,.1f} h"
        cpu = f"{run.cpu:,.1f}" if run.cpu is not None else "–"
        numbers = f"{run.wall:,.1f} | {cpu} | {run.rate:,.1f} | {run.size / 1e6 / run.wall:,.0f}"
        lines.append(f"| {run.engine} | {run.workers} | {numbers} | {' | '.join(cost)} | {many} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    main()
