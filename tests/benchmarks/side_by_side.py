"""graphkit and the tools that come nearest, side by side: `make bench` writes docs/benchmarks.md with this.

    python -m tests.benchmarks.side_by_side                             the packages of the tests
    python -m tests.benchmarks.side_by_side --tree NAME DIR pkg.mod:name …    code of your own

All tools read the same files, as whole processes that take turns; what each answers is compared before its
time counts. "cold" has an empty cache, "warm" what the cold run left there. Memory is that of the largest
process.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from graphkit import __version__
from tests.benchmarks.processes import Contender, Median, Run, median, take_turns
from tests.benchmarks.questions import QUESTIONS, Answer, Peer, Question, contender, version, words
from tests.differential.oracle import copy_alone, package_dir

# packages that the tests install, each with a function that many modules use through another's re-export
PACKAGES = {
    "networkx": "networkx.utils.decorators:not_implemented_for",
    "sqlalchemy": "sqlalchemy.util.deprecations:warn_deprecated",
    "sympy": "sympy.core.sympify:sympify",
}
# an answer of which graphkit has less than this is an answer to another question
SAME = 0.9

HEAD = """\
# Benchmarks

Written by `make bench`; with one more tree by
`python -m tests.benchmarks.side_by_side --tree NAME DIR pkg.mod:name -o docs/benchmarks.md`.

Whole processes on the same trees, taking turns; medians of {rounds} rounds; a tool is stopped after
{limit:.0f} s. `cold ÷` and `warm ÷` are graphkit's times, without and with its cache, as multiples of the
tool's: below 1 graphkit is faster. `MB` is the peak of the largest process. The answers are compared row by
row; where graphkit has less than {same:.0%} of what a tool found, the line says so. What a tool found and
graphkit did not is `theirs only`.

"""


class Tree(NamedTuple):
    """Code to read, and the symbol to ask for in it."""

    name: str
    root: Path
    target: str


def main() -> None:
    """Time everything, write the report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tree", nargs=3, action="append", default=[], metavar=("NAME", "DIR", "TARGET"))
    parser.add_argument("--rounds", type=int, default=3, help="runs of each tool (3)")
    parser.add_argument(
        "--limit", type=float, default=120.0, help="seconds after which a tool is stopped (120)"
    )
    parser.add_argument("-o", "--output", type=Path, help="write there, not to standard output")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        trees = list(installed(Path(scratch)))
        trees += [Tree(name, Path(root).resolve(), target) for name, root, target in given.tree]
        text = "\n".join(report(trees, given.rounds, given.limit, Path(scratch, "cache"))) + "\n"
    if given.output:
        given.output.write_text(text, encoding="utf-8")
    else:
        print(text, end="")


def installed(scratch: Path) -> Iterator[Tree]:
    """The packages of the tests that are installed, each alone in a directory."""
    for name, target in PACKAGES.items():
        if (place := package_dir(name)) is None:
            print(f"{name} is not installed", file=sys.stderr)
        else:
            yield Tree(name, copy_alone(place, scratch / name / "root"), target)


def report(trees: list[Tree], rounds: int, limit: float, cache: Path) -> Iterator[str]:
    """The whole document, line by line."""
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    yield from HEAD.format(rounds=rounds, limit=limit, same=SAME).splitlines()
    python = f"{platform.python_implementation()} {platform.python_version()}"
    yield f"{machine}, {python}, graphkit {__version__}."
    for tree in trees:
        files = [path.stat().st_size for path in tree.root.rglob("*.py")]
        yield from ("", f"## {tree.name}: {len(files):,} files, {sum(files) / 1e6:.1f} MB", "")
        yield f"Asked for `{tree.target}`."
        for question in QUESTIONS:
            print(f"{tree.name}: {question.name}", file=sys.stderr)
            yield from section(question, tree, rounds, limit, cache)


def section(question: Question, tree: Tree, rounds: int, limit: float, cache: Path) -> Iterator[str]:
    """One question on one tree: a table."""
    cold = Contender("graphkit, cold", words(question, tree.root, tree.target, cache), clear=cache)
    warm = cold._replace(name="graphkit, warm", clear=None)
    asked = [(peer, contender(peer, tree.root, tree.target)) for peer in question.peers]
    running = [one for _, one in asked if isinstance(one, Contender)]
    runs = iter(take_turns([cold, warm, *running], rounds, limit))
    answered = words(question, tree.root, tree.target, cache, answer=True)
    [[answer]] = take_turns([Contender("graphkit", answered)], 1)
    ours = question.read(answer.printed, tree.root)
    [first, again] = [median(next(runs)) for _ in (cold, warm)]
    yield from (
        "",
        f"### {question.name}",
        "",
        f"`graphkit {' '.join(question.words)}`: {len(ours):,} {question.rows}.",
    )
    yield from (
        "",
        "| tool | s | cold ÷ | warm ÷ | MB | rows | both | ours only | theirs only | cannot answer |",
    )
    yield "|---|--:|--:|--:|--:|--:|--:|--:|--:|---|"
    for name, of in (("graphkit, cold", first), ("graphkit, warm", again)):
        yield f"| {name} | {of.wall:.2f} | | | {of.memory:.0f} | {len(ours):,} | | | | |"
    for peer, one in asked:
        yield _row(peer, one if isinstance(one, str) else next(runs), ours, (first, again), tree.root)


def _row(peer: Peer, runs: list[Run] | str, ours: Answer, graphkit: tuple[Median, Median], root: Path) -> str:
    if isinstance(runs, str):
        return f"| {peer.name} | {runs} | | | | | | | | {peer.lacks} |"
    of, name = median(runs), f"{peer.name} {version(peer.distribution)}"
    if not of.ended:
        why = "stopped" if runs[-1].status < 0 else f"failed with status {runs[-1].status}"
        return f"| {name} | {why} after {of.slowest:.0f} s | | | {of.memory:.0f} | | | | | {peer.lacks} |"
    theirs = peer.read(runs[0].printed, root)
    both = len(ours & theirs)
    ratios = " | ".join(f"{one.wall / of.wall:.2f}" for one in graphkit)
    other = "" if both >= SAME * len(theirs) else f"**less than {SAME:.0%} in common**; "
    other = other or ("**finds less than half**; " if 2 * len(theirs) < len(ours) else "")
    counts = " | ".join(f"{count:,}" for count in (len(theirs), both, len(ours - theirs), len(theirs - ours)))
    return f"| {name} | {of.wall:.2f} | {ratios} | {of.memory:.0f} | {counts} | {other}{peer.lacks} |"


if __name__ == "__main__":
    main()
