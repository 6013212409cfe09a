"""CPython as the oracle: the namespaces of a really imported package."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, Self

SCRIPT = Path(__file__).with_name("namespaces.py")
# modules that end the process are skipped one by one, up to so many
MOST_RUNS = 20


class ModuleTruth(NamedTuple):
    """One module: every name its namespace holds, and those bound to functions and classes from elsewhere."""

    names: frozenset[str]
    truth: Mapping[str, str]
    # not held, but given by `getattr`
    lazy: Mapping[str, str]


class Truth(NamedTuple):
    """What CPython holds: imported modules, those that failed, and the `module:name`s that are left out.

    `ambiguous`: their origin cannot be told; `generated`: spelled nowhere in the package.
    """

    package: str
    modules: Mapping[str, ModuleTruth]
    failed: Mapping[str, str]
    ambiguous: tuple[str, ...] = ()
    generated: tuple[str, ...] = ()

    @classmethod
    def read(cls, path: Path) -> Self:
        """The truth from a JSON file that `namespaces.py` wrote."""
        found = json.loads(path.read_text())
        modules = {
            module: ModuleTruth(frozenset(one["names"]), one["truth"], one["lazy"])
            for module, one in found["modules"].items()
        }
        return cls(
            found["package"], modules, found["failed"], tuple(found["ambiguous"]), tuple(found["generated"])
        )


def package_dir(package: str) -> Path | None:
    """The directory of an installed regular package, found without importing it."""
    spec = importlib.util.find_spec(package)
    return Path(spec.origin).parent if spec and spec.origin and spec.submodule_search_locations else None


def copy_alone(package_directory: Path, root: Path) -> Path:
    """Copy a package into a new root that holds nothing else; returns the root."""
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(package_directory, root / package_directory.name, ignore=ignore)
    return root


def import_everything(
    root: Path, package: str, out: Path, *, python: str = sys.executable, before: str = ""
) -> Truth:
    """Import every module of `root/package` in a subprocess; the JSON is left in `out`.

    `before` is code to run first, for packages that need setting up.
    """
    skip: list[str] = []
    importing = out.with_name(out.name + ".importing")
    for _ in range(MOST_RUNS):
        command = [python, str(SCRIPT), str(root), package, str(out), "--before", before]
        command += [part for module in skip for part in ("--skip", module)]
        out.unlink(missing_ok=True)
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        if out.exists():
            return Truth.read(out)
        assert importing.exists(), f"{' '.join(command)} failed: {done.stderr}"
        skip.append(importing.read_text())
    raise AssertionError(f"{package}: too many modules end the process: {skip}")


def main() -> None:
    """`python -m tests.differential.oracle ROOT PACKAGE OUT.json [CODE]`: write the truth, print its size."""
    root, package, out, before = [*sys.argv[1:], ""][:4]
    truth = import_everything(Path(root), package, Path(out), before=before)
    names = sum(len(one.truth) for one in truth.modules.values())
    lazy = sum(len(one.lazy) for one in truth.modules.values())
    print(
        f"{package}: {len(truth.modules)} modules, {names} names, {lazy} lazy, {len(truth.failed)} failed, "
        f"{len(truth.ambiguous)} ambiguous, {len(truth.generated)} generated"
    )


if __name__ == "__main__":
    main()
