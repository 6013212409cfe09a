"""What griffe says of a root's packages: aliases resolved to functions and classes.

`python -m tests.differential.griffe_bindings ROOT` only loads and resolves: what the benchmark times.
"""

from __future__ import annotations

import contextlib
import importlib
import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.differential.compare import Predicted


def load(root: Path) -> Any:
    """Load every package of the root and resolve all aliases: the `GriffeLoader`."""
    griffe: Any = importlib.import_module("griffe")
    logging.getLogger("griffe").setLevel(logging.CRITICAL)
    loader = griffe.GriffeLoader(search_paths=[root], allow_inspection=False)
    for path in sorted(root.iterdir()):
        if (path / "__init__.py").exists():
            loader.load(path.name)
    loader.resolve_aliases(implicit=True, external=False)
    return loader


def predict(root: Path) -> Predicted:
    """Module → name → origin, own definitions left out."""
    modules = {}
    for package in load(root).modules_collection.members.values():
        for module in walk(package):
            modules[module.path] = dict(names(module))
    return modules


def walk(module: Any) -> Iterator[Any]:
    """The module and those below it."""
    yield module
    for member in module.members.values():
        if not member.is_alias and member.is_module:
            yield from walk(member)


def names(module: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each alias of the module that ends at a function or class."""
    for name, member in module.members.items():
        if member.is_alias:
            # an alias that cannot be resolved, or not without end
            with contextlib.suppress(Exception):
                target = member.final_target
                if target.is_function or target.is_class:
                    yield name, (f"{target.module.path}:{target.name}",)


if __name__ == "__main__":
    load(Path(sys.argv[1]))
