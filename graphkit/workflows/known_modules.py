"""Whether the modules that were asked about are in the tree."""

from __future__ import annotations

from graphkit.errors import BadTarget
from graphkit.model.tree import SourceTree


def check_modules(tree: SourceTree, *modules: str) -> None:
    """Raise BadTarget, with the nearest names, for the first of `modules` that is no file of the tree."""
    for module in modules:
        if module not in tree.modules:
            from difflib import get_close_matches

            found = "a package without code of its own" if module in tree.namespaces else "no such module"
            raise BadTarget(module, found, tuple(get_close_matches(module, tree.modules, n=2)))
