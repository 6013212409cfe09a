"""What a run costs after one file was edited: alternating edits, whole processes, medians.

    python -m tests.benchmarks.warm ROOT pkg.mod:name --file pkg/consumer.py [--rounds 5]

Lines are appended to the file and taken away again, so ROOT should be a copy of a tree. After
each edit `trace` and `blast` run once; the file is as before in the end.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.processes import Contender, Run, median, run


def main() -> None:
    """Edit, run, and print a line of medians for each command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("root", type=Path)
    parser.add_argument("target")
    parser.add_argument("--file", type=Path, required=True, help="relative to ROOT")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    file = given.root / given.file
    text = file.read_bytes()
    runs: dict[str, list[Run]] = {"trace": [], "blast": []}
    with tempfile.TemporaryDirectory() as cache:
        common = ("--root", str(given.root), "--cache-dir", cache, "--quiet", "--format", "json")
        base = (sys.executable, "-m", "graphkit")
        commands = {"trace": (*base, "trace", given.target, *common), "blast": (*base, "blast", *common)}
        try:
            # the first fills the cache
            for number in range(given.rounds + 1):
                file.write_bytes(text + f"\n\nEDITED = {number}\n".encode() if number else text)
                for name, command in commands.items():
                    ended = run(Contender(name, command))
                    if number:
                        runs[name].append(ended)
        finally:
            file.write_bytes(text)
    for name, found in runs.items():
        of = median(found)
        print(f"{name:6} {of.wall:6.2f} s {of.cpu:6.2f} s of all cores {of.memory:5.0f} MB")


if __name__ == "__main__":
    main()
