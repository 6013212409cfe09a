"""Predicted breakage against CPython's: the removal is really made in a copy, and everything imported.

`python -m tests.differential.removals ROOT [--package P]` copies `ROOT`, or `ROOT/P` alone, and takes out,
one after the other,

    --facade M … --names N …    the names N of the modules M
    --sample K                  K re-exports of `__init__` files, or of the modules of `--facade`
    --used K                    as many of those that some module imports from there by name
    --definitions K             K functions and classes
    --modules K                 K whole modules

chosen with `--seed S`, and prints for each how many modules graphkit says will fail at import time and how
many do. `--python PROGRAM` is the interpreter that can import the package; `--differences` lists what
differs; `--truth FILE` keeps what CPython does, and uses it again.
"""

from __future__ import annotations

import argparse
import ast
import json
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Self

from graphkit.errors import GraphkitError
from graphkit.workflows.whatif import whatif
from tests.differential.breakage import Agreement, Oracle, Removal, agreement, remove_module, remove_symbol
from tests.differential.importer import Failure, Importer
from tests.differential.namespaces import find_modules, top_level


def reexports(root: Path, package: str, facades: Sequence[str] = ()) -> list[Removal]:
    """Names that the `__init__` files, or the facades, take from elsewhere in the tree."""
    found, files = [], find_modules(root, package)
    tops = {module.partition(".")[0] for module in files}
    for module, path in files.items():
        if (module in facades) if facades else path.name == "__init__.py":
            for node in ast.parse(path.read_bytes()).body:
                if isinstance(node, ast.ImportFrom) and (
                    node.level or str(node.module).partition(".")[0] in tops
                ):
                    names = [alias.asname or alias.name for alias in node.names]
                    # a submodule stays importable from its package by itself
                    below = path.parent if path.name == "__init__.py" else None
                    found += [
                        remove_symbol(module, name)
                        for name in names
                        if name != "*" and not (below and _is_module(below, name))
                    ]
    return found


def used(root: Path, package: str, among: Sequence[Removal]) -> list[Removal]:
    """Those that a `from … import` somewhere in the tree takes, wherever that stands."""
    taken = set()
    for module, path in find_modules(root, package).items():
        here = module if path.name == "__init__.py" else module.rpartition(".")[0]
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.ImportFrom):
                base = here.split(".")[: len(here.split(".")) - node.level + 1] if node.level else []
                source = ".".join([*base, *([node.module] if node.module else [])])
                taken |= {(source, alias.name) for alias in node.names}
    return [one for one in among if (one.module, one.name) in taken]


def _is_module(directory: Path, name: str) -> bool:
    return (directory / f"{name}.py").exists() or (directory / name).is_dir()


def definitions(root: Path, package: str) -> list[Removal]:
    """The functions and classes of the package, those of its tests left out."""
    return [
        remove_symbol(module, node.name)
        for module, path in find_modules(root, package).items()
        if "test" not in module
        for node in top_level(ast.parse(path.read_bytes()).body)
    ]


def whole_modules(root: Path, package: str) -> list[Removal]:
    """Modules that are no packages, tests left out."""
    files = find_modules(root, package)
    return [remove_module(m) for m, path in files.items() if path.name != "__init__.py" and "test" not in m]


class Row(NamedTuple):
    """One removal measured."""

    given: str
    found: Agreement
    seconds: float

    def __str__(self) -> str:
        found = self.found
        return (
            f"{self.given:60} predicted {len(found.certain):4} (+{len(found.possible)} possible)"
            f"  real {len(found.real):4}  missed {len(found.missed):3}  phantom {len(found.phantom):3}"
            f"  misnamed {len(found.misnamed):3}  {self.seconds:5.2f} s"
        )


