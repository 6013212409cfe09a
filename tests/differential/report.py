"""graphkit's bindings and griffe's, beside what CPython holds.

`python -m tests.differential.report PACKAGE …` measures installed packages; each line gives recall,
precision, origins a name and seconds. `--truth DIR` keeps the truths there and uses those it has already;
`--python PROGRAM` imports the packages by another interpreter, `--roots DIR` takes them from `DIR/PACKAGE`.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.differential import griffe_bindings
from tests.differential.compare import Predicted, compare, predict, timed
from tests.differential.oracle import Truth, copy_alone, import_everything, package_dir


def predictors() -> dict[str, Callable[[Path], Predicted]]:
    """graphkit, and griffe where it is installed."""
    installed = importlib.util.find_spec("griffe") is not None
    return {"graphkit": predict, **({"griffe": griffe_bindings.predict} if installed else {})}


def root_of(package: str, roots: Path | None, scratch: Path) -> Path | None:
    """A root that holds just the package."""
    if roots:
        return roots / package
    installed = package_dir(package)
    return copy_alone(installed, scratch / package) if installed else None


def truth_of(package: str, root: Path, truths: Path, python: str) -> Truth:
    """Read the truth, or find and keep it."""
    kept = truths / f"{package}.json"
    return Truth.read(kept) if kept.exists() else import_everything(root, package, kept, python=python)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("packages", nargs="+")
    parser.add_argument("--truth", type=Path)
    parser.add_argument("--roots", type=Path)
    parser.add_argument("--python", default=sys.executable)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        truths = given.truth or Path(scratch)
        for package in given.packages:
            root = root_of(package, given.roots, Path(scratch))
            if root is None:
                print(f"{package}: not installed", file=sys.stderr)
                continue
            truth = truth_of(package, root, truths, given.python)
            for name, predictor in predictors().items():
                predicted, seconds = timed(lambda of=predictor, where=root: of(where))  # type: ignore[misc]
                print(f"{package:12} {name:9} {seconds:6.2f} s  {compare(truth, predicted)}", flush=True)


if __name__ == "__main__":
    main()
