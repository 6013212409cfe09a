from __future__ import annotations

import pytest

from graphkit.errors import BadTarget
from graphkit.model.tree import SourceFile, SourceTree
from graphkit.workflows.known_modules import check_modules

TREE = SourceTree("/r", ("/r",), (SourceFile("pkg/mod.py", "pkg.mod"),), frozenset({"pkg"}))


def test_modules_of_the_tree_pass() -> None:
    check_modules(TREE)
    check_modules(TREE, "pkg.mod")


def test_others_are_refused_with_the_nearest() -> None:
    with pytest.raises(BadTarget) as caught:
        check_modules(TREE, "pkg.mod", "pkg.mood")
    assert (caught.value.target, caught.value.nearest) == ("pkg.mood", ("pkg.mod",))
    with pytest.raises(BadTarget, match="a package without code of its own"):
        check_modules(TREE, "pkg")
