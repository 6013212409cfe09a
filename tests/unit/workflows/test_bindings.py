"""The steps of `graphkit bindings`."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.errors import NoPythonFiles
from graphkit.workflows.bindings import bindings
from tests.conftest import WriteTree

FILES: dict[str, str] = {
    "pkg/__init__.py": "from .a import make\n",
    "pkg/a.py": "def make(): ...\nclass C: ...\n",
    "pkg/b.py": """
        from typing import TYPE_CHECKING
        from pkg import make as build
        if TYPE_CHECKING:
            from pkg.a import C
        """,
}


def test_bindings_of_every_module(write_tree: WriteTree) -> None:
    result = bindings(roots=[str(write_tree(FILES))], cache=False)
    assert result.modules == (("pkg", (("make", ("pkg.a:make",)),)), ("pkg.b", (("build", ("pkg.a:make",)),)))
    assert result.files == (3, 3)
    assert result.problems == ()


def test_typing_only_names_on_request(write_tree: WriteTree) -> None:
    result = bindings(roots=[str(write_tree(FILES))], cache=False, type_checking=True)
    assert dict(result.modules)["pkg.b"] == (("C", ("pkg.a:C",)), ("build", ("pkg.a:make",)))


def test_a_broken_file_costs_only_itself(write_tree: WriteTree) -> None:
    root = write_tree({**FILES, "pkg/c.py": "from pkg.a import make\ndef (:\n"})
    result = bindings(roots=[str(root)], cache=False)
    assert [problem.file for problem in result.problems] == ["pkg/c.py"]
    assert dict(result.modules)["pkg"] == (("make", ("pkg.a:make",)),)
    assert result.files == (4, 4)


def test_cold_and_warm_agree(write_tree: WriteTree, tmp_path: Path) -> None:
    options = {"roots": [str(write_tree(FILES))], "cache_dir": str(tmp_path / "cache")}
    assert bindings(**options) == bindings(**options)  # type: ignore[arg-type]


def test_no_files(tmp_path: Path) -> None:
    with pytest.raises(NoPythonFiles):
        bindings(roots=[str(tmp_path)], cache=False)
