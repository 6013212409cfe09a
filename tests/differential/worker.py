"""A long-lived process that tells what CPython holds after importing small trees, one after the other.

Each line read is `{"root", "modules": {module: file}}`, each line written what `namespaces.look` finds; every
tree is imported in a fork of its own, so that none sees the modules of another.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from pathlib import Path

from tests.differential.namespaces import look


def import_tree(root: str, modules: dict[str, str]) -> str:
    """Import the modules in the order given; the findings as JSON."""
    sys.path.insert(0, root)
    failed = {}
    for module in modules:
        try:
            importlib.import_module(module)
        except Exception as error:  # noqa: BLE001 - whatever a generated tree may raise
            failed[module] = f"{type(error).__name__}: {error}"
    return json.dumps(look({module: Path(file) for module, file in modules.items()}, failed))


def main() -> None:
    """Answer line by line until the input ends."""
    sys.dont_write_bytecode = True
    for line in sys.stdin:
        given = json.loads(line)
        child = os.fork()
        if child == 0:
            print(import_tree(given["root"], given["modules"]), flush=True)
            os._exit(0)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
