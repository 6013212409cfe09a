"""Which module an import names."""

from __future__ import annotations

import pytest

from graphkit.analysis.modules import absolute
from tests.unit.analysis.code import tree_of

TREE = tree_of(
    [
        "pkg/__init__.py",
        "pkg/a.py",
        "pkg/sub/__init__.py",
        "pkg/sub/b.py",
        "ns/c.py",
        "scripts/run.py",
        "scripts/helper.py",
        "top.py",
    ]
)


@pytest.mark.parametrize(
    ("importer", "raw", "module"),
    [
        ("top", "pkg.a", "pkg.a"),
        ("top", "pkg", "pkg"),
        ("top", "ns", "ns"),
        ("top", "ns.c", "ns.c"),
        ("top", "pkg.gone", "pkg.gone"),
        ("top", "elsewhere", None),
        ("top", "elsewhere.pkg", None),
        ("pkg.a", ".", "pkg"),
        ("pkg.a", ".a", "pkg.a"),
        ("pkg.a", ".gone", "pkg.gone"),
        ("pkg", ".", "pkg"),
        ("pkg", ".a", "pkg.a"),
        ("pkg.sub", "..a", "pkg.a"),
        ("pkg.sub", "..", "pkg"),
        ("pkg.sub.b", ".", "pkg.sub"),
        ("pkg.sub.b", "...", None),
        ("pkg.sub.b", "..a", "pkg.a"),
        ("ns.c", ".d", "ns.d"),
        ("pkg.a", "....x", None),
        ("scripts.run", "helper", "scripts.helper"),
        ("scripts.run", "pkg.a", "pkg.a"),
        ("scripts.run", "gone", None),
        ("pkg.a", "sub", None),
        ("pkg.sub.b", "a", None),
    ],
)
def test_absolute(importer: str, raw: str, module: str | None) -> None:
    assert absolute(TREE, TREE.modules[importer], raw) == module


def test_a_top_level_module_wins_over_a_neighbour() -> None:
    tree = tree_of(["scripts/run.py", "scripts/helper.py", "helper.py"])
    assert absolute(tree, tree.modules["scripts.run"], "helper") == "helper"