class Truth(NamedTuple):
    """What CPython does: how many modules there are, those it imports, those each removal breaks."""

    modules: int
    healthy: frozenset[str]
    failures: dict[str, dict[str, Failure]]

    @classmethod
    def read(cls, path: Path) -> Self:
        found = json.loads(path.read_text())
        failures = {
            given: {module: Failure(*one) for module, one in failed.items()}
            for given, failed in found["failures"].items()
        }
        return cls(found["modules"], frozenset(found["healthy"]), failures)

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(self._asdict() | {"healthy": sorted(self.healthy)}))


def truth_of(given: argparse.Namespace, root: Path, removals: Sequence[Removal]) -> Truth:
    """Read what is kept, or make the removals one after the other and import everything."""
    if given.truth and given.truth.exists():
        kept = Truth.read(given.truth)
        if {removal.given for removal in removals} <= kept.failures.keys():
            return kept
    with Importer(given.python, bytecode=True) as importer:
        oracle = Oracle(importer, root, {removal.module for removal in removals})
        failures = {
            removal.given: dict(oracle.newly_failing([removal], keep_all=given.keep_all))
            for removal in removals
        }
    truth = Truth(len(find_modules(root)), oracle.healthy, failures)
    if given.truth:
        truth.write(given.truth)
    return truth


def measure(truth: Truth, root: Path, removal: Removal, cache_dir: str, *, keep_all: bool) -> Row:
    """Predict and compare."""
    start = time.perf_counter()
    predicted = whatif(removal.given, keep_all=keep_all, roots=[str(root)], cache_dir=cache_dir)
    seconds = time.perf_counter() - start
    found = agreement(predicted, [removal], truth.failures[removal.given], truth.healthy)
    return Row(removal.given, found, seconds)


def choose(given: argparse.Namespace, root: Path) -> list[Removal]:
    """What is to be removed, one after the other."""
    dice = random.Random(given.seed)
    chosen = [remove_symbol(facade, name) for facade in given.facade for name in given.names]
    for count, among in (
        (given.sample, reexports(root, given.package, given.facade)),
        (given.used, used(root, given.package, reexports(root, given.package, given.facade))),
        (given.definitions, definitions(root, given.package)),
        (given.modules, whole_modules(root, given.package)),
    ):
        chosen += dice.sample(sorted(set(among)), min(count, len(set(among))))
    return chosen


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("root", type=Path)
    parser.add_argument("--package", default="")
    parser.add_argument("--facade", nargs="+", default=[])
    parser.add_argument("--names", nargs="+", default=[])
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--used", type=int, default=0)
    parser.add_argument("--definitions", type=int, default=0)
    parser.add_argument("--modules", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep-all", action="store_true")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--truth", type=Path)
    parser.add_argument("--differences", action="store_true")
    return parser.parse_args()


def main() -> None:
    """Print a line for each removal, then the sum."""
    given = arguments()
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch, "root")
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(given.root / given.package, root / given.package, ignore=ignored)
        removals = choose(given, root)
        truth = truth_of(given, root, removals)
        name = given.package or given.root.name
        print(f"{name}: {len(truth.healthy)} of {truth.modules} modules can be imported", flush=True)
        rows = []
        for removal in removals:
            try:
                rows.append(measure(truth, root, removal, scratch + "/cache", keep_all=given.keep_all))
            except GraphkitError as error:
                print(f"{removal.given:60} {error}", flush=True)
                continue
            print(rows[-1], flush=True)
            if given.differences and not rows[-1].found.agrees:
                print(rows[-1].found.differences(), flush=True)
        print(summary(rows))


def summary(rows: Sequence[Row]) -> str:
    """The last line."""
    exact = sum(row.found.agrees for row in rows)
    real = sum(len(row.found.real) for row in rows)
    missed, phantom = (sum(len(getattr(row.found, kind)) for row in rows) for kind in ("missed", "phantom"))
    return (
        f"{exact} of {len(rows)} removals agree in every module and exception; "
        f"{real} failures, {missed} missed, {phantom} phantom"
    )


if __name__ == "__main__":
    main()
